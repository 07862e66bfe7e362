using Tasks.Domain.Lifecycle;
using Tasks.Domain.Working;
using static Tasks.Domain.Tests.Working.Mind;

namespace Tasks.Domain.Tests.Working;

[Trait("Spec", "LIFE-10")]
[Trait("Fault", "F27")]
public sealed class OutageTests
{
    private static readonly TaskRecord A = Task("a");

    [Fact]
    public void The_pauses_double_from_a_tenth_of_a_second_to_four_each_a_little_shortened()
    {
        var (mind, pauses) = (Begun(), new List<double>());
        for (var failure = 0; failure < 9; failure++)
        {
            mind.Hears(Failed(StoreVerb.Open)).WantsNo<Effect.Open>();
            pauses.Add((mind.SleepsUntil - mind.Now).TotalSeconds);
            var report = new WorkerReport.StoreFailing(StoreVerb.Open, mind.SleepsUntil - mind.Now);
            Assert.Equal([report], mind.Reports);
            mind.At(mind.SleepsUntil - TimeSpan.FromTicks(1)).WantsNo<Effect.Open>().At(mind.SleepsUntil).The<Effect.Open>();
        }

        double[] whole = [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 4, 4, 4];
        Assert.All(pauses.Zip(whole, (pause, most) => pause / most), share => Assert.InRange(share, 0.9, 1));
        Assert.Equal(9, pauses.Zip(whole, (pause, most) => pause / most).Distinct().Count());
    }

    [Fact]
    public void The_jitter_comes_from_the_seed()
    {
        var mind = Begun();
        var pauses = new List<long>();
        for (var failure = 0; failure < 3; failure++)
        {
            mind.Hears(Failed(StoreVerb.Open));
            pauses.Add((mind.SleepsUntil - mind.Now).Ticks);
            mind.At(mind.SleepsUntil);
        }

        // xorshift64* from 1. Another sequence, and every seed of the simulator tells another story.
        Assert.Equal([971916, 1865773, 3709662], pauses);
    }

    [Fact]
    [Trait("Fault", "F62")]
    public void While_the_store_fails_runs_go_on_and_their_outcomes_wait()
    {
        var b = Task("b");
        var mind = Holding(A, b).Hears(Returned(A), Failed(StoreVerb.Exchange)).WantsNo<Effect.Cancel>();
        mind.Hears(Failed(StoreVerb.Exchange), Returned(b)).WantsNo<Effect.Exchange>();

        Assert.Equal(2, mind.State.Held.Count);
        mind.At(5);
        Assert.Equal([Success(A), Success(b)], mind.Sent.Settlements);
    }

    [Fact]
    public void Nothing_is_said_to_the_store_before_the_pause_is_over()
    {
        var mind = Idle().Hears(Failed(StoreVerb.Beat), new Observation.Woke());
        Assert.Equal([new WorkerReport.StoreFailing(StoreVerb.Beat, mind.SleepsUntil)], mind.Reports);
        Assert.Single(mind.Wanted);

        mind.At(mind.SleepsUntil);

        mind.The<Effect.Exchange>();
        mind.The<Effect.Beat>();
    }

    [Fact]
    public void Its_return_is_reported_once_and_the_pauses_begin_anew()
    {
        var mind = Begun().Hears(Failed(StoreVerb.Open)).At(1).Hears(Failed(StoreVerb.Open)).At(2).Hears(new Observation.Opened(First));

        Assert.Equal([new WorkerReport.StoreBack(), new WorkerReport.SessionOpened(First)], mind.Reports);
        mind.The<Effect.Exchange>();
        Assert.Equal(0, mind.State.StoreFailures);
        Assert.Empty(mind.Claims().Reports);
    }

    [Theory]
    [Trait("Fault", "F33")]
    [InlineData(StoreVerb.Exchange)]
    [InlineData(StoreVerb.Beat)]
    public void Only_the_verb_that_failed_ends_the_pauses(StoreVerb failing)
    {
        var mind = Idle().At(10).Hears(Failed(failing));
        Assert.Equal([failing], mind.State.Failing);

        mind.At(11).Hears(failing == StoreVerb.Beat ? mind.Exchanged() : Beaten());
        Assert.Equal(1, mind.State.StoreFailures);
        Assert.Empty(mind.Reports);

        mind.Hears(failing == StoreVerb.Beat ? Beaten() : Reconciled());
        mind.At(13);
        mind.Hears(mind.Exchanged());
        Assert.Equal(0, mind.State.StoreFailures);
        Assert.Empty(mind.State.Failing);
    }

    [Theory]
    [InlineData(StoreVerb.Sweep)]
    [InlineData(StoreVerb.Reconcile)]
    [InlineData(StoreVerb.Close)]
    public void What_is_not_asked_again_and_again_leaves_no_verb_failing(StoreVerb verb)
    {
        var mind = Idle().Hears(Failed(verb));

        Assert.Empty(mind.State.Failing);
        Assert.Equal(1, mind.State.StoreFailures);
    }
}
