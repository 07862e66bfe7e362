using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Retaining;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Retaining;

public sealed class RetentionTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMicroseconds(1);
    private static readonly Instant End = Noon + Minute;
    private static readonly TaskRecord Succeeded = Ended(new Outcome.Succeeded(JsonText.EmptyObject));
    private static readonly TaskRecord Failed = Ended(new Outcome.Failed(Boom));
    private static readonly TaskRecord Cancelled = TaskLifecycle.Cancel(Fresh(), End).Becomes();

    [Fact]
    public void Each_kind_of_end_has_its_own_age_counted_from_the_end()
    {
        var retention = new Retention(Hour, Hour * 2);

        Assert.False(retention.IsOver(Succeeded, End + Hour + -Moment));
        Assert.True(retention.IsOver(Succeeded, End + Hour));
        Assert.False(retention.IsOver(Cancelled, End + Hour + -Moment));
        Assert.True(retention.IsOver(Cancelled, End + Hour));
        Assert.False(retention.IsOver(Failed, End + (Hour * 2) + -Moment));
        Assert.True(retention.IsOver(Failed, End + (Hour * 2)));
    }

    [Fact]
    public void What_has_no_age_is_kept_for_ever()
    {
        Assert.False(new Retention(null, Hour).IsOver(Succeeded, Instant.Max));
        Assert.False(new Retention(Hour, null).IsOver(Failed, Instant.Max));
        Assert.True(new Retention(null, Hour).IsOver(Failed, Instant.Max));
        Assert.True(new Retention(Hour, null).IsOver(Succeeded, Instant.Max));
    }

    [Fact, Trait("Fault", "F58")]
    public void What_has_not_ended_is_kept_whatever_its_age()
    {
        var retention = new Retention(TimeSpan.Zero, TimeSpan.Zero);

        Assert.False(retention.IsOver(Fresh(), Instant.Max));
        Assert.False(retention.IsOver(Running(), Instant.Max));
        Assert.False(retention.IsOver(TaskLifecycle.Settle(Running(), 1, new Outcome.Retried(Boom, Minute), Noon).Becomes(), Instant.Max));
    }

    [Fact]
    public void An_age_of_nothing_is_over_in_the_moment_of_the_end() =>
        Assert.True(new Retention(TimeSpan.Zero, null).IsOver(Succeeded, End));

    [Fact]
    public void The_longest_age_there_is_ends_with_the_calendar()
    {
        var longest = new Retention(TimeSpan.MaxValue, TimeSpan.MaxValue);

        Assert.False(longest.IsOver(Succeeded, Instant.Max + -Moment));
        Assert.True(longest.IsOver(Failed, Instant.Max));
    }

    [Fact]
    public void It_may_speak_of_one_queue_only()
    {
        var other = new Retention(TimeSpan.Zero, TimeSpan.Zero, Queue("other"));

        Assert.False(other.IsOver(Succeeded, Instant.Max));
        Assert.True((other with { Queue = QueueName.Default }).IsOver(Succeeded, Instant.Max));
    }

    private static TaskRecord Ended(Outcome outcome) => TaskLifecycle.Settle(Running(), 1, outcome, End).Becomes();
}
