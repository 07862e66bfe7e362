using Tasks.Domain.Explaining;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using static Tasks.Domain.Tests.Explaining.Scene;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Explaining;

/// <summary>Why a task that is held, or has ended, does not run (any more).</summary>
public sealed class HoldingTests
{
    private static readonly Session Holder = Open(Ann);
    private static readonly Finding.Held HeldByAnn = new(Ann, Holder, 1, 1, Noon + Second, true);

    [Fact]
    public void It_runs_at_its_holder() => Assert.Equal([HeldByAnn], Of(Running()).With(Open(Bob), Holder).Findings);

    [Fact]
    public void It_may_be_claimed_and_not_started()
    {
        var ahead = TaskLifecycle.Claim(Fresh(), Ann, false, Noon + Second).Becomes();

        Assert.Equal([HeldByAnn with { IsStarted = false }], Of(ahead).With(Holder).Findings);
    }

    [Fact, Trait("Spec", "LIFE-11")]
    public void Its_holder_may_have_ended_and_others_sweep_within_half_a_lease_time()
    {
        var over = Of(Running()).With(Holder).At(Hour);
        var living = Open(Bob).Beaten(new(Bob, Minute), Noon + Hour);

        Assert.Equal([HeldByAnn, new Finding.HolderOver(Ann, Noon + Minute, false, null)], over.Findings);
        Assert.Equal(
            [HeldByAnn, new Finding.HolderOver(Ann, Noon + Minute, false, Noon + Minute + (Minute / 2))],
            over.With(living).Findings
        );
    }

    [Fact, Trait("Spec", "LIFE-11")]
    public void Who_has_just_come_sweeps_only_after_a_lease_time()
    {
        var newcomer = Domain.Leasing.Session.Open(Bob, Minute, Able, Noon + Hour);
        var second = Domain.Leasing.Session.Open(Session("cid"), Minute * 4, Able, Noon + Hour);

        Assert.Equal(
            [HeldByAnn, new Finding.HolderOver(Ann, Noon + Minute, false, Noon + Hour + Minute + (Minute / 2))],
            Of(Running()).With(Holder, newcomer, second).At(Hour).Findings
        );
    }

    [Fact]
    public void Its_holder_may_be_lost_already()
    {
        var lost = Holder with { IsLost = true };

        Assert.Equal(
            [HeldByAnn with { Holder = lost }, new Finding.HolderOver(Ann, Noon + Minute, true, null)],
            Of(Running()).With(lost).Findings
        );
    }

    [Fact]
    public void Its_holder_may_be_forgotten()
    {
        var living = Open(Bob);

        Assert.Equal(
            [HeldByAnn with { Holder = null }, new Finding.HolderOver(Ann, null, false, Noon + Minute + (Minute / 2))],
            Of(Running()).With(living).Findings
        );
    }

    [Fact, Trait("Spec", "LIFE-10")]
    public void It_may_be_stuck_and_asked_to_end()
    {
        var holder = Holder with { Load = new(0, [One, Two]) };
        var asked = TaskLifecycle.Cancel(Running(), Noon + Second).Becomes();

        Assert.Equal(
            [HeldByAnn with { Holder = holder }, new Finding.Stuck(Ann), new Finding.CancelPending()],
            Of(asked).With(holder).Findings
        );
        Assert.Equal([HeldByAnn, new Finding.CancelPending()], Of(asked).With(Holder).Findings);
    }

    [Fact]
    public void Who_is_dead_has_nothing_stuck() =>
        Assert.DoesNotContain(new Finding.Stuck(Ann), Of(Running()).With(Holder with { IsLost = true, Load = new(0, [One]) }).Findings);

    [Fact]
    public void It_may_have_ended()
    {
        var failed = TaskLifecycle.Settle(Running(), 1, new Outcome.Failed(Boom), Noon + Minute).Becomes();
        var done = TaskLifecycle.Settle(Running(), 1, new Outcome.Succeeded(new()), Noon + Minute).Becomes();

        Assert.Equal([new Finding.Finished(Status.Successful, Noon + Minute, null)], Of(done).Findings);
        Assert.Equal([new Finding.Finished(Status.Failed, Noon + Minute, new(Boom, 1, Noon + Minute))], Of(failed).Findings);
        Assert.Equal(
            [new Finding.Finished(Status.Cancelled, Noon + Minute, null)],
            Of(TaskLifecycle.Cancel(Fresh(), Noon + Minute).Becomes()).Findings
        );
    }

    [Fact]
    public void An_error_of_an_earlier_attempt_is_not_what_it_ended_with()
    {
        var failed = TaskLifecycle.Settle(Running(), 1, new Outcome.Retried(Boom, Second), Noon).Becomes();

        Assert.Equal(
            [new Finding.Finished(Status.Cancelled, Noon + Minute, null)],
            Of(TaskLifecycle.Cancel(failed, Noon + Minute).Becomes()).Findings
        );
    }

    [Fact, Trait("Spec", "LIFE-10")]
    public void A_method_may_be_stuck_though_its_task_has_ended()
    {
        var failed = TaskLifecycle.Settle(Running(), 1, new Outcome.Failed(Boom), Noon + Minute).Becomes();

        Assert.Equal(
            [new Finding.Finished(Status.Failed, Noon + Minute, new(Boom, 1, Noon + Minute)), new Finding.Stuck(Bob)],
            Of(failed).With(Holder, Open(Bob) with { Load = new(0, [One]) }).Findings
        );
    }
}
