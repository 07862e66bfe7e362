using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Modelling;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Modelling;

[Trait("Spec", "LIFE-12"), Trait("Fault", "F31")]
public sealed class StoreReconcileTests
{
    private readonly Instant now = Noon + Minute;

    [Fact]
    public void A_lease_whose_grant_never_arrived_is_given_back_uncounted()
    {
        var store = Stores.Holding(Running("c"), Running("b"), Running("a")).With(Ann);

        var (answer, after) = store.Reconcile(Ann, 1, [new(Id("b"), 1)], now);

        Assert.Equal((now, SessionStanding.Live), (answer.At, answer.Standing));
        Assert.Equal([new(Id("a"), 1), new(Id("c"), 1)], answer.Released);
        Assert.Empty(answer.Gone);
        TaskRecord[] expected =
        [
            TaskLifecycle.TakeBack(Running("a"), now).Becomes(),
            Running("b"),
            TaskLifecycle.TakeBack(Running("c"), now).Becomes(),
        ];
        Assert.Equal(expected, after.Content().Tasks);
        Assert.Equal((0, 2L), (after.Task("a").History.Attempts, after.Task("a").Lease));
    }

    [Fact]
    public void Named_leases_that_are_not_the_sessions_any_more_are_told()
    {
        var bobs = TaskLifecycle.Claim(Fresh("bobs"), Bob, true, Noon).Becomes();
        var over = TaskLifecycle.Settle(Running("over"), 1, Outcome.GivenBack, now).Becomes();
        var store = Stores.Holding(Running(), bobs, over).With(Ann, Bob);
        Hold[] gone = [new(Id("bobs"), 1), new(Id("over"), 1), new(Id("pruned"), 1)];

        var (answer, after) = store.Reconcile(Ann, 1, [new(One, 1), .. gone], now);

        Assert.Equal(gone, answer.Gone);
        Assert.Empty(answer.Released);
        Assert.Equal(store.Content().Tasks, after.Content().Tasks);
    }

    [Fact]
    public void An_older_lease_of_a_task_is_not_the_one_that_runs()
    {
        var again = Running() with { Lease = 2 };

        var (answer, after) = Stores.Holding(again).With(Ann).Reconcile(Ann, 1, [new(One, 1)], now);

        Assert.Equal([new(One, 1)], answer.Gone);
        Assert.Equal([new(One, 2)], answer.Released);
        Assert.Equal(TaskLifecycle.TakeBack(again, now).Becomes(), after.Task("one"));
    }

    [Fact]
    public void An_exchange_from_before_the_reconciliation_that_comes_late_claims_nothing()
    {
        var store = Stores.Holding(Fresh()).With(Ann).Reconcile(Ann, 1, [], now).After;

        var (late, after) = store.Exchange(Ann.Asks(Stores.Take(1), turn: 0), now);
        var (next, _) = store.Exchange(Ann.Asks(Stores.Take(1), turn: 1), now);

        Assert.Equal((SessionStanding.TurnPassed, 0), (late.Standing, late.Claimed.Count));
        after.HoldsTheSameAs(store);
        Assert.Equal((SessionStanding.Live, 1), (next.Standing, next.Claimed.Count));
    }

    [Fact]
    public void A_reconciliation_that_comes_late_gives_nothing_back()
    {
        var store = Stores.Holding(Running()).With(Ann).Reconcile(Ann, 2, [new(One, 1)], now).After;

        var (answer, after) = store.Reconcile(Ann, 1, [], now);

        Assert.Equal(SessionStanding.TurnPassed, answer.Standing);
        Assert.Empty(answer.Released);
        after.HoldsTheSameAs(store);
    }

    [Fact]
    public void Reconciling_twice_is_reconciling_once()
    {
        var once = Stores.Holding(Running()).With(Ann).Reconcile(Ann, 1, [], now).After;

        var (answer, twice) = once.Reconcile(Ann, 1, [], now);

        Assert.Equal(SessionStanding.Live, answer.Standing);
        Assert.Empty(answer.Released);
        twice.HoldsTheSameAs(once);
    }

    [Fact, Trait("Spec", "LIFE-11")]
    public void A_lost_session_reconciles_nothing_and_leaves_it_to_the_sweep()
    {
        var store = Stores.Holding(Running()).With(Ann).Sweep(0, Noon + Hour).After;

        var (answer, after) = store.Reconcile(Ann, 1, [new(Two, 1)], now);

        Assert.Equal(SessionStanding.Lost, answer.Standing);
        Assert.Empty(answer.Released);
        Assert.Equal([new(Two, 1)], answer.Gone);
        after.HoldsTheSameAs(store);
    }

    [Fact]
    public void Other_sessions_keep_what_they_hold()
    {
        var bobs = TaskLifecycle.Claim(Fresh(), Bob, true, Noon).Becomes();
        var store = Stores.Holding(bobs).With(Ann, Bob);

        var (answer, after) = store.Reconcile(Ann, 1, [], now);

        Assert.Empty(answer.Released);
        Assert.Equal([bobs], after.Content().Tasks);
        Assert.Equal([1L, 0L], after.Content().Sessions.Select(session => session.Turn));
    }
}
