using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Storage.Contract;

/// <summary>What happens after a reply was lost: the worker names what it holds, and the rest goes back.</summary>
public abstract class ReconcilingContract<TPlace> : TaskStoreContract<TPlace>
    where TPlace : StorePlace, new()
{
    [Fact]
    [Trait("Spec", "LIFE-12")]
    [Trait("Fault", "F31")]
    public async Task A_lease_that_the_worker_does_not_name_is_given_back_uncounted()
    {
        var session = await OpenAsync();
        var known = await RunningAsync("t1", session);
        var ready = await EnqueueAsync("t2");
        var unknown = Assert.Single(await ClaimAsync(session));

        var answer = await Store.ReconcileAsync(session, 1, [known.Hold], Token);

        Assert.Equal(SessionStanding.Live, answer.Standing);
        Assert.Equal([unknown.Hold], answer.Released);
        Assert.Empty(answer.Gone);
        await HoldsAsync(known);
        await HoldsAsync(ready with { Lease = unknown.Lease + 1 });
        Assert.Equal(new(Verdict.Stale, null), await SettleAsync(session, unknown.Hold, Some.Success));
    }

    [Fact]
    [Trait("Spec", "LIFE-12")]
    [Trait("Fault", "F31")]
    public async Task An_exchange_of_an_earlier_turn_that_comes_late_settles_but_claims_nothing()
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session);
        await Store.ReconcileAsync(session, 1, [running.Hold], Token);
        var ready = await EnqueueAsync("t2");

        var late = await ExchangeAsync(session, [new(running.Hold, Some.Success)], claim: Some.Claim(), turn: 0);

        Assert.Equal(SessionStanding.TurnPassed, late.Standing);
        Assert.Equal([new(Verdict.Applied, Status.Successful)], late.Settled);
        Assert.Empty(late.Claimed);
        await HoldsAsync(ready);
        Assert.Equal(["t2"], Ids((await ExchangeAsync(session, claim: Some.Claim(), turn: 1)).Claimed));
    }

    [Fact]
    [Trait("Spec", "LIFE-12")]
    public async Task A_named_lease_under_which_nothing_runs_is_reported_gone()
    {
        var (session, other) = (await OpenAsync(), await OpenAsync("other"));
        var settled = await RunningAsync("t1", session);
        await SettleAsync(session, settled.Hold, Some.Success);
        var others = await RunningAsync("t2", other);
        var mine = await RunningAsync("t3", session);
        Hold[] gone = [settled.Hold, others.Hold, mine.Hold with { Lease = mine.Lease + 1 }, new(Some.Id("never"), 1)];

        var answer = await Store.ReconcileAsync(session, 1, [.. gone, mine.Hold], Token);

        Assert.Equal(gone, answer.Gone);
        Assert.Empty(answer.Released);
        await HoldsAsync(others);
        await HoldsAsync(mine);
    }

    [Fact]
    [Trait("Spec", "LIFE-12")]
    public async Task A_reconciliation_of_an_earlier_turn_that_comes_late_changes_nothing()
    {
        var session = await OpenAsync();
        await Store.ReconcileAsync(session, 2, [], Token);
        await EnqueueAsync("t1");
        var running = Assert.Single((await ExchangeAsync(session, claim: Some.Claim(), turn: 2)).Claimed);

        var late = await Store.ReconcileAsync(session, 1, [], Token);

        Assert.Equal(SessionStanding.TurnPassed, late.Standing);
        Assert.Empty(late.Released);
        await HoldsAsync(running);
    }

    [Fact]
    [Trait("Spec", "LIFE-11")]
    public async Task A_lost_session_gives_nothing_back_by_reconciling()
    {
        var session = await OpenAsync(leaseTime: Some.Over);
        await RunningAsync("t1", session);
        var kept = await RunningAsync("t2", session);
        await Store.SweepAsync(1, Token);

        var answer = await Store.ReconcileAsync(session, 1, [], Token);

        Assert.Equal(SessionStanding.Lost, answer.Standing);
        Assert.Empty(answer.Released);
        await HoldsAsync(kept);
    }
}
