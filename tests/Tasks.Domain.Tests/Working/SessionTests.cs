using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Working;
using static Tasks.Domain.Tests.Given;
using static Tasks.Domain.Tests.Working.Mind;

namespace Tasks.Domain.Tests.Working;

public sealed class SessionTests
{
    private static readonly TaskRecord A = Task("a");
    private static readonly TaskRecord B = Task("b");

    [Fact]
    public void A_worker_begins_by_opening_a_session_and_does_so_once()
    {
        var mind = Begun();
        Assert.Equal([new Effect.Open(TimeSpan.FromSeconds(30))], mind.Wanted);
        Assert.Equal(TimeSpan.MaxValue, mind.SleepsUntil);

        Assert.Empty(mind.At(1).Wanted);
    }

    [Fact]
    public void An_open_session_is_reported() => Assert.Equal([new WorkerReport.SessionOpened(First)], Open().Reports);

    [Fact]
    public void It_beats_three_times_a_lease_time_the_first_time_a_little_earlier()
    {
        var mind = Idle();
        var first = mind.State.Clock.BeatAt;
        Assert.InRange(first, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));

        mind.LivesUntil(first.TotalSeconds - 0.001).WantsNo<Effect.Beat>();
        Assert.Equal(new Effect.Beat(First, TimeSpan.FromSeconds(30)), mind.At(first).The<Effect.Beat>());
        Assert.Equal(first + TimeSpan.FromSeconds(10), mind.State.Clock.BeatAt);
    }

    [Fact]
    public void One_beat_is_under_way_at_most_and_the_worker_sleeps_while_it_is()
    {
        var mind = Idle().At(10);
        mind.The<Effect.Beat>();

        mind.Claims().At(20.5).WantsNo<Effect.Beat>();
        Assert.True(mind.SleepsUntil > mind.Now);
        mind.Hears(Beaten()).The<Effect.Beat>();
    }

    [Fact]
    public void A_beat_that_failed_is_sent_again_after_a_pause()
    {
        var mind = Idle().At(10).Hears(Failed(StoreVerb.Beat)).WantsNo<Effect.Beat>();

        mind.At(10.2).The<Effect.Beat>();
    }

    [Fact]
    [Trait("Spec", "LIFE-11")]
    [Trait("Fault", "F6")]
    [Trait("Fault", "F66")]
    public void A_session_declared_lost_takes_its_runs_with_it_and_another_is_opened()
    {
        var mind = Holding(B, A, Suspect("s")).At(1).Hears(BeatRefused());

        Assert.Equal(
            [
                new Effect.Log(new WorkerReport.SessionLost(First, 1)),
                new Effect.Cancel(B.Hold, CancelReason.LeaseLost),
                new Effect.Alarm(B.Hold, AlarmKind.Grace, TimeSpan.FromSeconds(5)),
                new Effect.Log(new WorkerReport.LeaseLost(B.Hold)),
            ],
            mind.Wanted.Where(effect => effect is not Effect.Open).Where(effect => ReferTo(effect, B) || IsLoss(effect))
        );
        mind.The<Effect.Open>();
        Assert.Empty(mind.State.Held.Values);
        Assert.True(mind.State.Waiting.IsEmpty && mind.State.Suspects.IsEmpty);
        Assert.Equal(default, mind.State.Counts);
        Assert.Null(mind.State.Session);
    }

    [Fact]
    [Trait("Spec", "LIFE-11")]
    public void What_is_lost_is_cancelled_by_id_whatever_the_order_of_claiming()
    {
        var mind = Holding(B, A).At(10).Hears(BeatRefused());

        Assert.Equal([A.Hold, B.Hold], mind.Wanted.OfType<Effect.Cancel>().Select(cancel => cancel.Hold));
    }

    [Fact]
    [Trait("Spec", "LIFE-2")]
    public void Outcomes_survive_their_session_and_are_sent_under_the_next()
    {
        var mind = Holding(A, B).At(10).Hears(Returned(A)).Hears(BeatRefused());
        Assert.Equal([A.Id], mind.State.Held.Keys);

        mind.Claims().Hears(new Observation.Opened(Renewed));

        Assert.Equal(Renewed, mind.Sent.Session);
        Assert.Equal([Success(A)], mind.Sent.Settlements);
    }

    [Fact]
    [Trait("Spec", "LIFE-11")]
    public void An_exchange_that_finds_the_session_lost_ends_it_though_its_outcomes_count()
    {
        var mind = Holding(A, B).Hears(Returned(A));

        mind.Hears(new Observation.Exchanged(mind.Answer() with { Standing = SessionStanding.Lost }));

        Assert.Equal(Success(A), mind.The<Effect.Tell>().Settlement);
        Assert.Equal(new Effect.Cancel(B.Hold, CancelReason.LeaseLost), mind.The<Effect.Cancel>());
        mind.The<Effect.Open>();
    }

    [Fact]
    [Trait("Spec", "LIFE-11")]
    public void What_an_exchange_of_the_lost_session_claimed_is_left_to_the_sweep()
    {
        var mind = Open().At(10).Hears(BeatRefused()).Hears(new Observation.Opened(Renewed));

        mind.Claims(A).WantsNo<Effect.Invoke>();

        Assert.Empty(mind.State.Held.Values);
        Assert.Equal(Renewed, mind.Sent.Session);
    }

    [Theory]
    [Trait("Spec", "LIFE-11")]
    [InlineData(StoreVerb.Beat)]
    [InlineData(StoreVerb.Reconcile)]
    public void No_session_is_opened_before_the_last_call_of_the_old_one_is_answered(StoreVerb pending)
    {
        var lost = new Observation.Reconciled(new(Noon, SessionStanding.Lost, [], []));
        var mind = Open().Hears(Failed(StoreVerb.Exchange)).At(10);
        mind.The<Effect.Beat>();
        mind.The<Effect.Reconcile>();

        mind.Hears(pending == StoreVerb.Beat ? lost : BeatRefused()).WantsNo<Effect.Open>();
        Assert.Null(mind.State.Session);

        mind.Hears(pending == StoreVerb.Beat ? BeatRefused() : lost);
        Assert.Empty(mind.Reports);
        mind.The<Effect.Open>();
    }

    [Fact]
    public void An_open_that_failed_is_tried_again_after_a_pause()
    {
        var mind = Begun().Hears(Failed(StoreVerb.Open)).WantsNo<Effect.Open>();

        mind.At(mind.SleepsUntil).The<Effect.Open>();
    }

    private static bool IsLoss(Effect effect) => effect is Effect.Log(WorkerReport.SessionLost);

    private static bool ReferTo(Effect effect, TaskRecord task) =>
        effect switch
        {
            Effect.Cancel cancel => cancel.Hold == task.Hold,
            Effect.Alarm alarm => alarm.Hold == task.Hold,
            Effect.Log(WorkerReport.LeaseLost(var hold)) => hold == task.Hold,
            _ => false,
        };
}
