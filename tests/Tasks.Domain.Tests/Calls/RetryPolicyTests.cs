using FsCheck.Fluent;
using Tasks.Domain.Calls;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Calls;

public sealed class RetryPolicyTests
{
    private static readonly RetryPolicy Ten = RetryPolicy.Default with { Delay = 10 * Second };

    [Fact, Trait("Spec", "LIFE-3")]
    public void Unless_asked_a_task_is_not_retried_and_may_crash_three_times() =>
        Assert.Equal(new(1, 3, Backoff.None, TimeSpan.Zero, 24 * Hour, default), RetryPolicy.Default);

    [Theory, Trait("Spec", "LIFE-4")]
    [InlineData(Backoff.None, 0, 0, 0, 0)]
    [InlineData(Backoff.Fixed, 10, 10, 10, 10)]
    [InlineData(Backoff.Linear, 10, 20, 30, 40)]
    [InlineData(Backoff.Exponential, 10, 20, 40, 80)]
    public void The_pause_grows_with_the_failures_as_asked(Backoff backoff, params int[] seconds) =>
        Assert.Equal(
            seconds.Select(count => count * Second),
            Enumerable.Range(1, 4).Select(failures => (Ten with { Backoff = backoff }).DelayAfter(failures, 0))
        );

    [Theory, Trait("Spec", "LIFE-4")]
    [InlineData(0, 10)]
    [InlineData(0.5, 9)]
    [InlineData(1, 8)]
    public void Jitter_shortens_a_pause_by_up_to_a_fifth(double jitter, int seconds) =>
        Assert.Equal(seconds * Second, (Ten with { Backoff = Backoff.Fixed }).DelayAfter(1, jitter));

    [Fact, Trait("Spec", "LIFE-4"), Trait("Fault", "F46")]
    public void At_any_number_of_failures_the_pause_stays_between_nothing_and_the_longest() =>
        Holds.ForEach(
            from backoff in Gen.Elements(Enum.GetValues<Backoff>())
            from failures in Gen.OneOf(Gen.Choose(1, 400), Gen.Choose(1, int.MaxValue), Gen.Elements(310, 1025, int.MaxValue))
            from delay in Gen.Elements(TimeSpan.Zero, Second, Hour, TimeSpan.MaxValue)
            from longest in Gen.Elements(TimeSpan.Zero, Minute, 24 * Hour, TimeSpan.MaxValue)
            from jitter in Gen.Choose(0, 100).Select(percent => percent / 100.0)
            select (Policy: Ten with { Backoff = backoff, Delay = delay, MaxDelay = longest }, failures, jitter),
            drawn =>
            {
                Assert.InRange(drawn.Policy.DelayAfter(drawn.failures, drawn.jitter), TimeSpan.Zero, drawn.Policy.MaxDelay);
                Assert.InRange(drawn.Policy.DelayAfterCrash(drawn.failures, drawn.jitter), TimeSpan.Zero, drawn.Policy.MaxDelay);
            }
        );

    [Theory, Trait("Spec", "LIFE-4"), Trait("Fault", "F46")]
    [InlineData(310)]
    [InlineData(2000)]
    [InlineData(int.MaxValue)]
    public void A_pause_doubled_too_often_is_the_longest_pause(int failures)
    {
        var policy = Ten with { Backoff = Backoff.Exponential };

        Assert.Equal(24 * Hour, policy.DelayAfter(failures, 0));
        Assert.Equal(TimeSpan.Zero, (policy with { Delay = TimeSpan.Zero }).DelayAfter(failures, 0));
        Assert.Equal(24 * Hour, policy.DelayAfterCrash(failures, 1));
        Assert.Equal(24 * Hour, (Ten with { Backoff = Backoff.Linear, Delay = Hour }).DelayAfter(failures, 0));
    }

    [Fact, Trait("Fault", "F69")]
    public void The_pause_after_a_crash_is_a_second_doubled_and_spread_over_its_whole_length()
    {
        Assert.Equal([Second, 2 * Second, 4 * Second], Enumerable.Range(1, 3).Select(crashes => Ten.DelayAfterCrash(crashes, 1)));
        Assert.Equal(Second, Ten.DelayAfterCrash(2, 0.5));
        Assert.Equal(TimeSpan.Zero, Ten.DelayAfterCrash(2, 0));
    }

    [Fact, Trait("Spec", "LIFE-4")]
    public void A_type_on_the_list_is_final_whichever_of_its_base_types_is_named()
    {
        var policy = Ten with { DoNotRetryOn = new("System.FormatException", "System.ArgumentException") };

        Assert.True(policy.IsFinal(new("System.ArgumentNullException", "System.ArgumentException", "System.Exception")));
        Assert.False(policy.IsFinal(new("System.InvalidOperationException", "System.Exception")));
        Assert.False(policy.IsFinal(default));
        Assert.False(Ten.IsFinal(new("System.ArgumentException")));
    }

    public static TheoryData<RetryPolicy, string> Impossible =>
        new()
        {
            { Ten with { MaxAttempts = 0 }, "MaxAttempts must be at least 1." },
            { Ten with { MaxCrashes = 0 }, "MaxCrashes must be at least 1." },
            { Ten with { Delay = -TimeSpan.FromTicks(1) }, "RetryDelaySeconds must be zero or more." },
            { Ten with { MaxDelay = -TimeSpan.FromTicks(1) }, "MaxDelay must be zero or more." },
            { Ten with { Backoff = (Backoff)(-1) }, "RetryBackoff must be None, Fixed, Linear or Exponential." },
            { Ten with { Backoff = (Backoff)4 }, "RetryBackoff must be None, Fixed, Linear or Exponential." },
            { Ten with { MaxAttempts = -1, MaxCrashes = -1 }, "MaxAttempts must be at least 1." },
        };

    [Theory, MemberData(nameof(Impossible)), Trait("Spec", "VAL-6")]
    public void An_impossible_policy_is_refused_by_its_first_impossible_option(RetryPolicy policy, string sentence) =>
        Assert.Equal(sentence, policy.Checked().Refused().Sentence);

    [Fact]
    public void A_possible_policy_is_itself()
    {
        var least = new RetryPolicy(1, 1, Backoff.None, TimeSpan.Zero, TimeSpan.Zero, default);

        Assert.Equal(least, least.Checked().Accepted());
        Assert.All(
            Enum.GetValues<Backoff>(),
            backoff => Assert.Equal(least with { Backoff = backoff }, (least with { Backoff = backoff }).Checked().Accepted())
        );
    }
}
