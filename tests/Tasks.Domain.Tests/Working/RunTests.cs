using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Domain.Working;
using static Tasks.Domain.Tests.Given;
using static Tasks.Domain.Tests.Working.Mind;

namespace Tasks.Domain.Tests.Working;

public sealed class RunTests
{
    private static readonly Call Limited = Add with { Definition = Add.Definition with { TimeLimit = TimeSpan.FromSeconds(1.5) } };
    private static readonly TaskRecord A = Task("a", Limited.Under(RetryPolicy.Default));
    private static readonly JsonText Notes = JsonText.From("""{"n":1}""");

    private static Failure TimedOut(string traceback = "") =>
        new("System.TimeoutException", "The task ran longer than its time limit of 1.5 s.", traceback);

    private static Observation Rang(AlarmKind alarm) => new Observation.Rang(A.Hold, alarm);

    [Fact]
    public void A_method_that_returns_has_succeeded_and_its_metadata_travel_along()
    {
        var mind = Holding(A).Hears(new Observation.Returned(A.Hold, Value, Notes));

        Assert.Equal([new Settlement(A.Hold, new Outcome.Succeeded(Value), Notes)], mind.Sent.Settlements);
    }

    [Fact]
    public void A_method_that_throws_has_failed_and_is_retried_while_failures_are_left()
    {
        var types = new ValueList<string>("System.InvalidOperationException");
        var (once, often) = (Task("a", Add.Under(RetryPolicy.Default)), Task("b"));
        var mind = Holding(once, often)
            .Hears(new Observation.Threw(once.Hold, Boom, types, Notes), new Observation.Threw(often.Hold, Boom, types, null));

        Assert.Equal(new Settlement(once.Hold, new Outcome.Failed(Boom), Notes), mind.Sent.Settlements[0]);
        var retried = Assert.IsType<Outcome.Retried>(mind.Sent.Settlements[1].Outcome);
        Assert.Equal(Boom, retried.Failure);
        Assert.InRange(retried.Delay, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
    }

    [Fact]
    public void A_type_that_is_not_to_be_retried_ends_the_task()
    {
        var task = Task("a", Add.Under(Patient with { DoNotRetryOn = new("System.SystemException") }));

        Assert.Equal(new Outcome.Failed(Boom), Assert.Single(Holding(task).Hears(Threw(task)).Sent.Settlements).Outcome);
    }

    [Fact]
    [Trait("Fault", "F4")]
    public void A_time_limit_fires_the_token_and_sets_the_grace()
    {
        var mind = Holding(A).Hears(Rang(AlarmKind.TimeLimit));

        Assert.Equal(
            [new Effect.Cancel(A.Hold, CancelReason.TimedOut), new Effect.Alarm(A.Hold, AlarmKind.Grace, TimeSpan.FromSeconds(5))],
            mind.Wanted
        );
    }

    [Fact]
    [Trait("Spec", "LIFE-10")]
    [Trait("Fault", "F4")]
    public void A_method_that_heeds_its_time_limit_has_failed_with_a_time_out()
    {
        var mind = Holding(A).Hears(Rang(AlarmKind.TimeLimit)).Hears(new Observation.Threw(A.Hold, Boom, new("E"), Notes));

        Assert.Equal([new Settlement(A.Hold, new Outcome.Failed(TimedOut(Boom.Traceback)), Notes)], mind.Sent.Settlements);
    }

    [Fact]
    public void A_method_that_returns_in_spite_of_its_time_limit_has_succeeded() =>
        Assert.Equal([Success(A)], Holding(A).Hears(Rang(AlarmKind.TimeLimit)).Hears(Returned(A)).Sent.Settlements);

    [Fact]
    [Trait("Spec", "LIFE-10")]
    [Trait("Fault", "F4")]
    [Trait("Fault", "F5")]
    public void After_the_grace_the_attempt_has_failed_and_the_slot_is_stuck_until_the_method_returns()
    {
        var b = Task("b");
        var mind = Holding(A, b).Hears(Rang(AlarmKind.TimeLimit)).Hears(Rang(AlarmKind.Grace));

        Assert.Equal([new Settlement(A.Hold, new Outcome.Failed(TimedOut()))], mind.Sent.Settlements);
        Assert.Equal([new WorkerReport.Stuck(A.Hold, 1)], mind.Reports);
        Assert.Null(mind.Sent.Claim);
        Assert.Equal((1, false), (mind.State.StuckCount, mind.State.IsUnhealthy));

        mind.Claims().Hears(Returned(A));

        Assert.Equal([new WorkerReport.CameLate(A.Hold)], mind.Reports);
        Assert.Equal(0, mind.State.StuckCount);
        Assert.Empty(mind.State.Outcomes);
        Assert.Equal(1, mind.State.Counts.Running);
    }

    [Fact]
    [Trait("Fault", "F5")]
    public void A_worker_whose_slots_are_all_stuck_is_unhealthy()
    {
        var mind = Holding(WorkerSettings.Of(1), A).Hears(Rang(AlarmKind.TimeLimit)).Hears(Rang(AlarmKind.Grace)).Claims();

        Assert.True(mind.State.IsUnhealthy);
        mind.Hears(new Observation.Woke()).WantsNo<Effect.Exchange>();
        Assert.Equal(1, mind.Hears(Threw(A)).Sent.Claim!.Count);
        Assert.False(mind.State.IsUnhealthy);
    }

    [Fact]
    public void A_stuck_method_does_not_keep_its_task_from_another_attempt_in_the_same_process()
    {
        var again = A with { Lease = 2 };
        var mind = Holding(A).Hears(Rang(AlarmKind.TimeLimit)).Hears(Rang(AlarmKind.Grace)).Hears(new Observation.Woke());

        Assert.Equal(["a"], mind.Claims().Claims(again).Invoked);
    }

    [Fact]
    public void A_time_limit_with_failures_left_is_retried()
    {
        var task = Task("a", Limited);
        var mind = Holding(task).Hears(new Observation.Rang(task.Hold, AlarmKind.TimeLimit)).Hears(Threw(task));

        Assert.Equal(TimedOut(Boom.Traceback), Assert.IsType<Outcome.Retried>(mind.Sent.Settlements[0].Outcome).Failure);
    }

    [Fact]
    public void A_policy_can_name_the_time_out()
    {
        var task = Task("a", Limited.Under(Patient with { DoNotRetryOn = new("System.TimeoutException") }));
        var mind = Holding(task).Hears(new Observation.Rang(task.Hold, AlarmKind.TimeLimit)).Hears(Threw(task));

        Assert.IsType<Outcome.Failed>(mind.Sent.Settlements[0].Outcome);
    }

    [Theory]
    [InlineData(AlarmKind.TimeLimit)]
    [InlineData(AlarmKind.Grace)]
    public void An_alarm_of_a_run_that_has_ended_is_ignored(AlarmKind alarm)
    {
        var mind = Holding(A).Hears(Returned(A)).Hears(Rang(alarm));

        Assert.Empty(mind.Wanted);
        Assert.Empty(mind.State.Leftovers);
    }

    [Fact]
    public void A_task_waits_for_its_own_last_run_whatever_else_is_ending_or_stuck()
    {
        var (b, again) = (Task("b"), A with { Lease = 2 });
        var mind = Open(WorkerSettings.Of(4)).Claims(A, b).Hears(new Observation.LeaseDenied(A.Hold), new Observation.LeaseDenied(b.Hold));
        mind.Hears(new Observation.Rang(b.Hold, AlarmKind.Grace), new Observation.Woke());

        mind.Claims(again).WantsNo<Effect.Invoke>();
        Assert.Equal(["a"], mind.Hears(Returned(A)).Invoked);
    }

    [Fact]
    [Trait("Spec", "LIFE-9")]
    [Trait("Fault", "F10")]
    public void A_task_of_an_unknown_name_is_postponed_and_reported_and_counts_for_nothing()
    {
        var mind = Holding(A).Hears(new Observation.NameUnknown(A.Hold));

        Assert.Equal([new Settlement(A.Hold, new Outcome.Postponed(TimeSpan.FromSeconds(30)))], mind.Sent.Settlements);
        Assert.Equal([new WorkerReport.UnknownName(A.Hold, Name("Maths.Add"))], mind.Reports);
        Assert.Equal(0, mind.State.Invoked);
    }

    [Fact]
    [Trait("Spec", "LIFE-2")]
    [Trait("Fault", "F26")]
    [Trait("Fault", "F66")]
    public void A_write_refused_as_stale_cancels_the_run_and_drops_what_it_brings()
    {
        var mind = Holding(A, Task("b")).Hears(new Observation.LeaseDenied(A.Hold));
        Assert.Equal(new Effect.Cancel(A.Hold, CancelReason.LeaseLost), mind.The<Effect.Cancel>());
        Assert.Equal([new WorkerReport.LeaseLost(A.Hold)], mind.Reports);
        mind.WantsNo<Effect.Exchange>().Hears(new Observation.Woke()).WantsNo<Effect.Exchange>();

        mind.Hears(Returned(A));

        Assert.Equal([new WorkerReport.CameLate(A.Hold)], mind.Reports);
        Assert.Equal(1, mind.Sent.Claim!.Count);
        Assert.Empty(mind.Sent.Settlements);
        Assert.Empty(mind.Hears(new Observation.LeaseDenied(A.Hold)).Wanted);
    }

    [Fact]
    public void A_run_whose_lease_is_lost_and_that_ignores_its_token_is_stuck_after_the_grace()
    {
        var mind = Holding(A).Hears(new Observation.LeaseDenied(A.Hold));
        Assert.Equal(0, mind.State.StuckCount);
        Assert.Empty(mind.Hears(Rang(AlarmKind.TimeLimit)).Reports);

        mind.Hears(Rang(AlarmKind.Grace));
        Assert.Equal([new WorkerReport.Stuck(A.Hold, 1)], mind.Reports);
        Assert.Empty(mind.Hears(Rang(AlarmKind.Grace)).Reports);

        Assert.Equal([new WorkerReport.CameLate(A.Hold)], mind.Hears(new Observation.NameUnknown(A.Hold)).Reports);
    }

    [Fact]
    public void A_task_whose_last_run_here_is_still_ending_waits_for_it_and_lets_others_pass()
    {
        var (again, b, s) = (A with { Lease = 3 }, Task("b"), Suspect("s"));
        var mind = Open(WorkerSettings.Of(4)).Claims(A).Hears(BeatRefused()).Hears(new Observation.Opened(Renewed));

        Assert.Equal(["b"], mind.Claims(again, b).Invoked);
        Assert.Equal([again.Id], mind.State.Waiting);
        Assert.Equal(["a"], mind.Hears(Threw(A)).Invoked);

        // A suspect too.
        var lost = Open(WorkerSettings.Of(4))
            .Claims(s)
            .Claims()
            .At(10)
            .Claims()
            .Hears(BeatRefused())
            .Hears(new Observation.Opened(Renewed));
        lost.Claims(s with { Lease = 3 });
        Assert.Equal((1, 0), (lost.State.Counts.Waiting, lost.State.Counts.Confirming));
        Assert.Equal(HeldPhase.Confirming, lost.Hears(Threw(s)).State.Held[s.Id].Phase);
    }

    [Theory]
    [Trait("Spec", "LIFE-2")]
    [InlineData(1)]
    [InlineData(3)]
    public void What_comes_under_another_lease_than_the_one_held_is_ignored(long lease)
    {
        var (held, hold) = (A with { Lease = 2 }, new Hold(A.Id, lease));
        var mind = Holding(held);

        Assert.Empty(mind.Hears(new Observation.Returned(hold, Value, null)).Wanted);
        Assert.Empty(mind.Hears(new Observation.Threw(hold, Boom, default, null)).Wanted);
        Assert.Empty(mind.Hears(new Observation.NameUnknown(hold)).Wanted);
        Assert.Empty(mind.Hears(new Observation.LeaseDenied(hold)).Wanted);
        Assert.Empty(mind.Hears(new Observation.Rang(hold, AlarmKind.Grace)).Wanted);
        Assert.Equal(1, mind.State.Counts.Running);
    }
}
