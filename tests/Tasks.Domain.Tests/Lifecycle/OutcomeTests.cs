using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Lifecycle;

public sealed class OutcomeTests
{
    private static readonly ValueList<string> Types = ["System.InvalidOperationException", "System.SystemException", "System.Exception"];

    [Fact, Trait("Spec", "LIFE-3")]
    public void The_first_failure_is_the_last_unless_retries_were_asked_for() =>
        Assert.Equal(new Outcome.Failed(Boom), Outcome.AfterFailure(Running(call: Add.Under(RetryPolicy.Default)), Boom, Types, 0));

    [Fact, Trait("Spec", "LIFE-4")]
    public void A_failure_with_others_left_is_tried_again_after_a_pause_that_grows()
    {
        var task = Running();
        var later = task with { History = task.History with { Failures = 1 } };

        Assert.Equal(new Outcome.Retried(Boom, 10 * Second), Outcome.AfterFailure(task, Boom, Types, 0));
        Assert.Equal(new Outcome.Retried(Boom, 20 * Second), Outcome.AfterFailure(later, Boom, Types, 0));
        Assert.Equal(new Outcome.Retried(Boom, 16 * Second), Outcome.AfterFailure(later, Boom, Types, 1));
    }

    [Fact, Trait("Spec", "RES-2")]
    public void The_last_failure_of_the_budget_is_the_end()
    {
        var task = Running();

        var last = task with { History = task.History with { Failures = 2 } };

        Assert.Equal(new Outcome.Failed(Boom), Outcome.AfterFailure(last, Boom, Types, 0));
    }

    [Fact, Trait("Spec", "LIFE-4")]
    public void A_failure_whose_type_or_base_type_is_not_to_be_retried_is_the_end()
    {
        var call = Add.Under(Patient with { DoNotRetryOn = ["System.SystemException"] });

        Assert.Equal(new Outcome.Failed(Boom), Outcome.AfterFailure(Running(call: call), Boom, Types, 0));
    }

    [Fact, Trait("Spec", "RES-2")]
    public void Crashes_do_not_count_as_failures()
    {
        var task = Running();
        var crashed = task with { History = task.History with { Crashes = 1, Attempts = 9 } };

        Assert.Equal(new Outcome.Retried(Boom, 10 * Second), Outcome.AfterFailure(crashed, Boom, Types, 0));
    }

    [Fact]
    public void Given_back_is_released() => Assert.Equal(new Outcome.Released(), Outcome.GivenBack);
}
