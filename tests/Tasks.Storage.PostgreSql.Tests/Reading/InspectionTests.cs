using Tasks.Storage.Contract;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Reading;

namespace Tasks.Storage.PostgreSql.Tests.Reading;

public sealed class InspectionTests : StoreTest
{
    private static readonly ServerFacts Well = new(new(1), [], 10, 1_000_000, 1, 1, TimeSpan.FromMinutes(5));

    [Fact]
    public void A_server_that_is_well_gives_no_warning() => Assert.Empty(Inspection.Of(Well).Warnings);

    [Theory]
    [InlineData("synchronous_commit", "may be lost")]
    [InlineData("fsync", "unreadable")]
    [InlineData("full_page_writes", "may damage")]
    [InlineData("autovacuum", "slow every claim")]
    public void A_setting_that_breaks_a_promise_is_warned_of(string setting, string why)
    {
        var warning = Assert.Single(Inspection.Of(Well with { SettingsOff = [setting] }).Warnings);

        Assert.StartsWith(setting + " is off: ", warning, StringComparison.Ordinal);
        Assert.Contains(why, warning, StringComparison.Ordinal);
        Assert.EndsWith("set it to on.", warning, StringComparison.Ordinal);
    }

    [Fact, Trait("Fault", "F37")]
    public void A_transaction_that_was_forgotten_and_rows_that_stay_dead_are_warned_of()
    {
        var old = Well with { OldestSnapshot = TimeSpan.FromMinutes(90.4) };

        Assert.Contains("open for 90 minutes", Assert.Single(Inspection.Of(old).Warnings), StringComparison.Ordinal);
        Assert.Contains(
            "1000001 dead rows",
            Assert.Single(Inspection.Of(Well with { DeadRows = 1_000_001 }).Warnings),
            StringComparison.Ordinal
        );
    }

    [Theory, Trait("Fault", "F37")]
    [InlineData("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1")]
    [InlineData("BEGIN; CREATE TEMPORARY TABLE written (x int)")]
    public async Task The_age_of_an_open_transaction_is_told_whether_it_only_reads_or_has_written(string forgotten)
    {
        var connectionString = await PostgreSqlPlace.ConnectionStringAsync();
        await using var store = StoreOn(connectionString);
        await store.PrepareAsync(Cancelled);
        Assert.Equal(0, Gauge(await store.InspectAsync(Cancelled), "tasks.store.oldest_snapshot"));

        await using var connection = new Npgsql.NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(Cancelled);
        await using var command = connection.CreateCommand();
        command.CommandText = forgotten;
        await command.ExecuteNonQueryAsync(Cancelled);

        Assert.True(Gauge(await store.InspectAsync(Cancelled), "tasks.store.oldest_snapshot") > 0);
    }

    [Fact]
    public async Task What_the_connection_says_of_its_commits_is_what_counts()
    {
        await using var store = StoreOn(await PostgreSqlPlace.ConnectionStringAsync() + ";Options=-c synchronous_commit=off");
        await EnqueueAsync(store, Some.New("a"));

        var inspection = await store.InspectAsync(Cancelled);

        Assert.StartsWith("synchronous_commit is off", Assert.Single(inspection.Warnings), StringComparison.Ordinal);
        Assert.True(Gauge(inspection, "tasks.store.table_size") > 0);
        Assert.True(Gauge(inspection, "tasks.store.index_size") > 0);
    }

    private PostgreSqlStore StoreOn(string connectionString) => new(Place.Options(), DatabasePlace.Of(connectionString, Place.Options()));

    private static double Gauge(Tasks.Runtime.Stores.StoreInspection inspection, string name) =>
        Assert.Single(inspection.Gauges, gauge => gauge.Name == name).Value;
}
