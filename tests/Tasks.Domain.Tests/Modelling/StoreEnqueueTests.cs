using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Modelling;
using Tasks.Domain.Protocol;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Modelling;

public sealed class StoreEnqueueTests
{
    [Fact]
    public void New_tasks_are_stored_and_answered_in_the_order_given()
    {
        var (answer, store) = StoreModel.Empty.Enqueue([new(Two, Add), new(One, Add.In("mail"))], Noon);

        Assert.Equal([Fresh("two"), Fresh("one", Add.In("mail"))], answer);
        Assert.Equal([Fresh("one", Add.In("mail")), Fresh("two")], store.Content().Tasks);
    }

    [Fact, Trait("Fault", "F30")]
    public void A_task_that_is_sent_twice_is_stored_once_and_answered_as_it_is_now()
    {
        var store = Stores.Holding(Running());

        var (answer, after) = store.Enqueue([new(One, Add.In("other")), new(Two, Add), new(Two, Add.In("other"))], Noon + Hour);

        var two = TaskLifecycle.Enqueue(Two, Add, Noon + Hour);
        Assert.Equal([Running(), two, two], answer);
        Assert.Equal([Running(), two], after.Content().Tasks);
    }

    [Fact]
    public void Tasks_are_listed_by_id_backwards_whenever_they_were_enqueued()
    {
        var older = TaskLifecycle.Enqueue(Id("z"), Add, Noon + -Second);
        var store = Stores.Holding(older, Fresh("one"), Fresh("two"), Fresh("three"));

        Assert.Equal([older, Fresh("two"), Fresh("three"), Fresh("one")], store.List(new()));
        Assert.Equal([Fresh("two"), Fresh("three")], store.List(new(Limit: 2, Offset: 1)));
    }

    [Fact]
    public void A_list_holds_what_all_given_filters_mean()
    {
        var sum = new Call(Definition.Of(Name("Maths.Sum")), JsonText.EmptyObject, Timing.Now);
        var store = Stores.Holding(Fresh("a"), Running("b"), Fresh("c", Add.In("mail")), Fresh("d", sum.In("mail")));

        Assert.Equal(["d", "c", "a"], Listed(new(Status: Status.Ready)));
        Assert.Equal(["d", "c"], Listed(new(Queue: Queue("mail"))));
        Assert.Equal(["c", "b", "a"], Listed(new(Name: Name("Maths.Add"))));
        Assert.Equal(["c"], Listed(new(Status.Ready, Queue("mail"), Name("Maths.Add"))));
        Assert.Empty(Listed(new(Status.Running, Queue("mail"))));

        IEnumerable<string> Listed(TaskFilter filter) => store.List(filter).Select(task => task.Id.Value);
    }

    [Fact]
    public void A_list_without_a_limit_ends_after_a_hundred() =>
        Assert.Equal(100, Stores.Holding([.. Enumerable.Range(0, 101).Select(number => Fresh($"{number}"))]).List(new()).Count);
}
