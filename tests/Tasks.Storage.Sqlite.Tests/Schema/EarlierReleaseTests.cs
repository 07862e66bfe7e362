using Microsoft.Data.Sqlite;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Storage.Contract;
using Tasks.Storage.Sqlite.Schema;

namespace Tasks.Storage.Sqlite.Tests.Schema;

/// <summary>Tables that an earlier release has made, and programs of that release that go on beside this one.</summary>
public sealed class EarlierReleaseTests : StoreTest
{
    private const string EnqueueAsBefore = """
        INSERT INTO tasks_tasks (id, name, queue, priority, enqueued_at, due_at, argument_bytes, arguments)
        VALUES ('old', 'Maths.Add', 'default', 0, 1, 1, 2, '{}')
        """;

    private const string OpenAsBefore = """
        INSERT INTO tasks_sessions (id, ends_at, turn, is_lost, serves) VALUES ('old:1', 4102444800000000, 0, 0, '*')
        """;

    // By index, so that a table without it is told apart from one without such tasks.
    private const string Unsuccessful = "SELECT count(*) FROM tasks_tasks INDEXED BY tasks_unsuccessful WHERE state >= 3";

    /// <summary>What tables are made with: the first release, which knew no revisions, and those that were released since.</summary>
    public static TheoryData<string> Releases => ["FirstRelease", "FirstRevision"];

    [Theory, MemberData(nameof(Releases)), Trait("Spec", "BE-5"), Trait("Fault", "F56")]
    public async Task Tables_of_an_earlier_release_are_completed_and_what_is_in_them_is_run(string release)
    {
        MakeAsBefore(release);
        var store = Open();
        var traced = Some.Call with { Trace = "00-1" };
        await EnqueueAsync(store, Some.New("new", traced));
        var paused = await store.PauseAsync(QueueName.Stored("mail"), Cancelled);
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);

        var claimed = (await ClaimAsync(store, Some.Session("1"), 10)).Claimed;

        Assert.Equal(["old", "new"], claimed.Select(task => task.Id.Value));
        Assert.Equal([null, "00-1"], claimed.Select(task => task.Call.Trace));
        Assert.Equal(1, paused.Pauses.Number);
        Assert.Equal((long)SqliteSchema.Revision, Scalar("SELECT revision FROM tasks_schema"));
        Assert.Equal(0L, Scalar(Unsuccessful));
    }

    [Theory, MemberData(nameof(Releases)), Trait("Spec", "BE-5")]
    public async Task Who_only_reads_completes_them_too(string release)
    {
        MakeAsBefore(release);

        Assert.NotNull(await ReadAsync(Open(), "old"));
        Assert.Equal(0L, Scalar(Unsuccessful));
    }

    [Theory, MemberData(nameof(Releases)), Trait("Spec", "BE-5")]
    public async Task A_program_of_the_earlier_release_goes_on_beside_this_one(string release)
    {
        MakeAsBefore(release);
        var store = Open();
        await store.PrepareAsync(Cancelled);

        Execute(EnqueueAsBefore.Replace("'old'", "'later'", StringComparison.Ordinal));
        Execute(OpenAsBefore);
        Execute("UPDATE tasks_tasks SET state = 1, lease = 1, attempts = 1, workers = 'old:1', session = 1 WHERE id = 'old'");

        Assert.Equal(Status.Running, (await ReadAsync(store, "old"))!.Status);
        var session = Assert.Single((await store.SessionsAsync(Cancelled)).Sessions);
        Assert.Equal(("old:1", 0L), (session.Id.Value, session.Heeded));
        Assert.Null(session.Profile.Names);
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        Assert.Equal("later", Assert.Single((await ClaimAsync(store, Some.Session("1"), 10)).Claimed).Id.Value);

        Execute("UPDATE tasks_tasks SET state = 3, attempts = 1, failures = 1, finished_at = 2, session = NULL WHERE id = 'old'");
        Assert.Equal(1L, Scalar(Unsuccessful));
        Assert.Equal(Status.Failed, (await ReadAsync(store, "old"))!.Status);
    }

    [Theory, MemberData(nameof(Releases)), Trait("Spec", "BE-5"), Trait("Fault", "F56")]
    public async Task Ten_stores_that_start_at_once_complete_them_once(string release)
    {
        MakeAsBefore(release);
        var stores = Enumerable.Range(0, 10).Select(_ => Open()).ToArray();

        await Task.WhenAll(stores.Select((store, number) => Task.Run(() => EnqueueAsync(store, Some.New($"t{number}")), Cancelled)));

        Assert.Equal(11L, Scalar("SELECT count(*) FROM tasks_tasks"));
    }

    [Theory, MemberData(nameof(Releases)), Trait("Spec", "BE-5")]
    public async Task Tables_of_a_later_revision_are_as_good(string release)
    {
        MakeAsBefore(release);
        var store = Open();
        await store.PrepareAsync(Cancelled);
        Execute("UPDATE tasks_schema SET revision = revision + 1");

        Assert.NotNull(await ReadAsync(Open(), "old"));
        await EnqueueAsync(Open(), Some.New("new"));
        Assert.Equal(SqliteSchema.Revision + 1L, Scalar("SELECT revision FROM tasks_schema"));
    }

    [Fact, Trait("Spec", "BE-5")]
    public async Task The_script_completes_them_by_hand_from_top_to_bottom()
    {
        MakeAsBefore("FirstRelease");
        Execute(Uncommented(SqliteSchema.Script("tasks_")));

        Execute(SqliteSchema.Script("new_"));
        Assert.Equal(TablesOf("new_"), TablesOf("tasks_"));
        Assert.Equal((long)SqliteSchema.Revision, Scalar("SELECT revision FROM tasks_schema"));
        Assert.NotNull(await ReadAsync(Open(), "old"));
    }

    [Fact, Trait("Spec", "BE-5")]
    public async Task The_script_as_it_is_completes_tables_that_know_revisions()
    {
        MakeAsBefore("FirstRevision");
        Execute(SqliteSchema.Script("tasks_"));

        Execute(SqliteSchema.Script("new_"));
        Assert.Equal(TablesOf("new_"), TablesOf("tasks_"));
        Assert.Equal((long)SqliteSchema.Revision, Scalar("SELECT revision FROM tasks_schema"));
        Assert.NotNull(await ReadAsync(Open(), "old"));
    }

    [Fact, Trait("Spec", "BE-5")]
    public async Task The_script_without_what_it_says_of_earlier_tables_is_refused_and_says_nothing_of_a_revision()
    {
        MakeAsBefore("FirstRelease");
        Assert.Throws<SqliteException>(() => Execute(SqliteSchema.Script("tasks_")));

        Assert.NotNull(await ReadAsync(Open(), "old"));
        Assert.Equal((long)SqliteSchema.Revision, Scalar("SELECT revision FROM tasks_schema"));
    }

    [Fact, Trait("Spec", "BE-5"), Trait("Fault", "F56")]
    public async Task Tables_that_say_more_than_they_have_are_completed()
    {
        MakeAsBefore("FirstRelease");
        Execute(EarlierTables(SqliteSchema.Script("tasks_")));
        Execute($"UPDATE tasks_schema SET revision = {SqliteSchema.Revision}");

        await EnqueueAsync(Open(), Some.New("new"));
        var paused = await Open().PauseAsync(QueueName.Stored("mail"), Cancelled);

        Assert.Equal(1, paused.Pauses.Number);
        Assert.NotNull(await ReadAsync(Open(), "old"));
    }

    [Fact, Trait("Spec", "BE-5"), Trait("Fault", "F56")]
    public async Task Who_only_reads_completes_tables_that_say_more_than_they_have()
    {
        MakeAsBefore("FirstRelease");
        Execute(EarlierTables(SqliteSchema.Script("tasks_")));
        Execute($"UPDATE tasks_schema SET revision = {SqliteSchema.Revision + 1}");

        Assert.Empty((await Open().SessionsAsync(Cancelled)).Sessions);
        Assert.Equal(SqliteSchema.Revision + 1L, Scalar("SELECT revision FROM tasks_schema"));
    }

    private void MakeAsBefore(string release)
    {
        using var script = typeof(EarlierReleaseTests).Assembly.GetManifestResourceStream(release + ".sql")!;
        using var reader = new StreamReader(script);
        Execute("PRAGMA journal_mode = WAL;" + reader.ReadToEnd());
        Execute(EnqueueAsBefore);
    }

    /// <summary>The script as who applies it to earlier tables runs it.</summary>
    private static string Uncommented(string script) => script.Replace("-- ALTER", "ALTER", StringComparison.Ordinal);

    /// <summary>What the script says of earlier tables, without the rest of it.</summary>
    private static string EarlierTables(string script) =>
        string.Join('\n', Uncommented(script).Split('\n').Where(line => line.StartsWith("ALTER", StringComparison.Ordinal)));

    /// <summary>Every table of a prefix with its columns, and every index.</summary>
    private string TablesOf(string prefix) =>
        (string)
            Scalar(
                $"""
                SELECT group_concat(line, char(10) ORDER BY line) FROM (
                    SELECT replace(m.name, '{prefix}', '') || coalesce('.' || c.name || ' ' || c.type || ' ' || c."notnull", '') AS line
                    FROM sqlite_master m LEFT JOIN pragma_table_info(m.name) c WHERE m.name LIKE '{prefix}%'
                )
                """
            )!;
}
