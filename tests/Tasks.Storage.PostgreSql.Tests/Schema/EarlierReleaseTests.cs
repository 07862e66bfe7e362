using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Storage.Contract;
using Tasks.Storage.PostgreSql.Schema;

namespace Tasks.Storage.PostgreSql.Tests.Schema;

/// <summary>Tables that an earlier release has made, and programs of that release that go on beside this one.</summary>
public sealed class EarlierReleaseTests : StoreTest
{
    private const string EnqueueAsBefore = """
        INSERT INTO $tasks (id, name, queue, priority, enqueued_at, due_at, arguments) VALUES ('old', 'Maths.Add', 'default', 0, 1, 1, '{}')
        """;

    private const string OpenAsBefore = """
        INSERT INTO $sessions (id, ends_at, turn, is_lost, serves) VALUES ('old:1', 4102444800000000, 0, false, '*')
        """;

    /// <summary>What tables are made with: the first release, which knew no revisions, and those that were released since.</summary>
    public static TheoryData<string> Releases => ["FirstRelease", "FirstRevision"];

    /// <summary>The SQL a release made its tables with; <c>$</c> stands for schema and prefix.</summary>
    internal static async Task<string> TablesOfAsync(string release)
    {
        await using var script = typeof(EarlierReleaseTests).Assembly.GetManifestResourceStream(release + ".sql")!;
        using var reader = new StreamReader(script);
        return await reader.ReadToEndAsync(Cancelled);
    }

    [Theory, MemberData(nameof(Releases)), Trait("Spec", "BE-5"), Trait("Fault", "F56")]
    public async Task Tables_of_an_earlier_release_are_completed_and_what_is_in_them_is_run(string release)
    {
        await MakeAsBeforeAsync(release);
        var store = await OpenAsync();
        await EnqueueAsync(store, Some.New("new", Some.Call with { Trace = "00-1" }));
        var paused = await store.PauseAsync(QueueName.Stored("mail"), Cancelled);
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);

        var claimed = (await ClaimAsync(store, Some.Session("1"), 10)).Claimed;

        Assert.Equal(["old", "new"], claimed.Select(task => task.Id.Value));
        Assert.Equal([null, "00-1"], claimed.Select(task => task.Call.Trace));
        Assert.Equal(1, paused.Pauses.Number);
        Assert.Equal(PostgreSqlSchema.Revision, await ScalarAsync("SELECT revision FROM $schema"));
        Assert.True(await HasUnsuccessfulAsync());
    }

    [Theory, MemberData(nameof(Releases)), Trait("Spec", "BE-5")]
    public async Task A_program_of_the_earlier_release_goes_on_beside_this_one(string release)
    {
        await MakeAsBeforeAsync(release);
        var store = await OpenAsync();
        await store.PrepareAsync(Cancelled);

        await ScalarAsync(EnqueueAsBefore.Replace("'old'", "'later'", StringComparison.Ordinal));
        await ScalarAsync(OpenAsBefore);
        await ScalarAsync("UPDATE $tasks SET state = 1, lease = 1, attempts = 1, workers = 'old:1', session = 1 WHERE id = 'old'");

        Assert.Equal(Status.Running, (await ReadAsync(store, "old"))!.Status);
        var session = Assert.Single((await store.SessionsAsync(Cancelled)).Sessions);
        Assert.Equal(("old:1", 0L), (session.Id.Value, session.Heeded));
        Assert.Null(session.Profile.Names);
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        Assert.Equal("later", Assert.Single((await ClaimAsync(store, Some.Session("1"), 10)).Claimed).Id.Value);

        await ScalarAsync("UPDATE $tasks SET state = 3, attempts = 1, failures = 1, finished_at = 2, session = NULL WHERE id = 'old'");
        Assert.Equal(Status.Failed, (await ReadAsync(store, "old"))!.Status);
    }

    [Theory, MemberData(nameof(Releases)), Trait("Spec", "BE-5"), Trait("Fault", "F56")]
    public async Task Ten_stores_that_start_at_once_complete_them_once(string release)
    {
        await MakeAsBeforeAsync(release);
        var stores = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => OpenAsync()));

        await Task.WhenAll(stores.Select((store, number) => EnqueueAsync(store, Some.New($"t{number}"))));

        Assert.Equal(11L, await ScalarAsync("SELECT count(*) FROM $tasks"));
        Assert.Equal(1L, await ScalarAsync("SELECT count(*) FROM $schema"));
    }

    [Theory, MemberData(nameof(Releases)), Trait("Spec", "BE-5")]
    public async Task Tables_of_a_later_revision_are_as_good(string release)
    {
        await MakeAsBeforeAsync(release);
        await (await OpenAsync()).PrepareAsync(Cancelled);
        await ScalarAsync("UPDATE $schema SET revision = revision + 1");

        var later = await OpenAsync();
        await EnqueueAsync(later, Some.New("new"));

        Assert.NotNull(await ReadAsync(later, "old"));
        Assert.Equal(PostgreSqlSchema.Revision + 1, await ScalarAsync("SELECT revision FROM $schema"));
    }

    [Fact, Trait("Spec", "BE-5"), Trait("Fault", "F64")]
    public async Task A_completion_that_would_wait_for_a_long_transaction_gives_way_and_is_tried_again()
    {
        await MakeAsBeforeAsync("FirstRelease");
        var connection = await ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync(Cancelled);
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = $"SELECT count(*) FROM \"{Place.Schema}\".tasks_tasks";
            await command.ExecuteScalarAsync(Cancelled);
        }

        var store = await OpenAsync();
        await FaultAsync(TaskStoreFault.Unavailable, () => store.PrepareAsync(Cancelled));
        await transaction.RollbackAsync(Cancelled);

        await store.PrepareAsync(Cancelled);
        Assert.NotNull(await ReadAsync(store, "old"));
    }

    [Theory, MemberData(nameof(Releases)), Trait("Spec", "BE-5")]
    public async Task The_script_completes_them_by_hand(string release)
    {
        await MakeAsBeforeAsync(release);

        await ScalarAsync(PostgreSqlSchema.Script(Place.Schema, "tasks_"));

        Assert.Equal(PostgreSqlSchema.Revision, await ScalarAsync("SELECT revision FROM $schema"));
        Assert.True(await HasUnsuccessfulAsync());
    }

    [Theory, MemberData(nameof(Releases)), Trait("Spec", "BE-5")]
    public async Task An_index_that_was_made_beforehand_is_taken_as_it_is(string release)
    {
        await MakeAsBeforeAsync(release);
        await ScalarAsync("CREATE INDEX CONCURRENTLY IF NOT EXISTS tasks_unsuccessful ON $tasks (state, id) WHERE state >= 3");
        var made = await UnsuccessfulAsync();

        await (await OpenAsync()).PrepareAsync(Cancelled);

        Assert.Equal(made, await UnsuccessfulAsync());
        Assert.Equal(PostgreSqlSchema.Revision, await ScalarAsync("SELECT revision FROM $schema"));
    }

    private async Task<bool> HasUnsuccessfulAsync() => await UnsuccessfulAsync() is not DBNull;

    private Task<object?> UnsuccessfulAsync() => ScalarAsync($"SELECT to_regclass('\"{Place.Schema}\".tasks_unsuccessful')::oid");

    private async Task MakeAsBeforeAsync(string release)
    {
        await ScalarAsync($"CREATE SCHEMA IF NOT EXISTS \"{Place.Schema}\"");
        await ScalarAsync(await TablesOfAsync(release));
        await ScalarAsync(EnqueueAsBefore);
    }
}
