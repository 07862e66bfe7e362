using Npgsql;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.Contract;

namespace Tasks.Storage.PostgreSql.Tests.Outages;

/// <summary>Other transactions stand in the way.</summary>
public sealed class LockTests : OutageTest
{
    private static readonly SessionId Session = Some.Session("1");

    [Fact(Timeout = 120_000), Trait("Fault", "F32")]
    public async Task A_step_that_the_server_sacrificed_to_a_deadlock_is_done_again()
    {
        await SetAsync("deadlock_timeout = ''300ms''");
        var (store, claimed) = await ClaimedAsync(Patient, "a", "b", "c");
        await using var third = await ConnectAsync();
        await using var pause = await third.BeginTransactionAsync(Cancelled);
        await ScalarAsync(third, "SELECT 1 FROM tasks_tasks WHERE id = 'b' FOR UPDATE");
        await using var user = await ConnectAsync();
        await using var transaction = await user.BeginTransactionAsync(Cancelled);
        // This session does not look for deadlocks in time: the store's does, and gives in.
        await ScalarAsync(user, "SET deadlock_timeout = '100s'");
        await ScalarAsync(user, "SELECT 1 FROM tasks_tasks WHERE id = 'c' FOR UPDATE");

        var settling = SettleAsync(store, Session, [.. claimed.Select(task => new Settlement(task.Hold, Some.LastFailure))]);
        await WaitForLockWaitersAsync(1);
        var waiting = ScalarAsync(user, "SELECT 1 FROM tasks_tasks WHERE id = 'a' FOR UPDATE");
        await WaitForLockWaitersAsync(2);
        await pause.RollbackAsync(Cancelled);
        await waiting;
        await transaction.RollbackAsync(Cancelled);

        Assert.All((await settling).Settled, settled => Assert.Equal(Verdict.Applied, settled.Verdict));
        Assert.Contains("deadlock detected", Server.Log, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F32")]
    public async Task A_lock_that_is_not_let_go_is_told_in_time_and_the_outcome_is_taken_afterwards()
    {
        var (store, claimed) = await ClaimedAsync(Patient, "a");
        await using var user = await ConnectAsync();
        await using var transaction = await user.BeginTransactionAsync(Cancelled);
        await ScalarAsync(user, "SELECT 1 FROM tasks_tasks FOR UPDATE");

        var settlement = new Settlement(claimed[0].Hold, Some.Success);
        await FaultAsync(TaskStoreFault.Unavailable, () => SettleAsync(OpenHasty(Direct), Session, settlement));
        await transaction.RollbackAsync(Cancelled);

        // The step that timed out may still have been taken: then this is the same outcome once more, and as good.
        var answer = await PersistAsync(() => SettleAsync(store, Session, settlement));
        Assert.Contains(Assert.Single(answer.Settled).Verdict, new[] { Verdict.Applied, Verdict.Repeated });
        Assert.Equal((short)2, await ScalarAsync("SELECT state FROM tasks_tasks"));
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F32")]
    public async Task A_database_whose_transactions_are_serializable_by_default_serves_many_claimers()
    {
        const int Tasks = 400;
        await SetAsync("default_transaction_isolation = serializable");
        await EnqueueAsync(Open(), Tasks);
        await using var workers = new OutageWorkers();
        workers.Start(Open()).Start(Open()).Start(Open());

        var store = Open();
        await Eventually.TrueAsync(
            async () => await store.CountAsync(new(Status.Successful), long.MaxValue, Cancelled) == Tasks,
            "the end of all tasks"
        );

        Assert.All(workers.Runs, run => Assert.Equal(1, run.Value));
        Assert.True(await workers.StopAsync());
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F40")]
    public async Task Of_sixty_four_claimers_none_waits_for_another_and_no_task_is_claimed_twice()
    {
        const int Claimers = 64;
        const int Each = 50;
        var store = Open();
        await EnqueueAsync(store, (Claimers + 1) * Each);
        await store.OpenAsync(Session, Some.Hour, WorkerProfile.Unknown, Cancelled);
        await using var slow = await ConnectAsync();
        await using var transaction = await slow.BeginTransactionAsync(Cancelled);
        // A claimer that does not come to its end: it holds the very first tasks.
        await ScalarAsync(slow, $"SELECT count(*) FROM (SELECT 1 FROM tasks_tasks ORDER BY due_at, id LIMIT {Each} FOR UPDATE) held");

        var stores = Enumerable.Range(0, 8).Select(_ => Open()).ToArray();
        var claims = await Task.WhenAll(
            Enumerable.Range(0, Claimers).Select(number => ClaimAsync(stores[number % stores.Length], Session, Each))
        );

        var claimed = claims.SelectMany(claim => claim.Claimed).Select(task => task.Id.Value).ToList();
        Assert.Equal(Claimers * Each, claimed.Count);
        Assert.Equal(claimed.Count, claimed.Distinct().Count());
        await transaction.RollbackAsync(Cancelled);
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F64"), Trait("Spec", "LIFE-12")]
    public async Task An_exchange_that_waited_for_a_reconciliation_sees_its_turn_and_claims_nothing()
    {
        var (store, _) = await ClaimedAsync(Patient, "a");
        await EnqueueAsync(store, Some.New("b"));
        await using var user = await ConnectAsync();
        await using var transaction = await user.BeginTransactionAsync(Cancelled);
        await ScalarAsync(user, "SELECT 1 FROM tasks_sessions FOR UPDATE");

        var exchange = ClaimAsync(store, Session);
        await WaitForLockWaitersAsync(1);
        await ScalarAsync(user, "UPDATE tasks_sessions SET turn = 7");
        await transaction.CommitAsync(Cancelled);

        Assert.Empty((await exchange).Claimed);
        Assert.Equal((short)0, await ScalarAsync("SELECT state FROM tasks_tasks WHERE id = 'b'"));
    }

    [Theory(Timeout = 120_000), InlineData(true), InlineData(false)]
    [Trait("Fault", "F64"), Trait("Fault", "F22")]
    public async Task An_outcome_that_waited_for_a_cancellation_sees_it(bool succeeds)
    {
        var (store, claimed) = await ClaimedAsync(Patient, "a");
        await using var user = await ConnectAsync();
        await using var transaction = await user.BeginTransactionAsync(Cancelled);
        await ScalarAsync(user, "UPDATE tasks_tasks SET cancel_requested = true");

        var settling = SettleAsync(store, Session, new Settlement(claimed[0].Hold, succeeds ? Some.Success : Some.LastFailure));
        await WaitForLockWaitersAsync(1);
        await transaction.CommitAsync(Cancelled);

        // Success wins over a request; anything else ends as the request wanted.
        var expected = new SettleAnswer(Verdict.Applied, succeeds ? Status.Successful : Status.Cancelled);
        Assert.Equal(expected, Assert.Single((await settling).Settled));
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F64"), Trait("Spec", "LIFE-2")]
    public async Task An_outcome_that_waited_for_a_sweep_is_stale()
    {
        var (store, claimed) = await ClaimedAsync(Patient, "a");
        await using var user = await ConnectAsync();
        await using var transaction = await user.BeginTransactionAsync(Cancelled);
        await ScalarAsync(user, "UPDATE tasks_tasks SET state = 0, session = NULL, lease = lease + 1, crashes = 1");

        var settling = SettleAsync(store, Session, new Settlement(claimed[0].Hold, Some.Success));
        await WaitForLockWaitersAsync(1);
        await transaction.CommitAsync(Cancelled);

        Assert.Equal(Verdict.Stale, Assert.Single((await settling).Settled).Verdict);
        Assert.Equal((short)0, await ScalarAsync("SELECT state FROM tasks_tasks"));
    }

    private async Task<(PostgreSqlStore Store, IReadOnlyList<TaskRecord> Claimed)> ClaimedAsync(
        PostgreSqlBackendOptions options,
        params string[] ids
    )
    {
        var store = Open(options);
        await EnqueueAsync(store, [.. ids.Select(id => Some.New(id))]);
        await store.OpenAsync(Session, Some.Hour, WorkerProfile.Unknown, Cancelled);
        return (store, (await ClaimAsync(store, Session, ids.Length)).Claimed);
    }
}
