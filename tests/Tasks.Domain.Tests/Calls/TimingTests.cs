using Tasks.Domain.Calls;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Calls;

[Trait("Spec", "VAL-5")]
public sealed class TimingTests
{
    [Fact]
    public void Now_asks_for_no_moment() => Assert.Null(Timing.Now.Resolve(Noon));

    [Fact]
    public void A_moment_is_itself_whatever_the_clock_says() => Assert.Equal(Noon, new Timing.NotBefore(Noon).Resolve(Noon + Hour));

    [Fact]
    public void A_delay_is_added_to_the_clock_of_the_store() => Assert.Equal(Noon + Hour, new Timing.After(Hour).Resolve(Noon));

    [Fact, Trait("Fault", "F46")]
    public void The_longest_delay_is_the_end_of_the_calendar() =>
        Assert.Equal(Instant.Max, new Timing.After(TimeSpan.MaxValue).Resolve(Noon));
}
