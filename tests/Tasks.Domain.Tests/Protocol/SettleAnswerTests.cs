using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Protocol;

[Trait("Spec", "LIFE-2")]
public sealed class SettleAnswerTests
{
    [Fact]
    public void A_write_that_was_made_says_what_the_task_is_now() =>
        Assert.Equal(
            new(Verdict.Applied, Status.Successful),
            SettleAnswer.Accepted(TaskLifecycle.Settle(Running(), 1, new Outcome.Succeeded(default), Noon + Minute).Accepted())
        );

    [Fact]
    public void A_write_that_was_refused_says_how()
    {
        TaskRefusal[] refusals =
        [
            new TaskRefusal.AlreadySettled(One, 1),
            new TaskRefusal.NoSuchTask(One),
            new TaskRefusal.NotTheOwner(One, 1, 2),
        ];

        Assert.Equal(
            [new(Verdict.Repeated, null), new(Verdict.Missing, null), new(Verdict.Stale, null)],
            refusals.Select(SettleAnswer.Refused)
        );
    }
}
