using Npgsql;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.Contract;
using Tasks.TestServers.PostgreSql;

namespace Tasks.Storage.PostgreSql.Tests.Outages;

/// <summary>The server goes and comes back.</summary>
public sealed class RestartTests : OutageTest
{
    protected override Task<PostgreSqlServer> ServerAsync() => PostgreSqlServer.StartAsync();

    [Theory(Timeout = 120_000), InlineData(PostgreSqlStop.Fast), InlineData(PostgreSqlStop.Immediate)]
    [Trait("Fault", "F27"), Trait("Spec", "CLI-4")]
    public async Task An_idle_worker_finds_its_way_back_by_itself(PostgreSqlStop how)
    {
        await using var workers = new OutageWorkers();
        await EnqueueAsync(Open(), Some.New("before"));
        workers.Start(Open());
        await AllDoneAsync(1);

        await Server.RestartAsync(how);
        await PersistAsync(() => EnqueueAsync(Open(), Some.New("after")));

        await AllDoneAsync(2);
        Assert.True(await workers.StopAsync());
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F27"), Trait("Spec", "LIFE-8"), Trait("Spec", "LIFE-10")]
    public async Task A_crash_of_the_server_amid_claims_and_outcomes_loses_nothing_and_counts_nothing()
    {
        const int Tasks = 3_000;
        await EnqueueAsync(Open(), Tasks);
        await using var workers = new OutageWorkers();
        workers.Start(Open()).Start(Open());
        await Eventually.TrueAsync(() => workers.Runs.Count > Tasks / 10, "the first tasks");

        await Server.RestartAsync(PostgreSqlStop.Immediate);

        await AllDoneAsync(Tasks);
        // A claim whose commit nobody heard of is taken back, uncounted; what ran has run once, for no session was lost.
        Assert.Equal(0L, await ScalarAsync($"SELECT count(*) FROM tasks_tasks WHERE crashes > 0 OR failures > 0 OR attempts <> 1"));
        Assert.All(workers.Runs, run => Assert.Equal(1, run.Value));
        Assert.True(await workers.StopAsync());
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F27"), Trait("Spec", "LIFE-11"), Trait("Spec", "LIFE-10")]
    public async Task After_an_outage_longer_than_every_lease_no_session_is_swept_that_comes_back()
    {
        const int Tasks = 24;
        var gate = new TaskCompletionSource();
        await using var workers = new OutageWorkers(async _ =>
        {
            await gate.Task;
            return JsonText.From("1");
        });
        await EnqueueAsync(Open(), Tasks);
        var settings = OutageWorkers.Settings with { LeaseTime = TimeSpan.FromSeconds(5) };
        workers.Start(OpenBehindProxy(), settings).Start(OpenBehindProxy(), settings).Start(OpenBehindProxy(), settings);
        await Eventually.TrueAsync(() => workers.Runs.Count == Tasks, "the start of all tasks");

        Proxy.Cut();
        await Eventually.TrueAsync(
            async () =>
                (bool)
                    (await ScalarAsync("SELECT bool_and(ends_at < extract(epoch FROM clock_timestamp()) * 1000000) FROM tasks_sessions"))!,
            "the end of every lease"
        );
        Proxy.Heal();
        gate.SetResult();

        await AllDoneAsync(Tasks);
        Assert.Equal(0L, await ScalarAsync("SELECT count(*) FROM tasks_tasks WHERE crashes > 0 OR failures > 0 OR attempts <> 1"));
        Assert.All(workers.Runs, run => Assert.Equal(1, run.Value));
        Assert.True(await workers.StopAsync());
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F27"), Trait("Fault", "F2")]
    public async Task A_server_that_crashes_after_the_commit_has_the_outcome_and_one_that_crashes_before_has_none()
    {
        var store = Open();
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        await EnqueueAsync(store, Some.New("a"), Some.New("b"));
        var running = (await ClaimAsync(store, Some.Session("1"), 2)).Claimed;
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

    [Fact(Timeout = 120_000), Trait("Fault", "F27"), Trait("Fault", "F29")]
    public async Task A_server_that_stands_still_is_waited_for_and_goes_on_where_it_was()
    {
        var store = OpenHasty(Direct);
        await PersistAsync(() => EnqueueAsync(store, Some.New("a")));

        await Server.PauseAsync();
        var exception = await FaultAsync(TaskStoreFault.Unavailable, () => EnqueueAsync(store, Some.New("b")));
        await Server.ResumeAsync();

        Assert.Contains("did not answer in time", exception.Message, StringComparison.Ordinal);
        await PersistAsync(() => EnqueueAsync(store, Some.New("b")));
        Assert.Equal(2, await store.CountAsync(new(), long.MaxValue, Cancelled));
    }

    private Task AllDoneAsync(int tasks)
    {
        var store = Open();
        return Eventually.TrueAsync(
            async () => await PersistAsync(() => store.CountAsync(new TaskFilter(Status.Successful), long.MaxValue, Cancelled)) == tasks,
            "the end of all tasks"
        );
    }
}
