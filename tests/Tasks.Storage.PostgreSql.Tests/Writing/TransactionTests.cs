using System.Data.Common;
using System.Transactions;
using Npgsql;
using Tasks.Domain.Leasing;
using Tasks.Storage.Contract;

namespace Tasks.Storage.PostgreSql.Tests.Writing;

public sealed class TransactionTests : StoreTest
{
    [Fact, Trait("Spec", "BE-4"), Trait("Fault", "F54")]
    public async Task A_task_in_a_transaction_is_seen_by_nobody_before_the_commit_and_by_all_after_it()
    {
        var store = await OpenAsync();
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        await using var transaction = await BeginAsync();

        var enqueued = Assert.Single(await store.EnqueueAsync([Some.New("a")], transaction, Cancelled));
        Assert.Null(await ReadAsync(store, "a"));
        Assert.Empty((await ClaimAsync(store, Some.Session("1"))).Claimed);
        await transaction.CommitAsync(Cancelled);

        Assert.Equal(enqueued, await ReadAsync(store, "a"));
        Assert.Single((await ClaimAsync(store, Some.Session("1"))).Claimed);
    }

    [Fact, Trait("Spec", "BE-4"), Trait("Fault", "F54")]
    public async Task A_rollback_leaves_no_trace_and_what_the_caller_wrote_goes_with_the_task()
    {
        var store = await OpenAsync();
        await store.PrepareAsync(Cancelled);
        await ScalarAsync("CREATE TABLE $orders (number integer)");
        foreach (var isKept in (bool[])[false, true])
        {
            await using var transaction = await BeginAsync();
            await using var command = new NpgsqlCommand(
                $"INSERT INTO \"{Place.Schema}\".tasks_orders VALUES (7)",
                transaction.Connection,
                transaction
            );
            await command.ExecuteNonQueryAsync(Cancelled);
            await store.EnqueueAsync([Some.New("a")], transaction, Cancelled);
            await (isKept ? transaction.CommitAsync(Cancelled) : transaction.RollbackAsync(Cancelled));

            var expected = isKept ? 1L : 0L;
            Assert.Equal(expected, await ScalarAsync("SELECT count(*) FROM $orders"));
            Assert.Equal(expected, await store.CountAsync(new(), long.MaxValue, Cancelled));
        }
    }

    [Fact, Trait("Spec", "BE-4")]
    public async Task A_failed_enqueue_takes_back_its_own_rows_and_nothing_of_the_callers()
    {
        var store = await OpenAsync();
        await using var transaction = await BeginAsync();
        await store.EnqueueAsync([Some.New("a")], transaction, Cancelled);
        foreach (var impossible in (string[])["half \ud83d", "zero \0"])
        {
            await FaultAsync(
                TaskStoreFault.Refused,
                () => store.EnqueueAsync([Some.New("b"), Some.New(impossible)], transaction, Cancelled)
            );
        }

        await store.EnqueueAsync([Some.New("c")], transaction, Cancelled);
        await transaction.CommitAsync(Cancelled);

        Assert.Equal(["a", "c"], (await store.ListAsync(new(), Cancelled)).Select(task => task.Id.Value).Order());
    }

    [Fact, Trait("Spec", "BE-4")]
    public async Task An_id_that_is_there_already_is_answered_as_it_is_stored()
    {
        var store = await OpenAsync();
        var before = Assert.Single(await EnqueueAsync(store, Some.New("a", Some.CallWith(priority: 7))));
        await using var transaction = await BeginAsync();

        var answer = await store.EnqueueAsync([Some.New("a"), Some.New("b"), Some.New("b")], transaction, Cancelled);
        await transaction.CommitAsync(Cancelled);

        Assert.Equal(before, answer[0]);
        Assert.Equal(answer[1], answer[2]);
    }

    [Fact, Trait("Spec", "BE-4")]
    public async Task A_transaction_that_has_ended_is_refused()
    {
        var store = await OpenAsync();
        var committed = await BeginAsync();
        await committed.CommitAsync(Cancelled);
        var disposed = await BeginAsync();
        await disposed.DisposeAsync();

        foreach (var transaction in (DbTransaction[])[committed, disposed])
        {
            var exception = await Assert.ThrowsAsync<InvalidTaskException>(() =>
                store.EnqueueAsync([Some.New("a")], transaction, Cancelled)
            );
            Assert.Contains("has ended", exception.Message);
        }

        Assert.Equal(0, await store.CountAsync(new(), long.MaxValue, Cancelled));
    }

    [Fact, Trait("Spec", "BE-4")]
    public async Task A_transaction_on_another_database_is_refused()
    {
        var store = await OpenAsync();
        await using var elsewhere = new NpgsqlConnection((await PostgreSqlPlace.ServerAsync()).ConnectionString + ";Pooling=false");
        await elsewhere.OpenAsync(Cancelled);
        await using var transaction = await elsewhere.BeginTransactionAsync(Cancelled);

        var exception = await Assert.ThrowsAsync<InvalidTaskException>(() => store.EnqueueAsync([Some.New("a")], transaction, Cancelled));

        Assert.Contains("another database", exception.Message);
    }

    [Fact, Trait("Spec", "BE-4")]
    public async Task A_server_that_goes_by_another_name_is_the_same_database()
    {
        var store = await OpenAsync();
        var here = (await PostgreSqlPlace.SourceAsync()).ConnectionString;
        var server = await PostgreSqlPlace.ServerAsync();
        var text = new NpgsqlConnectionStringBuilder(server.ConnectionString)
        {
            Host = "localhost",
            Database = new NpgsqlConnectionStringBuilder(here).Database,
            Pooling = false,
        };
        await using var connection = new NpgsqlConnection(text.ConnectionString);
        await connection.OpenAsync(Cancelled);
        await using var transaction = await connection.BeginTransactionAsync(Cancelled);

        await store.EnqueueAsync([Some.New("a")], transaction, Cancelled);
        await transaction.CommitAsync(Cancelled);

        Assert.NotNull(await ReadAsync(store, "a"));
    }

    [Fact, Trait("Spec", "BE-4")]
    public async Task A_transaction_of_another_kind_is_refused()
    {
        var store = await OpenAsync();

        var exception = await Assert.ThrowsAsync<InvalidTaskException>(() => store.EnqueueAsync([Some.New("a")], new Foreign(), Cancelled));

        Assert.Contains("NpgsqlTransaction", exception.Message);
    }

    [Fact, Trait("Spec", "LIFE-8")]
    public async Task A_transaction_scope_of_the_caller_has_no_part_in_an_ordinary_enqueue()
    {
        var store = await OpenAsync();
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await EnqueueAsync(store, Some.New("a"));
        }

        Assert.NotNull(await ReadAsync(store, "a"));
    }

    private async Task<NpgsqlTransaction> BeginAsync() => await (await ConnectAsync()).BeginTransactionAsync(Cancelled);

    private sealed class Foreign : DbTransaction
    {
        public override System.Data.IsolationLevel IsolationLevel => System.Data.IsolationLevel.ReadCommitted;

        protected override DbConnection? DbConnection => null;

        public override void Commit() { }

        public override void Rollback() { }
    }
}
