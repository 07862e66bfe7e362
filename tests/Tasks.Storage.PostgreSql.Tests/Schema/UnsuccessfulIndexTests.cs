using Tasks.Domain.Leasing;
using Tasks.Domain.Protocol;
using Tasks.Storage.Contract;
using Tasks.Storage.PostgreSql.Connecting;

namespace Tasks.Storage.PostgreSql.Tests.Schema;

/// <summary>The index of what failed or was cancelled holds these alone: what succeeds, as nearly all does, never writes to it.</summary>
public sealed class UnsuccessfulIndexTests : StoreTest
{
    private static readonly SessionId Session = Some.Session("1");

    [Fact]
    public async Task It_grows_with_what_fails_and_not_with_what_waits_runs_or_succeeds()
    {
        var store = await OpenAsync();
        await store.OpenAsync(Session, Some.Hour, WorkerProfile.Unknown, Cancelled);
        var empty = await SizeAsync();
        await EnqueueAsync(store, Some.New("a"), Some.New("b"), Some.New("c"));
        var claimed = (await ClaimAsync(store, Session, 2)).Claimed;
        await SettleAsync(store, Session, new Settlement(claimed[0].Hold, Some.Success));
        // The first entry ever written takes a page.
        Assert.Equal(empty, await SizeAsync());

        await SettleAsync(store, Session, new Settlement(claimed[1].Hold, Some.LastFailure));

        Assert.NotEqual(empty, await SizeAsync());
    }

    [Fact, Trait("Spec", "BE-5")]
    public async Task Making_it_may_take_longer_than_a_statement_of_a_verb()
    {
        var connectionString = await PostgreSqlPlace.ConnectionStringAsync();
        await using var owner = Npgsql.NpgsqlDataSource.Create(connectionString);
        await using (var slow = owner.CreateCommand(Slow))
        {
            await slow.ExecuteNonQueryAsync(Cancelled);
        }

        var options = Place.Options();
        options.CommandTimeout = TimeSpan.FromSeconds(1);
        await using var store = new PostgreSqlStore(options, DatabasePlace.Of(connectionString, options));

        await EnqueueAsync(store, Some.New("a"));

        Assert.NotNull(await ReadAsync(store, "a"));
    }

    // Stands for a table that takes as long to read.
    private const string Slow = """
        CREATE FUNCTION take_long() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.6); END';
        CREATE EVENT TRIGGER slow ON ddl_command_end WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION take_long()
        """;

    private async Task<object?> SizeAsync() => await ScalarAsync($"SELECT pg_relation_size('\"{Place.Schema}\".tasks_unsuccessful')");
}
