using Tasks.Domain.Lifecycle;
using Tasks.Domain.Modelling;
using Tasks.Domain.Retaining;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Modelling;

[Trait("Fault", "F58")]
public sealed class StorePruneTests
{
    private static readonly Instant Later = Noon + Hour;
    private static readonly Retention Everything = new(Minute, Minute);

    private static readonly StoreModel Store = Stores.Holding(
        Ended("a"),
        Fresh("b"),
        Ended("c"),
        Ended("d", Later),
        Ended("e"),
        Running("f")
    );

    [Fact]
    public void What_has_been_kept_long_enough_goes_and_nothing_else()
    {
        var (answer, after) = Store.Prune(new(Everything, null, 10), Later);

        Assert.Equal(new(Later, 3, null), answer);
        Assert.Equal(["b", "d", "f"], Ids(after));
    }

    [Fact]
    public void A_step_looks_at_so_many_tasks_whatever_it_finds()
    {
        var (first, store) = Store.Prune(new(Everything, null, 2), Later);
        var (second, after) = store.Prune(new(Everything, first.LookedTo, 2), Later);
        var (third, end) = after.Prune(new(Everything, second.LookedTo, 3), Later);

        Assert.Equal(new(Later, 1, Id("b")), first);
        Assert.Equal(new(Later, 1, Id("d")), second);
        Assert.Equal(new(Later, 1, null), third);
        Assert.Equal(["b", "d", "f"], Ids(end));
    }

    [Fact]
    public void A_step_that_looks_at_exactly_what_is_left_does_not_know_that_it_came_to_the_end()
    {
        var (answer, after) = Store.Prune(new(Everything, null, 6), Later);

        Assert.Equal(Id("f"), answer.LookedTo);
        Assert.Equal(new(Later, 0, null), after.Prune(new(Everything, answer.LookedTo, 6), Later).Answer);
    }

    [Fact]
    public void A_dry_run_only_counts()
    {
        var (answer, after) = Store.Prune(new(Everything, null, 4, IsDryRun: true), Later);

        Assert.Equal(new(Later, 2, Id("d")), answer);
        after.HoldsTheSameAs(Store);
    }

    private static TaskRecord Ended(string id, Instant? at = null) =>
        TaskLifecycle.Settle(Running(id), 1, new Outcome.Succeeded(new()), at ?? Noon).Becomes();

    private static IEnumerable<string> Ids(StoreModel store) => store.Content().Tasks.Select(task => task.Id.Value);
}
