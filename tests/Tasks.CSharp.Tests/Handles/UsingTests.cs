using Tasks.Generation;

namespace Tasks.CSharp.Tests.Handles;

public sealed class UsingTests
{
    private static readonly DateTimeOffset Noon = new(2031, 5, 6, 12, 0, 0, TimeSpan.Zero);

    [Fact, Trait("Spec", "VAL-5")]
    public void A_copy_says_what_was_given_and_keeps_the_rest()
    {
        var copy = Maths.AddTask.Using(queue: "slow", backend: "other", runAfter: Noon);

        Assert.Equal(("slow", "other", 10, (DateTimeOffset?)Noon), (copy.Queue, copy.Backend, copy.Priority, copy.RunAfter));
        Assert.Equal(0, copy.Using(priority: 0).Priority);
    }

    [Fact, Trait("Spec", "VAL-5")]
    public void The_original_is_untouched()
    {
        Maths.AddTask.Using(priority: 1, queue: "slow", backend: "other", runAfter: Noon);

        Assert.Equal(
            ("default", "default", 10, (DateTimeOffset?)null),
            (Maths.AddTask.Queue, Maths.AddTask.Backend, Maths.AddTask.Priority, Maths.AddTask.RunAfter)
        );
    }

    [Fact, Trait("Spec", "VAL-5")]
    public void Copies_are_of_the_same_type_and_equal_what_says_the_same()
    {
        var copy = Maths.AddTask.Using(priority: 3, delay: TimeSpan.FromMinutes(1));

        Assert.IsType(Maths.AddTask.GetType(), copy);
        Assert.Equal(copy, Maths.AddTask.Using(delay: TimeSpan.FromMinutes(1)).Using(priority: 3));
        Assert.Equal(copy.GetHashCode(), Maths.AddTask.Using(priority: 3, delay: TimeSpan.FromMinutes(1)).GetHashCode());
        Assert.Equal(Maths.AddTask, Maths.AddTask.Using());
        Assert.Equal(Maths.AddTask, Maths.AddTask.Using(priority: 10));
        Assert.NotEqual(Maths.AddTask, copy);
        Assert.NotEqual<TaskHandle>(Maths.AddTask, Maths.WhoAmITask);
    }

    [Fact, Trait("Spec", "VAL-5")]
    public void Calls_are_equal_if_they_say_the_same()
    {
        Assert.Equal(Maths.AddTask.With(1, 2), Maths.AddTask.With(1, 2));
        Assert.Equal(Maths.AddTask.With(1, 2).GetHashCode(), Maths.AddTask.With(1, 2).GetHashCode());
        Assert.NotEqual(Maths.AddTask.With(1, 2), Maths.AddTask.With(2, 1));
        Assert.NotEqual(Maths.AddTask.With(1, 2), Maths.AddTask.Using(queue: "slow").With(1, 2));
    }

    [Fact, Trait("Spec", "VAL-5")]
    public void A_moment_and_a_delay_together_are_refused() =>
        Assert.StartsWith(
            "Give runAfter or delay, not both",
            Assert.Throws<ArgumentException>(() => Maths.AddTask.Using(runAfter: Noon, delay: TimeSpan.FromSeconds(1))).Message
        );

    [Fact, Trait("Spec", "VAL-5")]
    public void In_a_chain_the_later_of_moment_and_delay_replaces_the_earlier()
    {
        var delayed = Maths.AddTask.Using(runAfter: Noon).Using(delay: TimeSpan.FromSeconds(1));

        Assert.Null(delayed.RunAfter);
        Assert.Equal(Maths.AddTask.Using(delay: TimeSpan.FromSeconds(1)), delayed);
        Assert.Equal(Maths.AddTask.Using(runAfter: Noon), delayed.Using(runAfter: Noon));
    }

    [Theory, Trait("Spec", "VAL-1")]
    [InlineData(-101)]
    [InlineData(101)]
    [InlineData(int.MaxValue)]
    public void A_priority_out_of_range_fails_at_once(int priority) =>
        Assert.Equal(
            "priority must be a whole number between -100 and 100.",
            Assert.Throws<InvalidTaskException>(() => Maths.AddTask.Using(priority: priority)).Message
        );

    [Theory, Trait("Spec", "VAL-2")]
    [InlineData("")]
    [InlineData("a,b")]
    [InlineData("*")]
    [InlineData("a\tb")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void An_impossible_queue_name_fails_at_once(string queue) =>
        Assert.Equal(
            $"queue '{queue}' must be 1 to 64 characters without comma, '*' or control characters.",
            Assert.Throws<InvalidTaskException>(() => Maths.AddTask.Using(queue: queue)).Message
        );

    [Fact, Trait("Spec", "VAL-1"), Trait("Spec", "VAL-2")]
    public void What_is_just_possible_is_accepted()
    {
        Assert.Equal(-100, Maths.AddTask.Using(priority: -100).Priority);
        Assert.Equal(100, Maths.AddTask.Using(priority: 100).Priority);
        Assert.Equal(new string('q', 64), Maths.AddTask.Using(queue: new string('q', 64)).Queue);
    }

    [Fact]
    public void The_definition_tells_what_was_declared_whatever_Using_has_changed()
    {
        var definition = Maths.AddTask.Using(priority: 1, queue: "slow").Definition;

        Assert.Equal(
            ("Tasks.CSharp.Tests.Maths.AddAsync", 10, "default", 5, TimeSpan.FromSeconds(2), RetryBackoff.Exponential),
            (definition.Name, definition.Priority, definition.Queue, definition.MaxAttempts, definition.RetryDelay, definition.RetryBackoff)
        );
        Assert.Equal(
            (TimeSpan.FromSeconds(30), 3, true, false),
            (definition.TimeLimit, definition.MaxCrashes, definition.IsAsync, definition.TakesContext)
        );
    }

    [Theory]
    [InlineData(RetryBackoff.Linear, 0, 1)]
    [InlineData(RetryBackoff.Exponential, 0, 1)]
    [InlineData(RetryBackoff.Exponential, 0.5, 0.5)]
    [InlineData(RetryBackoff.Fixed, 0, 0)]
    public void A_growing_back_off_begins_with_a_second_unless_told_otherwise(RetryBackoff backoff, double given, double expected) =>
        Assert.Equal(
            TimeSpan.FromSeconds(expected),
            TaskHandle.Create("x", (int[] _, TaskContext _) => 0, retryDelaySeconds: given, retryBackoff: backoff).Definition.RetryDelay
        );

    [Fact]
    public void A_description_out_of_range_is_refused()
    {
        Assert.Equal("MaxAttempts must be at least 1.", Refused(new("x") { MaxAttempts = 0 }));
        Assert.Equal("MaxCrashes must be at least 1.", Refused(new("x") { MaxCrashes = 0 }));
        Assert.Equal("TimeoutSeconds must be a finite number of seconds, 0 or more.", Refused(new("x") { TimeoutSeconds = double.NaN }));
        Assert.Equal("RetryDelaySeconds must be a finite number of seconds, 0 or more.", Refused(new("x") { RetryDelaySeconds = -1 }));
        Assert.StartsWith("task name '' must be", Refused(new("")));
        Assert.StartsWith("queue 'a,b' must be", Refused(new("x") { Queue = "a,b" }));
    }

    private static string Refused(TaskDescription description) => Assert.Throws<InvalidTaskException>(() => new Probe(description)).Message;

    private sealed class Probe(TaskDescription description) : VoidTaskHandle(description)
    {
        protected override ValueTask RunAsync(TaskRun run) => default;
    }
}
