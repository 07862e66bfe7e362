using System.Data;
using Npgsql;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.Contract;

namespace Tasks.Storage.PostgreSql.Tests.Outages;

/// <summary>Others reach for a task whose outcome stands in a transaction that is not committed yet, or whose commit nobody heard of.</summary>
public sealed class FinishingTests : OutageTest
{
    private static readonly SessionId Session = Some.Session("1");

    [Fact(Timeout = 120_000), Trait("Fault", "F64"), Trait("Fault", "F2")]
    public async Task A_sweep_that_waited_for_the_commit_leaves_the_task_to_it()
    {
        var (store, running) = await RunningAsync(Some.Over);
        await using var user = await ConnectAsync();
        await using var transaction = await user.BeginTransactionAsync(Cancelled);
        await store.SettleAsync(new(running.Hold, Some.Success), transaction, Cancelled);

        var sweeping = Open().SweepAsync(10, Cancelled);
        await WaitForLockWaitersAsync(1);
        await transaction.CommitAsync(Cancelled);

        Assert.Empty((await sweeping).Changes);
        Assert.Equal(Status.Successful, (await ReadAsync(store)).Status);
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F64"), Trait("Fault", "F2")]
    public async Task A_sweep_that_waited_for_the_rollback_takes_the_task()
    {
        var (store, running) = await RunningAsync(Some.Over);
        await using var user = await ConnectAsync();
        await using var transaction = await user.BeginTransactionAsync(Cancelled);
        await store.SettleAsync(new(running.Hold, Some.Success), transaction, Cancelled);

        var sweeping = Open().SweepAsync(10, Cancelled);
        await WaitForLockWaitersAsync(1);
        await transaction.RollbackAsync(Cancelled);

        Assert.Single((await sweeping).Changes);
        Assert.Equal(1, (await ReadAsync(store)).History.Crashes);
    }

    [Theory(Timeout = 120_000), InlineData(IsolationLevel.ReadCommitted), InlineData(IsolationLevel.RepeatableRead)]
    [Trait("Fault", "F64"), Trait("Spec", "LIFE-2")]
    public async Task An_outcome_that_waited_for_a_sweep_is_never_recorded(IsolationLevel isolation)
    {
        var (store, running) = await RunningAsync(Some.Hour);
        await using var sweeper = await ConnectAsync();
        await using var sweep = await sweeper.BeginTransactionAsync(Cancelled);
        await ScalarAsync(sweeper, "UPDATE tasks_tasks SET state = 0, session = NULL, lease = lease + 1, crashes = 1");
        await using var user = await ConnectAsync();
        await using var transaction = await user.BeginTransactionAsync(isolation, Cancelled);
        await ScalarAsync(user, "SELECT 1");

        var settling = store.SettleAsync(new(running.Hold, Some.Success), transaction, Cancelled);
        await WaitForLockWaitersAsync(1);
        await sweep.CommitAsync(Cancelled);

        if (isolation == IsolationLevel.ReadCommitted)
        {
            Assert.IsType<TaskRefusal.NotTheOwner>((await settling).Refusal);
        }
        else
        {
            // Its snapshot is older than the sweep: the whole transaction has to be done again.
            await FaultAsync(TaskStoreFault.Unavailable, () => settling);
        }

        await transaction.RollbackAsync(Cancelled);
        Assert.Equal(Status.Ready, (await ReadAsync(store)).Status);
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F30"), Trait("Fault", "F19"), Trait("Fault", "F2")]
    public async Task A_commit_whose_reply_was_lost_counts_and_the_method_that_threw_over_it_is_not_run_again()
    {
        var store = Open();
        await EnqueueAsync(store, Some.New("a"));
        await ScalarAsync("CREATE TABLE orders (number integer)");
        await using var workers = new OutageWorkers(async run =>
        {
            await using var user = new NpgsqlConnection(ThroughProxy + ";Pooling=false");
            await user.OpenAsync(run.CancellationToken);
            await using var transaction = await user.BeginTransactionAsync(run.CancellationToken);
            await ScalarAsync(user, "INSERT INTO orders VALUES (1)");
            await run.SucceedInAsync(transaction, JsonText.From("7"), null, run.CancellationToken);
            Proxy.LoseReplies();
            await transaction.CommitAsync(run.CancellationToken);
            return JsonText.From("7");
        });
        workers.Start(store);
        await Eventually.TrueAsync(async () => (long)(await ScalarAsync("SELECT count(*) FROM orders"))! == 1, "the commit");

        // Its owner gets no answer, but an exception.
        Proxy.Reset();

        Assert.True(await workers.StopAsync());
        var task = await ReadAsync(store);
        Assert.Equal((Status.Successful, 1, 0), (task.Status, task.History.Attempts, task.History.Errors.Count));
        Assert.Equal(JsonText.From("7"), Assert.IsType<TaskState.Successful>(task.State).Value);
        var told = Assert.Single(workers.Told);
        Assert.Equal(task, told.Task);
        Assert.IsAssignableFrom<NpgsqlException>(told.Exception);
    }

    private async Task<(PostgreSqlStore Store, TaskRecord Running)> RunningAsync(TimeSpan leaseTime)
    {
        var store = Open();
        await EnqueueAsync(store, Some.New("a", Some.Fragile));
        await store.OpenAsync(Session, leaseTime, WorkerProfile.Unknown, Cancelled);
        return (store, Assert.Single((await ClaimAsync(store, Session)).Claimed));
    }

    private static async Task<TaskRecord> ReadAsync(PostgreSqlStore store) =>
        Assert.Single(await store.ReadAsync([Some.Id("a")], Cancelled))!;
}
