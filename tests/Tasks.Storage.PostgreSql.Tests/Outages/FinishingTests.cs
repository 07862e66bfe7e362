using System.Data;
using Npgsql;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.Contract;
using Tasks.TestServers.PostgreSql;

namespace Tasks.Storage.PostgreSql.Tests.Outages;

/// <summary>Others reach for a task whose outcome stands in a transaction that is not committed yet, and the server goes away.</summary>
public sealed class FinishingTests : OutageTest
{
    private static readonly SessionId Session = Some.Session("1");

    // A server of its own, for it is stopped.
    protected override Task<PostgreSqlServer> ServerAsync() => PostgreSqlServer.StartAsync();

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

    [Fact(Timeout = 120_000), Trait("Fault", "F27"), Trait("Fault", "F2")]
    public async Task A_server_that_crashes_after_the_commit_has_the_outcome_and_one_that_crashes_before_has_none()
    {
        var store = Open();
        await store.OpenAsync(Session, Some.Hour, WorkerProfile.Unknown, Cancelled);
        await EnqueueAsync(store, Some.New("a"), Some.New("b"));
        var running = (await ClaimAsync(store, Session, 2)).Claimed;
        await using var first = await ConnectAsync();
        await using var committed = await first.BeginTransactionAsync(Cancelled);
        await store.SettleAsync(new(running[0].Hold, Some.Success), committed, Cancelled);
        await committed.CommitAsync(Cancelled);
        await using var second = await ConnectAsync();
        await using var open = await second.BeginTransactionAsync(Cancelled);
        await store.SettleAsync(new(running[1].Hold, Some.Success), open, Cancelled);

        await Server.RestartAsync(PostgreSqlStop.Immediate);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => open.CommitAsync(Cancelled));
        Assert.Equal(
            [Status.Successful, Status.Running],
            (await PersistAsync(() => store.ReadAsync([Some.Id("a"), Some.Id("b")], Cancelled))).Select(task => task!.Status)
        );
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
