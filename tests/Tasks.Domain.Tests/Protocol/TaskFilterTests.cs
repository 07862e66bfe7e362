using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Protocol;

public sealed class TaskFilterTests
{
    private static readonly TaskRecord Task = Fresh();
    private static readonly TaskFilter All = new();

    [Fact]
    public void Without_wishes_every_task_is_meant() => Assert.True(All.Includes(Task));

    [Fact]
    public void Everything_that_is_given_must_hold()
    {
        Assert.True(new TaskFilter(Status.Ready, Queue("default"), Name("Maths.Add")).Includes(Task));
        Assert.False(new TaskFilter(Status.Running, Queue("default"), Name("Maths.Add")).Includes(Task));
        Assert.False(new TaskFilter(Status.Ready, Queue("mail"), Name("Maths.Add")).Includes(Task));
        Assert.False(new TaskFilter(Status.Ready, Queue("default"), Name("Maths.Sub")).Includes(Task));
    }

    [Fact]
    public void A_span_of_time_holds_its_first_moment_and_not_its_last()
    {
        Assert.True((All with { EnqueuedSince = Noon, EnqueuedBefore = Noon + Second }).Includes(Task));
        Assert.False((All with { EnqueuedSince = Noon + Second }).Includes(Task));
        Assert.False((All with { EnqueuedBefore = Noon }).Includes(Task));
    }

    [Theory]
    [InlineData("c", false)]
    [InlineData("b", false)]
    [InlineData("a", true)]
    public void A_list_goes_on_after_a_task_with_smaller_ids(string id, bool isAfter) =>
        Assert.Equal(isAfter, (All with { ListedAfter = Id("b") }).Includes(Fresh(id)));

    [Fact]
    public void An_error_is_remembered_whatever_became_of_the_task_since()
    {
        var retried = TaskLifecycle.Settle(Running(), 1, new Outcome.Retried(Boom, Minute), Noon).Becomes();
        var boom = All with { ErrorType = Boom.ExceptionType };

        Assert.True(boom.Includes(retried));
        Assert.False(boom.Includes(Task));
        Assert.False((All with { ErrorType = "System.Exception" }).Includes(retried));
    }
}
