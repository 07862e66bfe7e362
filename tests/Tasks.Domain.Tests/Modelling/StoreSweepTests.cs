using Tasks.Domain.Lifecycle;
using Tasks.Domain.Modelling;
using Tasks.Domain.Protocol;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Modelling;

[Trait("Spec", "LIFE-11")]
public sealed class StoreSweepTests
{
    private static readonly Instant Later = Noon + Hour;

    [Fact, Trait("Fault", "F1"), Trait("Fault", "F3")]
    public void What_a_lost_session_had_started_has_crashed_and_what_it_had_not_is_given_back()
    {
        var ahead = TaskLifecycle.Claim(Fresh("two"), Ann, false, Noon).Becomes();
        var (answer, after) = Stores.Holding(Running(), ahead).With(Ann).Sweep(10, Later);

        TaskChange[] changes = [TaskLifecycle.Lose(Running(), Later).Accepted(), TaskLifecycle.Lose(ahead, Later).Accepted()];
        Assert.Equal((Later, TaskEvent.Crashed, TaskEvent.Released), (answer.At, changes[0].Event, changes[1].Event));
        Assert.Equal([Ann], answer.Lost);
        Assert.Equal(changes, answer.Changes);
        Assert.Equal(changes.Select(change => change.Becomes), after.Content().Tasks);
        Assert.Empty(after.Content().Sessions);
    }

    [Fact]
    public void A_session_that_has_not_ended_is_left_alone()
    {
        var store = Stores.Holding(Running()).With(Ann);

        var (answer, after) = store.Sweep(10, Noon + Stores.LeaseTime);

        Assert.Empty(answer.Lost);
        Assert.Empty(answer.Changes);
        after.HoldsTheSameAs(store);
    }

    [Fact]
    public void A_sweep_takes_no_more_than_its_limit_and_the_next_goes_on()
    {
        var store = Stores.Holding(Running("a"), Running("b"), Running("c")).With(Ann);

        var (first, then) = store.Sweep(2, Later);
        var (second, last) = then.Sweep(2, Later);

        Assert.Equal("lost [ann:1], taken [a, b]", Summary(first));
        Assert.True(Assert.Single(then.Content().Sessions).IsLost);
        Assert.Equal("lost [], taken [c]", Summary(second));
        Assert.Empty(last.Content().Sessions);
    }

    [Fact]
    public void Sweeping_again_finds_nothing()
    {
        var swept = Stores.Holding(Running()).With(Ann).Sweep(10, Later).After;

        var (answer, after) = swept.Sweep(10, Later);

        Assert.Equal("lost [], taken []", Summary(answer));
        after.HoldsTheSameAs(swept);
    }

    [Fact, Trait("Fault", "F12")]
    public void One_life_of_a_worker_is_lost_while_the_other_goes_on()
    {
        var reborn = Session("ann", "2");
        var store = Stores.Holding(Running()).With(Ann).Open(reborn, Stores.LeaseTime, Later);

        var (answer, after) = store.Sweep(10, Later);

        Assert.Equal("lost [ann:1], taken [one]", Summary(answer));
        Assert.Equal(reborn, Assert.Single(after.Content().Sessions).Id);
    }

    [Fact, Trait("Fault", "F34")]
    public void A_task_whose_session_the_store_does_not_know_is_swept_too() =>
        Assert.Equal("lost [], taken [one]", Summary(Stores.Holding(Running()).With(Bob).Sweep(10, Noon).Answer));

    [Fact]
    public void Sessions_and_tasks_are_swept_in_order_and_waiting_tasks_are_not_touched()
    {
        var bobs = TaskLifecycle.Claim(Fresh("a"), Bob, true, Noon).Becomes();
        var store = Stores.Holding(Running("c"), Fresh("b"), bobs).With(Bob, Ann);

        Assert.Equal("lost [ann:1, bob:1], taken [a, c]", Summary(store.Sweep(10, Later).Answer));
    }

    [Fact, Trait("Fault", "F9")]
    public void A_task_that_takes_its_worker_down_every_time_fails_at_the_last_of_its_crashes()
    {
        var (store, now, crashes) = (Stores.Holding(Fresh()), Noon, 0);
        while (!store.Task("one").IsFinished && crashes < 10)
        {
            var session = Session("w", $"{crashes++}");
            now += Hour;
            store = store.Open(session, Stores.LeaseTime, now).Exchange(session.Asks(Stores.Take(1)), now).After;
            store = store.Exchange(session.Asks() with { Starts = [store.Task("one").Hold] }, now).After;
            now += Hour;
            store = store.Sweep(10, now).After;
        }

        var task = store.Task("one");
        Assert.Equal((Patient.MaxCrashes, new TaskState.Failed(now)), (crashes, task.State));
        Assert.Equal(Failure.WorkerLost($"w:{crashes - 1}"), task.History.Errors[^1].Failure);
        Assert.Equal((0, 2), (task.History.Failures, task.History.Attempts));
    }

    [Fact, Trait("Fault", "F2")]
    public void A_success_that_was_never_recorded_is_run_again_under_the_same_id_and_a_new_lease()
    {
        var store = Stores.Holding(Running()).With(Ann).Sweep(10, Later).After.Open(Bob, Stores.LeaseTime, Later);

        var again = Assert.Single(store.Exchange(Bob.Asks(Stores.Take(1)), Later + Minute).Answer.Claimed);

        Assert.Equal((One, 3L, 2, 1), (again.Id, again.Lease, again.History.Attempts, again.History.Crashes));
    }

    [Fact, Trait("Fault", "F74")]
    public void A_task_that_was_asked_to_end_and_lost_its_worker_is_cancelled_and_never_runs_again()
    {
        var asked = TaskLifecycle.Cancel(Running(), Noon + Second).Becomes();

        var after = Stores.Holding(asked).With(Ann, Bob).Sweep(10, Later).After.Open(Bob, Stores.LeaseTime, Later);

        Assert.Equal(new TaskState.Cancelled(Later), after.Task("one").State);
        Assert.Empty(after.Exchange(Bob.Asks(Stores.Take(1)), Later).Answer.Claimed);
        Assert.Equal(Failure.WorkerLost("ann:1"), Assert.Single(after.Task("one").History.Errors).Failure);
    }

    [Fact, Trait("Fault", "F7"), Trait("Fault", "F17")]
    public void The_lost_holder_that_comes_back_settles_nothing()
    {
        var swept = Stores.Holding(Running()).With(Ann).Sweep(10, Later).After;

        var (answer, after) = swept.Exchange(Ann.Settles(new Settlement(new(One, 1), Outcome.GivenBack)), Later);

        Assert.Equal([new SettleAnswer(Verdict.Stale, null)], answer.Settled);
        after.HoldsTheSameAs(swept);
    }

    private static string Summary(SweepAnswer answer) =>
        $"lost [{string.Join(", ", answer.Lost)}], taken [{string.Join(", ", answer.Changes.Select(change => change.Becomes.Id))}]";
}
