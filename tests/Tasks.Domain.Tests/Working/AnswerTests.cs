using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Domain.Working;
using static Tasks.Domain.Tests.Given;
using static Tasks.Domain.Tests.Working.Mind;

namespace Tasks.Domain.Tests.Working;

public sealed class AnswerTests
{
    private static readonly TaskRecord A = Task("a");
    private static readonly TaskRecord B = Task("b");

    [Fact]
    public void What_became_of_each_outcome_is_told()
    {
        var mind = Holding(A, B).Hears(Returned(A), Returned(B));
        var settled = new SettleAnswer[] { new(Verdict.Applied, Status.Successful), new(Verdict.Repeated, null) };

        mind.Hears(new Observation.Exchanged(mind.Answer() with { Settled = settled }));

        Assert.Equal(
            [new Effect.Tell(A, Success(A), settled[0], Noon), new Effect.Tell(B, Success(B), settled[1], Noon)],
            mind.Wanted.OfType<Effect.Tell>()
        );
        Assert.Empty(mind.Reports);
        Assert.Empty(mind.State.Held.Values);
        Assert.Equal(default, mind.State.Counts);
    }

    [Theory]
    [Trait("Spec", "LIFE-2")]
    [Trait("Fault", "F17")]
    [InlineData(Verdict.Stale)]
    [InlineData(Verdict.Missing)]
    public void An_outcome_that_is_stale_or_whose_task_is_gone_is_reported(Verdict verdict)
    {
        var mind = Holding(A).Hears(Returned(A));
        var settled = new SettleAnswer(verdict, null);

        mind.Hears(new Observation.Exchanged(mind.Answer() with { Settled = [settled] }));

        Assert.Equal(settled, mind.The<Effect.Tell>().Answer);
        Assert.Equal([new WorkerReport.LeaseLost(A.Hold)], mind.Reports);
    }

    [Fact]
    [Trait("Fault", "F39")]
    public void An_answer_to_nothing_is_ignored()
    {
        var mind = Idle();

        mind.Hears(new Observation.Exchanged(mind.Answer(A))).WantsNo<Effect.Invoke>();

        Assert.Empty(mind.State.Held.Values);
    }

    [Fact]
    [Trait("Fault", "F39")]
    [Trait("Fault", "F65")]
    public void A_lease_that_is_held_already_is_ignored_and_reported()
    {
        var mind = Holding(A).Claims().At(1).Claims(A);

        Assert.Equal([new WorkerReport.DeliveredTwice(A.Hold)], mind.Reports);
        mind.WantsNo<Effect.Invoke>();
        Assert.Equal(1, mind.State.Counts.Running);
    }

    [Fact]
    [Trait("Fault", "F65")]
    public void A_newer_lease_replaces_an_older_one_whose_run_is_cancelled_first()
    {
        var newer = A with { Lease = A.Lease + 1 };
        var mind = Holding(A).Claims().At(1).Claims(newer);

        Assert.Equal(
            [
                new Effect.Cancel(A.Hold, CancelReason.LeaseLost),
                new Effect.Alarm(A.Hold, AlarmKind.Grace, TimeSpan.FromSeconds(5)),
                new Effect.Log(new WorkerReport.LeaseLost(A.Hold)),
            ],
            mind.Wanted
        );
        Assert.Equal(["a"], mind.Hears(Returned(A)).Invoked);
        Assert.Equal([new WorkerReport.CameLate(A.Hold)], mind.Reports);
    }
}
