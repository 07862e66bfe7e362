using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores;

namespace Tasks.Storage.Contract;

/// <summary>What outlives the store's object. Derived by stores whose place is durable.</summary>
public abstract class DurabilityContract<TPlace> : TaskStoreContract<TPlace>
    where TPlace : StorePlace, new()
{
    [Fact]
    [Trait("Spec", "LIFE-8")]
    public async Task What_was_acknowledged_is_there_for_a_second_store()
    {
        var session = await OpenAsync();
        var running = await RunningAsync(
            "t1",
            session,
            Some.CallWith("q", 5, new Timing.NotBefore(Some.Past), Some.AwkwardJson[0].ToString())
        );
        var ready = await EnqueueAsync("t2");

        var second = await OpenStoreAsync();

        Assert.Equal([running, ready], await second.ReadAsync([running.Id, ready.Id], Token));
    }

    [Fact]
    [Trait("Spec", "LIFE-8")]
    public async Task A_restart_forgets_nothing()
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session);
        await CancelAsync(running.Id);
        await EnqueueAsync("t2");
        var before = await Store.ListAsync(new(), Token);

        await Store.DisposeAsync();
        var reopened = await OpenStoreAsync();

        Assert.Equal(before, await reopened.ListAsync(new(), Token));
        Assert.Equal([running.Hold], (await reopened.BeatAsync(new(session, Some.Hour), Token)).CancelRequests);
        var answer = await reopened.ExchangeAsync(new(session, 0, [new(running.Hold, Some.Success)], [], Some.Claim()), Token);
        Assert.Equal([new(Verdict.Applied, Status.Successful)], answer.Settled);
        Assert.Equal(["t2"], Ids(answer.Claimed));
    }

    [Fact]
    [Trait("Spec", "LIFE-12")]
    public async Task Turns_and_lost_sessions_outlive_a_restart()
    {
        var (session, lost) = (await OpenAsync(), await OpenAsync("lost", Some.Over));
        await Store.ReconcileAsync(session, 3, [], Token);
        await RunningAsync("t1", lost);
        await RunningAsync("t2", lost);
        await Store.SweepAsync(1, Token);

        await Store.DisposeAsync();
        var reopened = await OpenStoreAsync();

        Assert.Equal(SessionStanding.TurnPassed, (await reopened.ReconcileAsync(session, 2, [], Token)).Standing);
        Assert.False((await reopened.BeatAsync(new(lost, Some.Hour), Token)).IsAccepted);
        Assert.Equal(["t2"], Ids((await reopened.SweepAsync(10, Token)).Changes.Select(change => change.Becomes)));
    }

    [Fact]
    [Trait("Fault", "F17")]
    public async Task The_fence_holds_between_stores()
    {
        var old = await RunningAsync("t1", await OpenAsync("old", Some.Over), Some.Fragile);
        var second = await OpenStoreAsync();
        await second.SweepAsync(10, Token);
        await second.OpenAsync(Some.Session("new"), Some.Hour, WorkerProfile.Unknown, Token);
        var rescued = (await second.ExchangeAsync(new(Some.Session("new"), 0, [], [], Some.Claim()), Token)).Claimed[0];

        Assert.Equal(new(Verdict.Stale, null), await SettleAsync(Some.Session("old"), old.Hold, Some.Success));
        await HoldsAsync(rescued);
    }

    [Fact]
    [Trait("Fault", "F40")]
    public async Task Two_stores_on_one_place_claim_no_task_twice()
    {
        ITaskStore[] stores = [Store, await OpenStoreAsync()];
        var tasks = await EnqueueAllAsync([.. Enumerable.Range(0, 200).Select(number => Some.New($"t{number:000}"))]);
        await OpenAsync();

        var claimed = await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(number =>
                    Task.Run(() => stores[number % 2].ExchangeAsync(new(Some.Session("boot1"), 0, [], [], Some.Claim(5)), Token), Token)
                )
        );

        Assert.Equal(Ids(tasks), Ids(claimed.SelectMany(answer => answer.Claimed)).Order(StringComparer.Ordinal));
    }
}
