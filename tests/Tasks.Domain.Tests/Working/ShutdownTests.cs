using Tasks.Domain.Lifecycle;
using Tasks.Domain.Working;
using static Tasks.Domain.Tests.Working.Mind;

namespace Tasks.Domain.Tests.Working;

[Trait("Spec", "LIFE-10")]
public sealed class ShutdownTests
{
    private static readonly Observation Asked = new Observation.ShutdownAsked();
    private static readonly Observation Forced = new Observation.ShutdownForced();
    private static readonly Observation Closed = new Observation.Closed();
    private static readonly TaskRecord A = Task("a");
    private static readonly TaskRecord B = Task("b");
    private static readonly TaskRecord Ahead = Task("c", isStarted: false);
    private static readonly WorkerSettings One = WorkerSettings.Of(1);

    [Fact]
    [Trait("Fault", "F13")]
    public void An_idle_worker_closes_its_session_and_stops_cleanly()
    {
        var mind = Idle().Hears(Asked);
        Assert.Equal([new Effect.Close(First)], mind.Wanted);

        mind.Hears(Closed);

        Assert.Equal([new Effect.Stop(true)], mind.Wanted);
        Assert.Equal((WorkerPhase.Stopped, TimeSpan.MinValue), (mind.State.Phase, mind.SleepsUntil));
    }

    [Fact]
    public void A_stopped_worker_wants_nothing_more()
    {
        var mind = Idle().Hears(Asked).Hears(Closed);
        var state = mind.State;

        mind.At(50, Forced, new Observation.Woke());

        Assert.Empty(mind.Wanted);
        Assert.Same(state, mind.State);
    }

    [Fact]
    [Trait("Fault", "F13")]
    public void What_has_not_started_is_given_back_at_once_and_what_runs_may_end()
    {
        var (s1, s2) = (Suspect("s1"), Suspect("s2"));
        var mind = Holding(TwoSlots, A, Ahead, s1, s2).Hears(Asked).WantsNo<Effect.Cancel>().Claims().WantsNo<Effect.Close>();
        Assert.Equal([GivenBack(Ahead), GivenBack(s1), GivenBack(s2)], mind.Sent.Settlements);
        Assert.Null(mind.Sent.Claim);
        Assert.True(mind.State.Waiting.IsEmpty && mind.State.Suspects.IsEmpty);

        mind.Claims().WantsNo<Effect.Close>().Hears(Returned(A));
        Assert.Equal([Success(A)], mind.Sent.Settlements);
        Assert.Null(mind.Sent.Claim);
        mind.WantsNo<Effect.Close>().Claims().The<Effect.Close>();
    }

    [Fact]
    public void A_suspect_whose_start_is_being_recorded_is_given_back_uncalled()
    {
        var mind = Holding(Suspect("s")).Hears(Asked).Claims().WantsNo<Effect.Invoke>();

        Assert.Equal([GivenBack(Suspect("s"))], mind.Sent.Settlements);
    }

    [Fact]
    public void What_an_exchange_in_flight_brings_is_given_back()
    {
        var mind = Open().Hears(Asked).WantsNo<Effect.Close>().Claims(A, Suspect("s")).WantsNo<Effect.Invoke>();

        Assert.Equal([GivenBack(A), GivenBack(Suspect("s"))], mind.Sent.Settlements);
        mind.Claims().The<Effect.Close>();
    }

    [Fact]
    public void It_claims_nothing_more_and_polls_no_more_but_keeps_its_session()
    {
        var mind = Holding(A).Hears(Asked, new Observation.Woke()).WantsNo<Effect.Exchange>();
        Assert.True(mind.SleepsUntil > TimeSpan.FromSeconds(8));

        mind.At(5).WantsNo<Effect.Exchange>().At(10).The<Effect.Beat>();
        mind.WantsNo<Effect.Exchange>();
    }

    [Fact]
    public void A_start_that_is_not_on_record_yet_still_goes_there()
    {
        var mind = Open().Claims(Ahead, A).Hears(Failed(StoreVerb.Exchange), Asked).At(1).Hears(Reconciled());
        Assert.Equal([Ahead.Hold], mind.Sent.Starts);
    }

    [Fact]
    public void A_worker_asked_before_its_session_is_open_closes_it_when_it_is()
    {
        var mind = Begun().Hears(Asked).WantsNo<Effect.Stop>().Hears(new Observation.Opened(First));

        mind.WantsNo<Effect.Exchange>().The<Effect.Close>();
    }

    [Fact]
    public void A_worker_asked_while_its_session_cannot_be_opened_stops() =>
        Assert.Equal(new Effect.Stop(true), Begun().Hears(Asked).Hears(Failed(StoreVerb.Open)).The<Effect.Stop>());

    [Fact]
    public void Being_asked_twice_changes_nothing()
    {
        var mind = Holding(A).Hears(Asked);
        var state = mind.State;

        Assert.Equal(state.Phase, mind.Hears(Asked).State.Phase);
        Assert.Empty(mind.Wanted);
    }

    [Fact]
    [Trait("Fault", "F14")]
    [Trait("Fault", "F15")]
    public void By_force_every_token_fires_and_what_is_thrown_is_given_back()
    {
        var mind = Holding(B, A).Hears(Asked).At(1, Forced);
        Assert.Equal(
            [
                new Effect.Cancel(A.Hold, CancelReason.Shutdown),
                new Effect.Alarm(A.Hold, AlarmKind.Grace, TimeSpan.FromSeconds(5)),
                new Effect.Cancel(B.Hold, CancelReason.Shutdown),
                new Effect.Alarm(B.Hold, AlarmKind.Grace, TimeSpan.FromSeconds(5)),
            ],
            mind.Wanted
        );
        Assert.Equal(WorkerPhase.Forced, mind.State.Phase);

        mind.Hears(Threw(A), Returned(B));
        Assert.Equal([GivenBack(A), Success(B)], mind.Sent.Settlements);
        mind.Claims().Hears(Closed);
        Assert.Equal(new Effect.Stop(true), mind.The<Effect.Stop>());
    }

    [Fact]
    [Trait("Fault", "F15")]
    public void Force_without_a_request_before_gives_back_what_has_not_started()
    {
        var mind = Holding(One, A, Ahead).Hears(Forced);

        Assert.Equal([GivenBack(Ahead)], mind.Sent.Settlements);
        Assert.Equal(new Effect.Cancel(A.Hold, CancelReason.Shutdown), mind.The<Effect.Cancel>());
    }

    [Fact]
    public void Force_used_twice_is_force_used_once()
    {
        var mind = Holding(A).Hears(Forced).At(3, Forced);

        Assert.Empty(mind.Wanted);
        Assert.Equal(TimeSpan.FromSeconds(10), mind.State.Clock.GiveUpAt);
        Assert.Equal(WorkerPhase.Forced, mind.Hears(Asked).State.Phase);
    }

    [Fact]
    [Trait("Fault", "F14")]
    public void A_method_that_ignores_force_is_given_back_after_the_grace()
    {
        var mind = Holding(A).Hears(Forced).At(5, new Observation.Rang(A.Hold, AlarmKind.Grace));

        Assert.Equal([GivenBack(A)], mind.Sent.Settlements);
        mind.Claims().The<Effect.Close>();
        Assert.Equal(new Effect.Stop(true), mind.Hears(Closed).The<Effect.Stop>());
    }

    [Fact]
    public void Ten_seconds_after_force_it_gives_up_and_does_not_call_itself_clean()
    {
        var mind = Holding(A).Hears(Forced);
        mind.At(9.999).WantsNo<Effect.Stop>();
        Assert.Equal(TimeSpan.FromSeconds(10), mind.Hears(Beaten()).SleepsUntil);

        Assert.Equal(new Effect.Stop(false), mind.At(10).The<Effect.Stop>());
    }

    [Fact]
    public void A_session_that_could_not_be_closed_is_no_clean_end()
    {
        var mind = Idle().Hears(Forced);
        mind.The<Effect.Close>();

        Assert.Equal(new Effect.Stop(false), mind.At(10).The<Effect.Stop>());
    }

    [Fact]
    public void A_goodbye_that_fails_is_enough_for_one_that_holds_nothing() =>
        Assert.Equal(new Effect.Stop(true), Idle().Hears(Asked).Hears(Failed(StoreVerb.Close)).The<Effect.Stop>());

    [Fact]
    public void One_in_doubt_needs_not_ask_but_says_goodbye_until_it_is_heard()
    {
        var mind = Open().Hears(Failed(StoreVerb.Exchange)).Hears(Asked).WantsNo<Effect.Close>().At(1).WantsNo<Effect.Reconcile>();
        mind.The<Effect.Close>();

        mind.Hears(Failed(StoreVerb.Close)).WantsNo<Effect.Stop>().WantsNo<Effect.Close>();
        mind.At(mind.SleepsUntil).The<Effect.Close>();
        Assert.Equal(new Effect.Stop(true), mind.Hears(Closed).The<Effect.Stop>());
    }

    [Fact]
    public void While_it_says_goodbye_it_does_nothing_else()
    {
        var mind = Idle().LivesUntil(5).Hears(Asked);
        mind.The<Effect.Close>();

        Assert.Empty(mind.At(15).Wanted);
        Assert.True(mind.SleepsUntil > mind.Now);
        Assert.Empty(mind.Hears(new Observation.Woke()).Wanted);
    }

    [Fact]
    public void A_beat_that_its_goodbye_overtook_is_no_loss()
    {
        var mind = Idle().At(10).Claims().Hears(Asked);
        mind.The<Effect.Close>();

        Assert.Empty(mind.Hears(BeatRefused()).Reports);
        Assert.Equal(First, mind.State.Session);
    }

    [Fact]
    public void A_draining_worker_whose_session_is_lost_opens_another_only_for_its_outcomes()
    {
        var mind = Holding(A, B).At(10).Claims().Hears(Asked).Hears(Returned(A));
        mind.Hears(BeatRefused()).WantsNo<Effect.Stop>().WantsNo<Effect.Open>();
        mind.Hears(Failed(StoreVerb.Exchange)).At(11).The<Effect.Open>();
        Assert.Equal([Success(A)], mind.Hears(new Observation.Opened(Renewed)).Sent.Settlements);

        var empty = Holding(A).At(10).Claims().Hears(Asked).Hears(BeatRefused()).WantsNo<Effect.Open>();
        Assert.Equal(new Effect.Stop(true), empty.The<Effect.Stop>());
    }
}
