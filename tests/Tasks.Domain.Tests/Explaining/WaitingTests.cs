using Tasks.Domain.Calls;
using Tasks.Domain.Explaining;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Pausing;
using static Tasks.Domain.Tests.Explaining.Scene;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Explaining;

/// <summary>Why a task that waits does not run.</summary>
public sealed class WaitingTests
{
    private static readonly Pauses Paused = default(Pauses).With(Special);
    private static readonly Session Busy = Open(Ann) with { Load = new(2, []) };

    [Fact]
    public void Nothing_stands_in_the_way_of_a_due_task_that_somebody_can_run() =>
        Assert.Equal([new Finding.Clear(Noon)], Of().With(Open(Ann)).Findings);

    [Fact]
    public void It_may_have_to_wait_for_the_time_that_was_asked_for() =>
        Assert.Equal([new Finding.DueLater(Noon + Minute)], Of(Fresh(call: Add.When(new Timing.After(Minute)))).With(Open(Ann)).Findings);

    [Fact]
    public void A_task_is_not_early_in_the_very_moment_it_is_due() =>
        Assert.Equal([new Finding.Clear(Noon + Second)], Of(Fresh(call: Add.When(new Timing.After(Second)))).With(Open(Ann)).Findings);

    [Fact]
    public void After_a_failure_it_backs_off()
    {
        var failed = TaskLifecycle.Settle(Running(), 1, new Outcome.Retried(Boom, Minute), Noon + Second).Becomes();

        Assert.Equal(
            [new Finding.BackingOff(Noon + Second + Minute, 1, 3, new AttemptError(Boom, 1, Noon + Second))],
            Of(failed).With(Open(Ann)).Findings
        );
        Assert.Equal(
            [new Finding.Clear(failed.DueAt)],
            (Of(failed).With(Open(Ann).Beaten(new(Ann, Hour), Noon)) with { Now = failed.DueAt }).Findings
        );
    }

    [Fact]
    public void After_a_crash_it_backs_off_and_is_a_suspect()
    {
        var crashed = TaskLifecycle.Lose(Running(), Noon + Second).Becomes();

        Assert.Equal([new Finding.CrashBackingOff(crashed.DueAt, 1, 2), new Finding.Suspect(1)], Of(crashed).With(Open(Ann)).Findings);
        Assert.Equal([new Finding.Suspect(1)], (Of(crashed).With(Open(Ann)) with { Now = crashed.DueAt }).Findings);
    }

    [Fact, Trait("Spec", "LIFE-9")]
    public void A_name_that_a_worker_did_not_know_is_shown_as_such()
    {
        var unknown = TaskLifecycle.Settle(Running(), 1, new Outcome.Postponed(Minute), Noon + Second).Becomes();

        Assert.Equal([new Finding.HandedBack(Name("Maths.Add"), Noon + Second + Minute)], Of(unknown).With(Open(Ann)).Findings);
    }

    [Fact, Trait("Fault", "F53")]
    public void Its_queue_may_be_paused()
    {
        var scene = Of().With(Open(Ann));

        Assert.Equal([new Finding.Paused(Special)], (scene with { Pauses = Paused }).Findings);
        Assert.Equal([new Finding.Clear(Noon)], (scene with { Pauses = default(Pauses).With(Queue("other")) }).Findings);
    }

    [Fact]
    public void Nobody_may_be_alive()
    {
        Finding.NobodyServes nobody = new(Special, []);

        Assert.Equal([nobody], Of().Findings);
        Assert.Equal([nobody], Of().With(Open(Ann) with { IsLost = true }).Findings);
        Assert.Equal([nobody], Of().At(Hour).With(Open(Ann)).Findings);
    }

    [Fact]
    public void Those_alive_may_serve_other_queues() =>
        Assert.Equal(
            [new Finding.NobodyServes(Special, [QueueText.Stored("*,special"), QueueText.Stored("a,b")])],
            Of().With(Open(Ann, Serving("a,b")), Open(Bob, Serving("*,special")), Open(Session("cid"), Serving("a,b"))).Findings
        );

    [Fact, Trait("Spec", "LIFE-9")]
    public void Those_that_serve_its_queue_may_not_know_its_name()
    {
        var stranger = Able with { Names = [Name("Maths.Sub")] };

        Assert.Equal(
            [new Finding.NameUnknown(Name("Maths.Add"), [Ann, Bob])],
            Of().With(Open(Ann, stranger), Open(Bob, stranger), Open(Session("cid"), Serving("other"))).Findings
        );
        Assert.Equal([new Finding.Clear(Noon)], Of().With(Open(Ann, stranger), Open(Bob)).Findings);
    }

    [Fact]
    public void All_slots_may_be_taken()
    {
        var stuck = Open(Bob) with { Load = new(1, [Two]) };

        Assert.Equal([new Finding.Full(4, 1)], Of().With(Busy, stuck).Findings);
        Assert.Equal([new Finding.Clear(Noon)], Of().With(Busy, Open(Bob) with { Load = new(1, []) }).Findings);
    }

    [Fact]
    public void The_slots_of_those_that_cannot_run_it_do_not_matter() =>
        Assert.Equal(
            [new Finding.Full(2, 0)],
            Of().With(Busy, Open(Bob, Serving("other")), Open(Session("cid"), Able with { Names = [] })).Findings
        );

    [Fact]
    public void A_worker_that_did_not_say_how_many_slots_it_has_may_have_one_free() =>
        Assert.Equal([new Finding.Clear(Noon)], Of().With(Busy, Open(Bob, Able with { Concurrency = 0 })).Findings);

    [Fact]
    public void Others_of_its_queue_may_be_due_too()
    {
        var scene = Of().With(Open(Ann));

        Assert.Equal([new Finding.InLine(2, Noon)], (scene with { Queue = new(Special, 3, 9, 9, Noon) }).Findings);
        Assert.Equal([new Finding.Clear(Noon)], (scene with { Queue = new(Special, 1, 9, 9, Noon) }).Findings);
    }

    [Fact]
    public void Who_is_not_due_is_in_no_line() =>
        Assert.Equal(
            [new Finding.DueLater(Noon + Minute)],
            (Of(Fresh(call: Add.When(new Timing.After(Minute)))).With(Busy) with { Queue = new(Special, 3, 9, 9, Noon) }).Findings
        );

    [Fact]
    public void Of_many_reasons_the_most_decisive_comes_first()
    {
        var crashed = TaskLifecycle.Lose(Running(call: Add.In("special")), Noon + Second).Becomes();
        var scene = Of(crashed) with { Pauses = Paused, Queue = new(Special, 3, 9, 9, Noon) };

        Assert.Equal(
            [
                new Finding.CrashBackingOff(crashed.DueAt, 1, 2),
                new Finding.Paused(Special),
                new Finding.NobodyServes(Special, []),
                new Finding.Suspect(1),
            ],
            scene.Findings
        );
        Assert.Equal(
            [
                new Finding.Paused(Special),
                new Finding.Suspect(1),
                new Finding.Full(2, 1),
                new Finding.InLine(2, Noon),
                new Finding.Stuck(Ann),
            ],
            (scene.With(Open(Ann) with { Load = new(1, [One]) }) with { Now = crashed.DueAt }).Findings
        );
    }
}
