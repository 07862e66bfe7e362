using Tasks.Domain.Leasing;
using Tasks.Storage.Contract;
using Tasks.Storage.Sqlite.Schema;

namespace Tasks.Storage.Sqlite.Tests.Schema;

public sealed class SchemaTests : StoreTest
{
    [Fact, Trait("Spec", "BE-5")]
    public async Task The_store_makes_its_tables_on_first_use_and_finds_them_the_next_time()
    {
        await using (var first = Place.Open())
        {
            await EnqueueAsync(first, Some.New("a"));
        }

        Assert.NotNull(await ReadAsync(Open(), "a"));
    }

    [Fact, Trait("Spec", "BE-5")]
    public async Task What_the_script_makes_is_what_the_store_makes()
    {
        Execute(SqliteSchema.Script("byhand_"));
        Execute(SqliteSchema.Script("byhand_"));
        var byHand = Open(Place.Options("byhand_"));
        await EnqueueAsync(byHand, Some.New("a"));
        await Open(Place.Options("itself_")).PrepareAsync(Cancelled);

        Assert.NotNull(await ReadAsync(byHand, "a"));
        Assert.Equal(Definitions("itself_"), Definitions("byhand_"));
    }

    [Fact, Trait("Spec", "BE-5"), Trait("Fault", "F57")]
    public async Task A_newer_schema_is_refused_before_anything_is_claimed()
    {
        await using (var old = Place.Open())
        {
            await EnqueueAsync(old, Some.New("a"));
        }

        Execute("UPDATE tasks_schema SET version = version + 1");
        var store = Open();

        var exception = await FaultAsync(
            TaskStoreFault.SchemaTooNew,
            () => store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled)
        );
        Assert.Contains("update the program", exception.Message);
        await FaultAsync(TaskStoreFault.SchemaTooNew, () => EnqueueAsync(store, Some.New("b")));
        await FaultAsync(TaskStoreFault.SchemaTooNew, () => ReadAsync(store, "a"));
        Assert.Equal(1L, Scalar("SELECT count(*) FROM tasks_tasks WHERE state = 0"));
        Assert.Equal(0L, Scalar("SELECT count(*) FROM tasks_sessions"));
    }

    [Fact, Trait("Spec", "BE-5"), Trait("Fault", "F57")]
    public async Task A_schema_that_becomes_newer_while_a_worker_runs_stops_its_claims()
    {
        var store = Open();
        await EnqueueAsync(store, Some.New("a"));
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);

        Execute("UPDATE tasks_schema SET version = version + 1");

        await FaultAsync(TaskStoreFault.SchemaTooNew, () => ClaimAsync(store, Some.Session("1")));
        await FaultAsync(TaskStoreFault.SchemaTooNew, () => ReadAsync(store, "a"));
        Assert.Equal(1L, Scalar("SELECT count(*) FROM tasks_tasks WHERE state = 0"));
    }

    [Fact, Trait("Spec", "BE-5"), Trait("Fault", "F56")]
    public async Task Ten_stores_that_start_at_once_make_the_schema_once()
    {
        using var start = new Barrier(10);
        var stores = Enumerable.Range(0, 10).Select(_ => Open()).ToArray();

        await Task.WhenAll(
            stores.Select(
                (store, number) =>
                    Task
                        .Factory.StartNew(
                            () =>
                            {
                                start.SignalAndWait(Cancelled);
                                return EnqueueAsync(store, Some.New($"t{number}"));
                            },
                            Cancelled,
                            TaskCreationOptions.LongRunning,
                            TaskScheduler.Default
                        )
                        .Unwrap()
            )
        );

        Assert.Equal(1L, Scalar("SELECT count(*) FROM tasks_schema"));
        Assert.Equal(10L, Scalar("SELECT count(*) FROM tasks_tasks"));
    }

    [Fact]
    public async Task A_database_that_keeps_its_text_otherwise_is_refused()
    {
        Execute("PRAGMA encoding = 'UTF-16'; CREATE TABLE mine (x)");

        var exception = await FaultAsync(TaskStoreFault.Unusable, () => Open().PrepareAsync(Cancelled));
        Assert.Contains("UTF-16", exception.Message);
    }

    private string Definitions(string prefix)
    {
        using var connection = Place.Connect();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT group_concat(replace(name || ':' || ifnull(sql, ''), $prefix, ''), char(10) ORDER BY name) FROM sqlite_master "
            + "WHERE name LIKE $prefix || '%' OR name LIKE 'sqlite_autoindex_' || $prefix || '%'";
        command.Parameters.AddWithValue("$prefix", prefix);
        return (string)command.ExecuteScalar()!;
    }
}
