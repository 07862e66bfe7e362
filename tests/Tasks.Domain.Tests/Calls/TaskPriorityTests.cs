using Tasks.Domain.Calls;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Calls;

[Trait("Spec", "VAL-1")]
public sealed class TaskPriorityTests
{
    [Theory]
    [InlineData(-100)]
    [InlineData(0)]
    [InlineData(100)]
    public void A_priority_lies_between_minus_100_and_100(int value) => Assert.Equal(value, TaskPriority.From(value).Accepted().Value);

    [Theory]
    [InlineData(-101)]
    [InlineData(101)]
    [InlineData(int.MinValue)]
    public void Any_other_number_is_refused(int value)
    {
        var refusal = TaskPriority.From(value).Refused();

        Assert.Equal(new CallRefusal.PriorityOutOfRange(value), refusal);
        Assert.Equal("priority must be a whole number between -100 and 100.", refusal.Sentence);
    }

    [Fact]
    public void Nothing_said_means_0() => Assert.Equal((TaskPriority.Normal, "0"), (Priority(0), TaskPriority.Normal.ToString()));

    [Fact]
    public void A_larger_number_is_a_larger_priority() => Assert.Equal(Priority(9), new[] { Priority(-5), Priority(9), Priority(0) }.Max());

    [Fact]
    public void What_a_store_kept_is_never_refused() => Assert.Equal(1000, TaskPriority.Stored(1000).Value);
}
