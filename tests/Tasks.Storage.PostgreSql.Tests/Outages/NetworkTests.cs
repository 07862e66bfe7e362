using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.Contract;

namespace Tasks.Storage.PostgreSql.Tests.Outages;

/// <summary>The way to the server fails, and the server does not.</summary>
public sealed class NetworkTests : OutageTest
{
    [Fact(Timeout = 120_000), Trait("Fault", "F29"), Trait("Spec", "CLI-4")]
    public async Task A_half_open_connection_times_out_and_is_replaced()
    {
        var store = OpenBehindProxy();
        await EnqueueAsync(Open(), Some.New("a"));
        await PersistAsync(() => store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled));

        Proxy.Swallow();
        await FaultAsync(TaskStoreFault.Unavailable, () => EnqueueAsync(store, Some.New("b")));
        await FaultAsync(TaskStoreFault.Unavailable, () => ClaimAsync(store, Some.Session("1")));
        await FaultAsync(TaskStoreFault.Unavailable, () => store.BeatAsync(new(Some.Session("1"), Some.Hour), Cancelled));
        var (accepted, lost) = (Proxy.Accepted, Proxy.LostBytes);
        Proxy.Heal();

        Assert.True((await PersistAsync(() => store.BeatAsync(new(Some.Session("1"), Some.Hour), Cancelled))).IsAccepted);
        Assert.Equal("a", Assert.Single((await PersistAsync(() => ClaimAsync(store, Some.Session("1"), turn: 1))).Claimed).Id.Value);
        Assert.True(Proxy.Accepted > accepted && lost > 0);
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F29")]
    public async Task A_connection_that_is_reset_is_replaced_without_a_word_where_asking_twice_does_no_harm()
    {
        var store = OpenOn(ThroughProxy, Patient);
        await EnqueueAsync(store, Some.New("a"));

        Proxy.Reset();

        await EnqueueAsync(store, Some.New("b"));
        Proxy.Reset();
        Assert.Equal(2, await store.CountAsync(new(), long.MaxValue, Cancelled));
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F29"), Trait("Spec", "CLI-4")]
    public async Task A_worker_behind_a_network_that_swallows_everything_goes_on_when_it_heals()
    {
        await using var workers = new OutageWorkers();
        await DrainThroughAsync(200, workers, Proxy.Swallow);

        Assert.Equal(0L, await ScalarAsync("SELECT count(*) FROM tasks_tasks WHERE crashes > 0 OR failures > 0"));
        Assert.True(await workers.StopAsync());
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F30"), Trait("Spec", "LIFE-8")]
    public async Task An_enqueue_whose_commit_nobody_heard_of_is_stored_once_when_it_is_sent_again()
    {
        var store = OpenBehindProxy();
        await PersistAsync(() => EnqueueAsync(store, Some.New("before")));

        Proxy.LoseReplies();
        await FaultAsync(TaskStoreFault.Unavailable, () => EnqueueAsync(store, Some.New("a")));
        Proxy.Heal();

        Assert.Equal(1L, await ScalarAsync("SELECT count(*) FROM tasks_tasks WHERE id = 'a'"));
        Assert.Equal("a", Assert.Single(await PersistAsync(() => EnqueueAsync(store, Some.New("a")))).Id.Value);
        Assert.Equal(1L, await ScalarAsync("SELECT count(*) FROM tasks_tasks WHERE id = 'a'"));
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F31"), Trait("Spec", "LIFE-12")]
    public async Task A_claim_whose_reply_was_lost_is_given_back_uncounted_by_the_next_contact()
    {
        var store = OpenBehindProxy();
        await Open().OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        // The first exchange prepares the statement, so that the next is a single message.
        await PersistAsync(() => ClaimAsync(store, Some.Session("1")));
        await EnqueueAsync(Open(), Some.New("a"));

        Proxy.LoseReplies();
        await FaultAsync(TaskStoreFault.Unavailable, () => ClaimAsync(store, Some.Session("1")));
        Assert.Equal((short)1, await ScalarAsync("SELECT state FROM tasks_tasks"));
        Proxy.Heal();
        var reconciled = await PersistAsync(() => store.ReconcileAsync(Some.Session("1"), 1, [], Cancelled));

        Assert.Equal("a", Assert.Single(reconciled.Released).Id.Value);
        var task = Assert.Single((await ClaimAsync(store, Some.Session("1"), turn: 1)).Claimed);
        Assert.Equal((1, 0), (task.History.Attempts, task.History.Crashes));
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F31"), Trait("Fault", "F19"), Trait("Spec", "LIFE-12")]
    public async Task A_worker_whose_replies_are_lost_runs_everything_and_records_it_once()
    {
        await using var workers = new OutageWorkers();
        await DrainThroughAsync(300, workers, Proxy.LoseReplies);

        Assert.Equal(0L, await ScalarAsync("SELECT count(*) FROM tasks_tasks WHERE crashes > 0 OR failures > 0 OR attempts <> 1"));
        Assert.All(workers.Runs, run => Assert.Equal(1, run.Value));
        Assert.True(await workers.StopAsync());
    }

    /// <summary>Works off tasks while the network between worker and server does its worst, until something was lost in it.</summary>
    private async Task DrainThroughAsync(int tasks, OutageWorkers workers, Action trouble)
    {
        var direct = Open();
        await EnqueueAsync(direct, tasks);
        workers.Start(OpenBehindProxy());
        await Eventually.TrueAsync(() => workers.Runs.Count > 0, "the first task");

        trouble();
        await EnqueueAsync(direct, Some.New("meanwhile"));
        await Eventually.TrueAsync(() => Proxy.LostBytes > 0, "a loss");
        Proxy.Heal();

        await Eventually.TrueAsync(
            async () => await direct.CountAsync(new(Status.Successful), long.MaxValue, Cancelled) == tasks + 1,
            "the end of all tasks"
        );
    }
}
