using Tasks.Domain.Calls;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Calls;

public sealed class BackendRulesTests
{
    private static readonly BackendRules Everything = new(true, true, true, default, 1024);
    private static readonly BackendRules Nothing = new(false, false, false, new(Queue("other")), 1);

    [Fact, Trait("Spec", "VAL-3")]
    public void A_backend_that_accepts_everything_gives_the_call_back()
    {
        var call = Add.In("special").At(10).When(new Timing.After(Hour));

        Assert.Equal(call, Everything.Check(call, isAsync: true).Accepted());
    }

    [Fact, Trait("Spec", "VAL-3")]
    public void A_backend_that_accepts_little_still_takes_a_plain_call()
    {
        var plain = new BackendRules(false, false, false, new(QueueName.Default), 7);

        Assert.Equal(Add, plain.Check(Add, isAsync: false).Accepted());
    }

    /// <summary>A call with every fault, mended fault by fault: what is left is said in the order of the contract.</summary>
    [Fact, Trait("Spec", "VAL-3"), Trait("Spec", "VAL-6")]
    public void The_first_broken_rule_is_the_one_that_is_told()
    {
        var worst = Add.When(new Timing.NotBefore(Noon));
        worst = worst with { Definition = worst.Definition with { Priority = TaskPriority.Stored(101) } };
        var urgent = Nothing with { SupportsPriority = true };
        var deferring = urgent with { SupportsDefer = true };

        Assert.Equal(
            [
                "Backend does not support async Tasks.",
                "Backend does not support setting priority of tasks.",
                "priority must be a whole number between -100 and 100.",
                "Backend does not support run_after.",
                "Queue 'default' is not valid for backend.",
                "The arguments are 7 bytes of JSON; the limit is 1 bytes. Pass a reference to the data, or raise MaxArgumentBytes.",
            ],
            [
                Nothing.Check(worst, isAsync: true).Refused().Sentence,
                Nothing.Check(worst, isAsync: false).Refused().Sentence,
                urgent.Check(worst, isAsync: false).Refused().Sentence,
                urgent.Check(worst.At(1), isAsync: false).Refused().Sentence,
                deferring.Check(worst.At(1), isAsync: false).Refused().Sentence,
                deferring.Check(worst.At(1).In("other"), isAsync: false).Refused().Sentence,
            ]
        );
    }

    [Theory, Trait("Spec", "VAL-1"), Trait("Spec", "VAL-6")]
    [InlineData(-101)]
    [InlineData(101)]
    public void A_priority_out_of_range_is_refused_whoever_made_it(int priority)
    {
        var call = Add with { Definition = Add.Definition with { Priority = TaskPriority.Stored(priority) } };

        Assert.Equal(new CallRefusal.PriorityOutOfRange(priority), Everything.Check(call, isAsync: false).Refused());
    }

    [Theory, Trait("Spec", "VAL-1")]
    [InlineData(-100)]
    [InlineData(100)]
    public void The_ends_of_the_range_are_priorities(int priority) =>
        Assert.Equal(Add.At(priority), Everything.Check(Add.At(priority), isAsync: false).Accepted());

    [Fact, Trait("Spec", "VAL-2"), Trait("Spec", "VAL-6")]
    public void An_impossible_queue_is_refused_whoever_made_it()
    {
        var call = Add with { Definition = Add.Definition with { Queue = QueueName.Stored("a,b") } };

        Assert.Equal(new CallRefusal.ImpossibleQueueName("a,b"), Everything.Check(call, isAsync: false).Refused());
    }

    [Fact, Trait("Spec", "VAL-2")]
    public void A_backend_without_a_list_serves_any_queue() =>
        Assert.Equal(Add.In("anything"), Everything.Check(Add.In("anything"), isAsync: false).Accepted());

    [Fact, Trait("Spec", "VAL-6")]
    public void An_impossible_retry_policy_is_refused_whoever_made_it() =>
        Assert.Equal(
            new CallRefusal.RetryOutOfRange("MaxAttempts", "at least 1"),
            Everything.Check(Add.Under(Patient with { MaxAttempts = 0 }), isAsync: false).Refused()
        );

    [Fact, Trait("Spec", "ARG-4")]
    public void Arguments_may_be_as_large_as_the_limit_and_no_larger()
    {
        var call = Add with { Arguments = JsonText.From("\"ä\"") };

        Assert.Equal(call, (Everything with { MaxArgumentBytes = 4 }).Check(call, isAsync: false).Accepted());
        Assert.Equal(
            new CallRefusal.ArgumentsTooLarge(4, 3),
            (Everything with { MaxArgumentBytes = 3 }).Check(call, isAsync: false).Refused()
        );
    }

    [Fact]
    public void A_refusal_reads_as_its_sentence() =>
        Assert.Equal("Backend does not support run_after.", new CallRefusal.DeferNotSupported().ToString());
}
