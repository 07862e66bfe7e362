using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Storage.Contract;

/// <summary>Sessions: what keeps them, what ends them, and that a lost one never returns.</summary>
public abstract class BeatingContract<TPlace> : TaskStoreContract<TPlace>
    where TPlace : StorePlace, new()
{
    [Fact]
    public async Task A_beat_keeps_a_session_that_would_be_over()
    {
        var session = await OpenAsync(leaseTime: Some.Over);
        var running = await RunningAsync("t1", session);

        Assert.True((await Store.BeatAsync(new(session, Some.Hour), Token)).IsAccepted);

        Assert.Empty((await Store.SweepAsync(10, Token)).Lost);
        await HoldsAsync(running);
    }

    [Fact]
    public async Task A_beat_never_shortens_a_session()
    {
        var session = await OpenAsync();

        await Store.BeatAsync(new(session, Some.Over), Token);

        Assert.Empty((await Store.SweepAsync(10, Token)).Lost);
    }

    [Fact]
    [Trait("Fault", "F23")]
    public async Task A_beat_carries_the_cancel_requests_of_its_own_session_until_they_are_settled()
    {
        var (session, other) = (await OpenAsync(), await OpenAsync("boot2"));
        var one = await RunningAsync("t2", session);
        var two = await RunningAsync("t1", session);
        var others = await RunningAsync("t3", other);
        await Store.CancelAsync([one.Id, two.Id, others.Id], Token);

        Assert.Equal([two.Hold, one.Hold], (await Store.BeatAsync(new(session, Some.Hour), Token)).CancelRequests);
        Assert.Equal([two.Hold, one.Hold], (await ExchangeAsync(session)).CancelRequests);
        Assert.Equal([others.Hold], (await Store.BeatAsync(new(other, Some.Hour), Token)).CancelRequests);
        var answer = await ExchangeAsync(session, [new(two.Hold, Some.Success)]);
        Assert.Equal([one.Hold], answer.CancelRequests);
    }

    [Fact]
    [Trait("Spec", "LIFE-11")]
    [Trait("Fault", "F6")]
    public async Task A_session_declared_lost_never_returns()
    {
        var session = await OpenAsync(leaseTime: Some.Over);
        await RunningAsync("t1", session);
        await RunningAsync("t2", session);
        await Store.SweepAsync(1, Token);
        await EnqueueAsync("t3");

        Assert.False((await Store.BeatAsync(new(session, Some.Hour), Token)).IsAccepted);
        await Store.OpenAsync(session, Some.Hour, WorkerProfile.Unknown, Token);
        Assert.False((await Store.BeatAsync(new(session, Some.Hour), Token)).IsAccepted);

        var answer = await ExchangeAsync(session, claim: Some.Claim());
        Assert.Equal(SessionStanding.Lost, answer.Standing);
        Assert.Empty(answer.Claimed);
    }

    [Fact]
    [Trait("Spec", "LIFE-11")]
    public async Task A_session_that_is_over_but_not_swept_may_still_beat_settle_and_claim()
    {
        var session = await OpenAsync(leaseTime: Some.Over);
        var running = await RunningAsync("t1", session);
        await EnqueueAsync("t2");

        var answer = await ExchangeAsync(session, [new(running.Hold, Some.Success)], claim: Some.Claim());

        Assert.Equal([new(Verdict.Applied, Status.Successful)], answer.Settled);
        Assert.Equal(["t2"], Ids(answer.Claimed));
        Assert.True((await Store.BeatAsync(new(session, Some.Hour), Token)).IsAccepted);
    }

    [Fact]
    [Trait("Spec", "LIFE-11")]
    public async Task An_outcome_counts_under_its_lease_whatever_became_of_its_session()
    {
        var session = await OpenAsync(leaseTime: Some.Over);
        await RunningAsync("t1", session);
        var kept = await RunningAsync("t2", session);
        await Store.SweepAsync(1, Token);

        var answer = await ExchangeAsync(session, [new(kept.Hold, Some.Success)]);

        Assert.Equal(SessionStanding.Lost, answer.Standing);
        Assert.Equal([new(Verdict.Applied, Status.Successful)], answer.Settled);
    }

    [Fact]
    [Trait("Fault", "F12")]
    public async Task Two_workers_of_one_name_live_and_die_apart()
    {
        var (alive, dead) = (await OpenAsync("boot1"), await OpenAsync("boot2", Some.Over));
        var kept = await RunningAsync("t1", alive);
        await RunningAsync("t2", dead);

        var answer = await Store.SweepAsync(10, Token);

        Assert.Equal([dead], answer.Lost);
        Assert.Equal(["t2"], answer.Changes.Select(change => change.Becomes.Id.Value));
        await HoldsAsync(kept);
    }

    [Fact]
    [Trait("Fault", "F13")]
    public async Task A_closed_session_gives_back_what_it_holds_uncounted_and_is_gone()
    {
        var session = await OpenAsync();
        var ready = await EnqueueAsync("t1");
        var running = Assert.Single(await ClaimAsync(session));

        await Store.CloseAsync(session, Token);
        await Store.CloseAsync(session, Token);

        await HoldsAsync(ready with { Lease = running.Lease + 1 });
        Assert.False((await Store.BeatAsync(new(session, Some.Hour), Token)).IsAccepted);
        Assert.Equal(new(Verdict.Stale, null), await SettleAsync(session, running.Hold, Some.Success));
    }

    [Fact]
    public async Task A_session_opened_twice_stays_as_it_was_opened_first()
    {
        var session = await OpenAsync(leaseTime: Some.Over);
        await Store.OpenAsync(session, Some.Hour, WorkerProfile.Unknown, Token);

        Assert.Equal([session], (await Store.SweepAsync(10, Token)).Lost);
    }

    [Fact]
    [Trait("Spec", "RES-7")]
    public async Task The_sessions_that_are_open_are_told_with_the_queues_they_serve()
    {
        var session = Some.Session("served");
        var serves = QueueText.Of([QueueName.Stored("mail"), QueueName.Stored("reports")], []);
        var openedAt = (await Store.OpenAsync(session, Some.Hour, WorkerProfile.Unknown with { Serves = serves }, Token)).At;

        var answer = await Store.SessionsAsync(Token);

        var told = Assert.Single(answer.Sessions);
        Assert.Equal((session, openedAt + Some.Hour, serves), (told.Id, told.EndsAt, told.Profile.Serves));
        Assert.True(answer.At >= openedAt);
        await Store.CloseAsync(session, Token);
        Assert.Empty((await Store.SessionsAsync(Token)).Sessions);
    }
}
