using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Lifecycle;

public sealed class EnqueueTests
{
    private static readonly TaskRecord Plain = new(
        One,
        Add,
        Noon,
        Noon,
        0,
        History.None,
        JsonText.EmptyObject,
        new TaskState.Ready(WaitReason.Enqueued)
    );

    [Fact]
    public void A_call_becomes_a_task_that_is_due_at_once() => Assert.Equal(Plain, TaskLifecycle.Enqueue(One, Add, Noon));

    [Fact, Trait("Spec", "VAL-5"), Trait("Spec", "LIFE-6")]
    public void A_delay_becomes_a_moment_by_the_clock_of_the_store()
    {
        var task = TaskLifecycle.Enqueue(One, Add.When(new Timing.After(Hour)), Noon);

        Assert.Equal(Plain with { Call = Add.When(new Timing.NotBefore(Noon + Hour)), DueAt = Noon + Hour }, task);
        Assert.Equal(Noon + Hour, task.RunAfter);
    }

    [Theory, Trait("Spec", "VAL-5"), Trait("Fault", "F46")]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void A_moment_in_the_past_means_now_and_is_remembered(long ticks)
    {
        var past = Noon + TimeSpan.FromTicks(ticks);

        var expected = Plain with { Call = Add.When(new Timing.NotBefore(past)) };
        Assert.Equal(expected, TaskLifecycle.Enqueue(One, Add.When(new Timing.NotBefore(past)), Noon));
        Assert.Equal(expected, TaskLifecycle.Enqueue(One, Add.When(new Timing.After(TimeSpan.FromTicks(ticks))), Noon));
        Assert.Equal(past, expected.RunAfter);
    }

    [Fact, Trait("Fault", "F46")]
    public void The_farthest_future_is_a_due_time_like_any_other()
    {
        var task = TaskLifecycle.Enqueue(One, Add.When(new Timing.After(TimeSpan.MaxValue)), Noon);

        Assert.Equal((Instant.Max, Instant.Max), (task.DueAt, task.RunAfter!.Value));
        Assert.Equal(new TaskRefusal.TooEarly(One, Instant.Max, Noon), TaskLifecycle.Claim(task, Ann, true, Noon).Refused());
        Assert.Equal(Noon, TaskLifecycle.Retry(task, Noon).Becomes().DueAt);
    }

    [Fact]
    public void No_moment_asked_for_is_none_remembered() => Assert.Null(Fresh().RunAfter);
}
