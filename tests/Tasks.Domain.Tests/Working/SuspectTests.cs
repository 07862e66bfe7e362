using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Domain.Working;
using static Tasks.Domain.Tests.Working.Mind;

namespace Tasks.Domain.Tests.Working;

[Trait("Spec", "LIFE-3")]
public sealed class SuspectTests
{
    private static readonly WorkerSettings Four = WorkerSettings.Of(4);
    private static readonly TaskRecord A = Task("a");
    private static readonly TaskRecord S1 = Suspect("s1");
    private static readonly TaskRecord S2 = Suspect("s2");

    [Fact]
    public void A_suspect_is_called_only_once_its_start_is_on_record()
    {
        var mind = Holding(Four, S1).WantsNo<Effect.Invoke>();
        Assert.Equal([S1.Hold], mind.Sent.Starts);
        Assert.Equal(HeldPhase.Confirming, mind.State.Held[S1.Id].Phase);

        mind.Claims();

        Assert.Equal(["s1"], mind.Invoked);
        mind.WantsNo<Effect.Exchange>();
    }

    [Fact]
    public void One_suspect_runs_at_a_time_and_the_next_follows_it()
    {
        var mind = Holding(Four, S1, S2, A);
        Assert.Equal(["a"], mind.Invoked);
        Assert.Equal([S1.Hold], mind.Sent.Starts);
        Assert.Equal(["s1"], mind.Claims().Invoked);
        mind.Hears(new Observation.Woke()).Claims().WantsNo<Effect.Invoke>();

        mind.Hears(Returned(S1));

        Assert.Equal([S2.Hold], mind.Sent.Starts);
        Assert.Equal([Success(S1)], mind.Sent.Settlements);
        Assert.Equal(["s2"], mind.Claims().Invoked);
    }

    [Fact]
    public void A_confirming_suspect_has_its_slot()
    {
        var mind = Holding(TwoSlots, S1, A, Task("b"));

        Assert.Equal(["a"], mind.Invoked);
        Assert.Equal((1, 1, 1), (mind.State.Counts.Waiting, mind.State.Counts.Confirming, mind.State.Counts.Running));
    }

    [Fact]
    public void A_suspect_waits_for_a_slot_like_all_others()
    {
        var mind = Holding(TwoSlots, A, Task("b")).Hears(Returned(A)).Claims(S1);
        Assert.Equal([S1.Hold], mind.Sent.Starts);
        mind.Claims().Hears(Returned(Task("b"))).Claims(S2, Task("c"));

        Assert.Equal(["c"], mind.Invoked);
        Assert.Equal(1, mind.State.Counts.Waiting);
        mind.Hears(Returned(Task("c"))).Claims().WantsNo<Effect.Invoke>();
    }

    [Fact]
    public void A_suspect_finds_no_slot_in_a_full_house()
    {
        var mind = Deep(4).Claims(A).Hears(Returned(A)).Claims(Task("b"), S1);
        Assert.Equal(HeldPhase.Confirming, mind.State.Held[S1.Id].Phase);

        mind = Deep(4).Claims(A, Task("b")).Hears(Returned(A)).Claims(S1);
        Assert.Equal(HeldPhase.Waiting, mind.State.Held[S1.Id].Phase);
        mind.Claims();
        Assert.Equal(HeldPhase.Waiting, mind.State.Held[S1.Id].Phase);
    }

    [Fact]
    public void The_start_of_a_suspect_is_reported_once()
    {
        var mind = Holding(Four, S1).Claims();

        Assert.Empty(mind.At(1).Sent.Starts);
    }

    [Fact]
    public void A_start_whose_report_was_lost_is_reported_again_before_the_method_is_called()
    {
        var mind = Holding(Four, S1).Hears(Failed(StoreVerb.Exchange)).WantsNo<Effect.Invoke>();

        mind.At(1).WantsNo<Effect.Invoke>();
        Assert.Equal([S1.Hold], mind.The<Effect.Reconcile>().Held);
        Assert.Equal([S1.Hold], mind.Hears(Reconciled()).Sent.Starts);
        Assert.Equal(["s1"], mind.Claims().Invoked);
    }

    [Fact]
    public void A_suspect_whose_lease_is_gone_is_not_called()
    {
        var mind = Holding(Four, S1).Hears(Failed(StoreVerb.Exchange)).At(1, Reconciled());
        mind.Hears(Reconciled(S1.Hold)).WantsNo<Effect.Invoke>();

        Assert.Empty(mind.State.Held.Values);
        Assert.Equal(default, mind.State.Counts);
    }

    [Fact]
    public void A_suspect_that_waits_too_long_behind_another_is_handed_back()
    {
        var mind = Holding(Four, S1, S2).Claims().At(1).Claims().At(1.95).Claims().At(2);

        Assert.Equal([GivenBack(S2)], mind.Sent.Settlements);
        Assert.Equal(1, mind.State.Counts.Running);
        Assert.True(mind.State.Suspects.IsEmpty);
    }

    [Fact]
    [Trait("Fault", "F7")]
    public void A_start_that_comes_on_record_too_late_to_be_certain_is_given_back()
    {
        var mind = Holding(Four, S1).At(30, new Observation.Exchanged(Answered()));

        mind.WantsNo<Effect.Invoke>();
        Assert.Equal([GivenBack(S1)], mind.Sent.Settlements);
    }

    private static ExchangeAnswer Answered() => new(Given.Noon, SessionStanding.Live, [], [], []);
}
