using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Storage.Contract;

namespace Tasks.Storage.Sqlite.Tests.Writing;

public sealed class TransactionTests : StoreTest
{
    [Fact, Trait("Spec", "BE-4"), Trait("Fault", "F54")]
    public async Task A_task_in_a_transaction_is_seen_by_nobody_before_the_commit_and_by_all_after_it()
    {
        var store = Open();
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        using var connection = Place.Connect();
        using var transaction = connection.BeginTransaction();

        var enqueued = Assert.Single(await store.EnqueueAsync([Some.New("a")], transaction, Cancelled));
        Assert.Null(await ReadAsync(store, "a"));
        transaction.Commit();

        Assert.Equal(enqueued, await ReadAsync(store, "a"));
        Assert.Single((await ClaimAsync(store, Some.Session("1"))).Claimed);
    }

    [Fact, Trait("Spec", "BE-4")]
    public async Task Who_holds_the_lock_reads_without_waiting_even_where_nothing_was_ever_stored()
    {
        var store = Open();
        Assert.Null(await ReadAsync(store, "a"));
        Assert.False(File.Exists(Place.File));

        var held = Lock();
        Assert.Null(await ReadAsync(store, "a"));
        Assert.Equal(0, await store.CountAsync(new(), long.MaxValue, Cancelled));
        Assert.Empty((await store.SessionsAsync(Cancelled)).Sessions);
        Unlock(held);
    }

    [Fact, Trait("Spec", "BE-4"), Trait("Fault", "F54")]
    public async Task A_commit_wakes_the_watchers_of_every_store_on_the_file()
    {
        var stores = new[] { Open(), Open() };
        var news = new int[2];
        foreach (var index in (int[])[0, 1])
        {
            await stores[index].PrepareAsync(Cancelled);
            stores[index].Watch(() => Interlocked.Increment(ref news[index]));
        }

        using (var connection = Place.Connect())
        using (var transaction = connection.BeginTransaction())
        {
            await stores[0].EnqueueAsync([Some.New("a")], transaction, Cancelled);
            transaction.Commit();
        }

        await Eventually.TrueAsync(() => Volatile.Read(ref news[0]) > 0 && Volatile.Read(ref news[1]) > 0, "the news");
    }

    [Fact, Trait("Spec", "BE-4"), Trait("Fault", "F54")]
    public async Task A_rollback_leaves_no_trace()
    {
        var store = Open();
        await store.PrepareAsync(Cancelled);
        using (var connection = Place.Connect())
        using (var transaction = connection.BeginTransaction())
        {
            await store.EnqueueAsync([Some.New("a"), Large("b")], transaction, Cancelled);
            transaction.Rollback();
        }

        Assert.Equal(0, await store.CountAsync(new(), long.MaxValue, Cancelled));
        Assert.Equal(0L, Scalar("SELECT count(*) FROM tasks_arguments"));
    }

    [Fact, Trait("Spec", "BE-4")]
    public async Task What_the_caller_wrote_in_the_transaction_goes_with_the_task()
    {
        var store = Open();
        await store.PrepareAsync(Cancelled);
        Execute("CREATE TABLE orders (number INTEGER)");
        using (var connection = Place.Connect())
        using (var transaction = connection.BeginTransaction())
        {
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO orders VALUES (7)";
            command.ExecuteNonQuery();
            await store.EnqueueAsync([Some.New("a")], transaction, Cancelled);
            transaction.Commit();
        }

        Assert.Equal(7L, Scalar("SELECT number FROM orders"));
        Assert.NotNull(await ReadAsync(store, "a"));
    }

    [Fact, Trait("Spec", "BE-4"), Trait("Spec", "BE-5")]
    public async Task A_transaction_that_holds_the_lock_brings_the_tables_with_it()
    {
        var store = Open();
        using (var connection = Place.Connect())
        {
            using (var transaction = connection.BeginTransaction())
            {
                await store.EnqueueAsync([Some.New("a")], transaction, Cancelled);
                transaction.Rollback();
            }

            using (var transaction = connection.BeginTransaction())
            {
                await store.EnqueueAsync([Some.New("b")], transaction, Cancelled);
                transaction.Commit();
            }
        }

        Assert.Equal(["b"], (await store.ListAsync(new(), Cancelled)).Select(task => task.Id.Value));
    }

    [Fact, Trait("Spec", "BE-4")]
    public async Task A_failed_enqueue_takes_back_its_own_rows_and_nothing_of_the_callers()
    {
        var store = Open();
        await store.PrepareAsync(Cancelled);
        using (var connection = Place.Connect())
        using (var transaction = connection.BeginTransaction())
        {
            await store.EnqueueAsync([Some.New("a")], transaction, Cancelled);
            await FaultAsync(
                TaskStoreFault.Refused,
                () => store.EnqueueAsync([Some.New("b"), Some.New("half \ud83d")], transaction, Cancelled)
            );
            transaction.Commit();
        }

        Assert.Equal(["a"], (await store.ListAsync(new(), Cancelled)).Select(task => task.Id.Value));
    }

    [Fact, Trait("Spec", "BE-4")]
    public async Task An_id_that_is_there_already_is_answered_as_it_is_stored()
    {
        var store = Open();
        var before = Assert.Single(await EnqueueAsync(store, Large("a")));
        using var connection = Place.Connect();
        using var transaction = connection.BeginTransaction();

        Assert.Equal([before], await store.EnqueueAsync([Some.New("a")], transaction, Cancelled));
    }

    [Fact, Trait("Spec", "BE-4")]
    public async Task A_transaction_that_has_ended_is_refused()
    {
        var store = Open();
        using var connection = Place.Connect();
        var committed = connection.BeginTransaction();
        committed.Commit();
        var disposed = connection.BeginTransaction();
        await disposed.DisposeAsync();
        var ended = connection.BeginTransaction();
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "ROLLBACK";
            command.ExecuteNonQuery();
        }

        foreach (var transaction in (SqliteTransaction[])[committed, disposed, ended])
        {
            await RefusedAsync(store, transaction, "has ended");
        }

        Assert.Equal(0, await store.CountAsync(new(), long.MaxValue, Cancelled));
    }

    [Fact, Trait("Spec", "BE-4")]
    public async Task A_transaction_on_another_database_is_refused_and_left_as_it_is()
    {
        var store = Open();
        await using var elsewhere = new SqlitePlace();
        using var connection = elsewhere.Connect();
        using var memory = new SqliteConnection("Data Source=:memory:");
        memory.Open();

        foreach (var other in (SqliteConnection[])[connection, memory])
        {
            using var transaction = other.BeginTransaction();
            await RefusedAsync(store, transaction, "another database");
            transaction.Commit();
            using var command = other.CreateCommand();
            command.CommandText = "SELECT count(*) FROM sqlite_master";
            Assert.Equal(0L, command.ExecuteScalar());
        }
    }

    [Fact, Trait("Spec", "BE-4")]
    public async Task A_transaction_of_another_kind_is_refused()
    {
        using var foreign = new ForeignTransaction();

        await RefusedAsync(Open(), foreign, "SqliteTransaction");
    }

    [Fact, Trait("Spec", "BE-4")]
    public async Task A_link_to_the_file_is_the_same_database()
    {
        var link = Path.Combine(Path.GetDirectoryName(Place.File)!, "link");
        Directory.CreateSymbolicLink(link, Path.GetDirectoryName(Place.File)!);
        var store = Open();
        using var connection = new SqliteConnection($"Data Source={Path.Combine(link, "tasks.db")};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();

        await store.EnqueueAsync([Some.New("a")], transaction, Cancelled);
        transaction.Commit();

        Assert.NotNull(await ReadAsync(store, "a"));
    }

    [Fact, Trait("Spec", "BE-4")]
    public async Task A_transaction_that_read_before_somebody_else_wrote_is_told_to_begin_as_a_writing_one()
    {
        var store = Open();
        await EnqueueAsync(store, Some.New("a"));
        using var connection = Place.Connect();
        using var transaction = connection.BeginTransaction(deferred: true);
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT count(*) FROM tasks_tasks";
            command.ExecuteScalar();
        }

        await EnqueueAsync(store, Some.New("b"));

        var exception = await FaultAsync(TaskStoreFault.Unavailable, () => store.EnqueueAsync([Some.New("c")], transaction, Cancelled));
        Assert.Contains("BeginTransaction()", exception.Message);
    }

    [Fact, Trait("Fault", "F73"), Trait("Fault", "F33")]
    public async Task Who_holds_the_lock_and_enqueues_without_the_transaction_is_told_to_pass_it()
    {
        var store = Open(
            new()
            {
                ConnectionString = Place.ConnectionString,
                Prefix = "tasks_",
                BusyTimeout = TimeSpan.FromMilliseconds(50),
            }
        );
        await store.PrepareAsync(Cancelled);

        var held = Lock();
        var exception = await FaultAsync(TaskStoreFault.Unavailable, () => EnqueueAsync(store, Some.New("a")));
        Unlock(held);

        Assert.Contains("In(transaction)", exception.Message);
        Assert.DoesNotContain(Place.ConnectionString, exception.Message);
        await EnqueueAsync(store, Some.New("b"));
        Assert.Equal(["b"], (await store.ListAsync(new(), Cancelled)).Select(task => task.Id.Value));
    }

    private static Domain.Protocol.NewTask Large(string id) => Some.New(id, Some.CallWith(arguments: $"\"{new string('x', 5000)}\""));

    private static async Task RefusedAsync(SqliteStore store, DbTransaction transaction, string reason)
    {
        var exception = await Assert.ThrowsAsync<InvalidTaskException>(() => store.EnqueueAsync([Some.New("a")], transaction, Cancelled));
        Assert.Contains(reason, exception.Message);
    }

    private sealed class ForeignTransaction : DbTransaction
    {
        public override IsolationLevel IsolationLevel => IsolationLevel.Serializable;

        protected override DbConnection? DbConnection => null;

        public override void Commit() { }

        public override void Rollback() { }
    }
}
