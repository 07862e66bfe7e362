using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Modelling;
using Tasks.Domain.Protocol;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Modelling;

[Trait("Spec", "LIFE-5")]
public sealed class ClaimOrderTests
{
    private static readonly Instant Now = Noon + Hour;
    private static readonly ClaimRequest Anything = new(100, 100, QueueSelection.All, null, ClaimRequest.DefaultMaxBytes);

    [Fact]
    public void Within_a_queue_the_larger_priority_then_the_earlier_due_time_then_the_id_goes_first() =>
        Assert.Equal(
            ["urgent", "first", "a", "b", "last"],
            Chosen(
                Anything,
                Due("last", Noon, -1),
                Due("b", Noon + 2 * Second),
                Due("a", Noon + 2 * Second),
                Due("urgent", Noon + 9 * Second, 1),
                Due("first", Noon + Second)
            )
        );

    [Fact]
    public void A_deferred_task_that_is_due_does_not_overtake_an_older_plain_one()
    {
        var deferred = TaskLifecycle.Enqueue(Id("a-deferred"), Add.When(new Timing.After(Minute)), Noon);
        var plain = TaskLifecycle.Enqueue(Id("plain"), Add, Noon + Second);

        Assert.Equal(["plain", "a-deferred"], Chosen(Anything, deferred, plain));
    }

    [Theory]
    [InlineData(null, "a1 a2 b1 b2 c1")]
    [InlineData("a", "b1 b2 c1 a1 a2")]
    [InlineData("b", "c1 a1 a2 b1 b2")]
    [InlineData("bb", "c1 a1 a2 b1 b2")]
    [InlineData("c", "a1 a2 b1 b2 c1")]
    public void Queues_take_turns_beginning_after_the_one_that_was_first(string? after, string order) =>
        Assert.Equal(
            order,
            string.Join(
                ' ',
                Chosen(Anything with { After = after is null ? null : Queue(after) }, In("c1"), In("b2"), In("a1"), In("b1"), In("a2"))
            )
        );

    [Fact]
    public void Priority_comes_before_the_turn_of_a_queue() =>
        Assert.Equal(
            ["a-urgent", "b-plain", "a-plain"],
            Chosen(Anything with { After = Queue("a") }, In("b-plain"), In("a-plain"), In("a-urgent", priority: 1))
        );

    [Fact]
    public void Only_tasks_that_wait_and_are_due_are_taken()
    {
        var running = TaskLifecycle.Claim(Fresh("running"), Ann, true, Noon).Becomes();
        var over = TaskLifecycle.Cancel(Fresh("over"), Noon).Becomes();

        Assert.Equal(["due"], Chosen(Anything, running, over, Due("later", new(Now.Microseconds + 1)), Due("due", Now)));
    }

    [Fact]
    public void Only_the_queues_that_were_asked_for_are_looked_at()
    {
        TaskRecord[] tasks = [In("a1"), In("b1"), In("c1")];

        Assert.Equal(["b1", "c1"], Chosen(Anything with { Queues = QueueSelection.Only(Queue("b"), Queue("c")) }, tasks));
        Assert.Equal(["b1", "c1"], Chosen(Anything with { Queues = QueueSelection.All with { Excluded = [Queue("a")] } }, tasks));
    }

    [Theory]
    [InlineData(1, "a1")]
    [InlineData(2, "a1 a2")]
    [InlineData(9, "a1 a2 b1")]
    public void No_more_is_taken_than_was_asked_for(int count, string order) =>
        Assert.Equal(order, string.Join(' ', Chosen(Anything with { Count = count }, In("a1"), In("a2"), In("b1"))));

    [Fact]
    public void A_full_queue_is_passed_over_and_the_others_go_on()
    {
        var queues = QueueSelection.All with { Limits = QueueSelection.All.Limits.Add(Queue("a"), 2).Add(Queue("b"), 0) };

        Assert.Equal(
            ["a1", "a2", "c1", "c2"],
            Chosen(Anything with { Queues = queues }, In("a1"), In("a2"), In("a3"), In("b1"), In("c1"), In("c2"))
        );
    }

    [Fact, Trait("Fault", "F71")]
    public void A_batch_ends_where_its_arguments_grow_too_large()
    {
        TaskRecord[] tasks = [Of("1", 40), Of("2", 60), Of("3", 1), Of("4", 1)];

        Assert.Equal(["1", "2"], Chosen(Anything with { MaxBytes = 100 }, tasks));
        Assert.Equal(["1"], Chosen(Anything with { MaxBytes = 99 }, tasks));
        Assert.Equal(["1"], Chosen(Anything with { MaxBytes = 1 }, tasks));
        Assert.Equal(["1", "2", "3"], Chosen(Anything with { MaxBytes = 101 }, tasks));
    }

    [Fact, Trait("Fault", "F71")]
    public void A_batch_holds_at_most_8_MiB_of_arguments_by_default() =>
        Assert.Equal(
            8,
            Chosen(Anything with { Count = 512 }, [.. Enumerable.Range(10, 20).Select(number => Of($"{number}", 1 << 20))]).Count
        );

    private static IReadOnlyList<string> Chosen(ClaimRequest request, params TaskRecord[] tasks) =>
        [.. ClaimOrder.Choose(tasks, request, Now).Select(task => task.Id.Value)];

    private static TaskRecord Due(string id, Instant due, int priority = 0) => Fresh(id, Add.At(priority)) with { DueAt = due };

    /// <summary>A task of the queue whose name is the first letter of its id.</summary>
    private static TaskRecord In(string id, int priority = 0) => Fresh(id, Add.In(id[..1]).At(priority));

    private static TaskRecord Of(string id, int bytes) => Fresh(id, Add with { Arguments = JsonText.From(new('1', bytes)) });
}
