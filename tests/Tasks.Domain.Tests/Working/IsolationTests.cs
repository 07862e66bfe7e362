using Tasks.Domain.Lifecycle;
using Tasks.Domain.Working;
using static Tasks.Domain.Tests.Working.Mind;

namespace Tasks.Domain.Tests.Working;

[Trait("Spec", "LIFE-6")]
public sealed class IsolationTests
{
    private static readonly TaskRecord A = Task("a");
    private static readonly TaskRecord B = Task("b");

    /// <summary>A worker whose exchanges work and whose beat, sent after ten seconds, is not answered.</summary>
    private static Mind Unheard(params TaskRecord[] tasks)
    {
        var mind = Holding(tasks).At(10);
        mind.The<Effect.Beat>();
        return mind.Claims();
    }

    [Fact]
    public void Without_an_accepted_beat_for_a_lease_time_it_cancels_what_runs()
    {
        var mind = Unheard(B, A).At(29.999).WantsNo<Effect.Cancel>();
        mind.Hears(mind.Exchanged());
        Assert.Equal(TimeSpan.FromSeconds(30), mind.SleepsUntil);

        mind.At(30);

        Assert.Equal([new WorkerReport.Isolated(First, 2)], mind.Reports);
        Assert.Equal(
            [
                new Effect.Cancel(A.Hold, CancelReason.LeaseLost),
                new Effect.Alarm(A.Hold, AlarmKind.Grace, TimeSpan.FromSeconds(5)),
                new Effect.Cancel(B.Hold, CancelReason.LeaseLost),
                new Effect.Alarm(B.Hold, AlarmKind.Grace, TimeSpan.FromSeconds(5)),
            ],
            mind.Wanted.Where(effect => effect is Effect.Cancel or Effect.Alarm)
        );
        Assert.True(mind.State.IsIsolated);
    }

    [Fact]
    public void It_says_so_once()
    {
        var mind = Unheard(A).At(30).Claims().At(31).WantsNo<Effect.Cancel>();

        Assert.Empty(mind.Reports);
        Assert.True(mind.SleepsUntil > mind.Now);
    }

    [Fact]
    public void The_age_of_a_beat_counts_from_before_it_was_sent()
    {
        var mind = Unheard(A).At(20).Claims().Hears(Beaten());
        Assert.Equal(TimeSpan.FromSeconds(10), mind.State.Clock.GoodBeatAt);

        mind.At(39.9).WantsNo<Effect.Cancel>().At(40).The<Effect.Cancel>();
    }

    [Fact]
    public void The_session_is_certain_from_before_it_was_opened()
    {
        var mind = Begun().At(5, new Observation.Opened(First)).Claims(A);

        mind.At(29).WantsNo<Effect.Cancel>().At(30).The<Effect.Cancel>();
    }

    [Fact]
    public void While_isolated_it_claims_nothing_but_settles()
    {
        var mind = Unheard(A).At(30);
        mind.Hears(new Observation.Woke(), mind.Exchanged()).Hears(Returned(A));
        Assert.Equal([Success(A)], mind.Sent.Settlements);
        Assert.Null(mind.Sent.Claim);
    }

    [Fact]
    [Trait("Fault", "F7")]
    public void A_worker_that_wakes_from_a_long_sleep_starts_nothing_of_what_it_claimed_before()
    {
        var mind = Open().At(600);

        mind.Claims(A).WantsNo<Effect.Invoke>();
        Assert.True(mind.State.IsIsolated);
    }

    [Fact]
    public void What_a_cancelled_run_throws_is_given_back_and_what_it_returns_counts()
    {
        var mind = Unheard(A, B).At(30).Claims().Hears(Threw(A), Returned(B));

        Assert.Equal([GivenBack(A), Success(B)], mind.Sent.Settlements);
    }

    [Fact]
    public void A_method_that_ignores_it_is_given_back_after_the_grace_and_keeps_its_slot()
    {
        var mind = Unheard(A).At(30).Claims().At(35, new Observation.Rang(A.Hold, AlarmKind.Grace));

        Assert.Equal([GivenBack(A)], mind.Sent.Settlements);
        Assert.Equal(1, mind.State.StuckCount);
    }

    [Fact]
    public void A_beat_sent_a_lease_time_ago_ends_nothing()
    {
        var mind = Unheard(A).At(41);
        Assert.True(mind.State.IsIsolated);

        mind.Hears(Beaten());

        Assert.True(mind.State.IsIsolated);
        Assert.Empty(mind.Reports);
    }

    [Fact]
    public void What_waits_starts_when_the_session_is_certain_again()
    {
        var mind = Unheard(A, B).Hears(Returned(A));
        mind.At(30, mind.Exchanged(Task("c"))).WantsNo<Effect.Invoke>();
        Assert.Equal(1, mind.State.Counts.Waiting);

        mind.Hears(Failed(StoreVerb.Beat)).At(30.5).WantsNo<Effect.Invoke>().Hears(Beaten());

        Assert.Equal(["c"], mind.Invoked);
    }
}
