using Tasks.Domain.Lifecycle;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Lifecycle;

[Trait("Spec", "RES-2")]
public sealed class HistoryTests
{
    [Fact]
    public void The_latest_100_sessions_and_20_errors_are_kept_while_attempts_stay_exact()
    {
        var history = Enumerable
            .Range(1, 250)
            .Aggregate(
                History.None,
                (so, number) => so.WithAttempt(Session("w", $"{number}"), Noon + number * Second).WithError(Boom, Noon + number * Second)
            );

        Assert.Equal(
            new(
                250,
                0,
                0,
                Noon + Second,
                Noon + 250 * Second,
                [.. Enumerable.Range(151, 100).Select(number => Session("w", $"{number}"))],
                [.. Enumerable.Range(231, 20).Select(number => new AttemptError(Boom, number, Noon + number * Second))]
            ),
            history
        );
    }

    [Fact]
    public void An_attempt_that_is_given_back_leaves_the_ones_before_it()
    {
        var one = History.None.WithAttempt(Ann, Noon).WithError(Boom, Noon);
        var two = one.WithAttempt(Bob, Noon + Minute);

        Assert.Equal(one with { LastAttemptedAt = Noon + Minute }, two.WithoutAttempt());
    }

    [Fact]
    public void The_only_attempt_given_back_leaves_nothing() =>
        Assert.Equal(History.None, History.None.WithAttempt(Ann, Noon).WithoutAttempt());

    [Fact]
    public void Fresh_budgets_forget_no_attempt_and_no_error()
    {
        var history = History.None.WithAttempt(Ann, Noon).WithError(Boom, Noon);

        Assert.Equal(history, (history with { Failures = 2, Crashes = 1 }).WithFreshBudgets());
    }
}
