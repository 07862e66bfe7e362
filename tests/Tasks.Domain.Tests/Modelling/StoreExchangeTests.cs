using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Modelling;
using Tasks.Domain.Protocol;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Modelling;

public sealed class StoreExchangeTests
{
    private static readonly Outcome Success = new Outcome.Succeeded(JsonText.From("3"));
    private static readonly TaskRecord Done = TaskLifecycle.Settle(Running(), 1, Success, Noon + Minute).Becomes();

    private readonly Instant now = Noon + Minute;

    [Fact]
    public void A_claim_starts_as_many_as_asked_in_order_and_only_holds_the_rest()
    {
        var store = Stores.Holding(Fresh("a"), Fresh("b"), Fresh("c")).With(Ann);

        var (answer, after) = store.Exchange(Ann.Asks(Stores.Take(3, startNow: 2)), now);

        TaskRecord[] claimed = [Claimed("a", true), Claimed("b", true), Claimed("c", false)];
        Assert.Equal(claimed, answer.Claimed);
        Assert.Equal(claimed, after.Content().Tasks);
        Assert.Equal((now, SessionStanding.Live, null), (answer.At, answer.Standing, answer.NextDueAt));
    }

    [Fact, Trait("Spec", "LIFE-3"), Trait("Fault", "F9")]
    public void A_suspect_is_never_claimed_as_started_and_takes_its_place_all_the_same()
    {
        var suspect = Fresh("a") with { History = History.None with { Crashes = 1 } };
        var store = Stores.Holding(suspect, Fresh("b"), Fresh("c")).With(Ann);

        var (answer, _) = store.Exchange(Ann.Asks(Stores.Take(3, startNow: 2)), now);

        Assert.Equal([TaskLifecycle.Claim(suspect, Ann, false, now).Becomes(), Claimed("b", true), Claimed("c", false)], answer.Claimed);
    }

    [Fact, Trait("Spec", "LIFE-11")]
    public void A_session_that_was_never_opened_or_is_lost_claims_nothing()
    {
        var store = Stores.Holding(Fresh()).With(Ann);
        var swept = store.Sweep(10, now).After;

        Assert.Equal((SessionStanding.Lost, 0), Standing(store, Bob));
        Assert.Equal((SessionStanding.Lost, 0), Standing(swept, Ann));

        (SessionStanding, int) Standing(StoreModel at, SessionId session)
        {
            var (answer, after) = at.Exchange(session.Asks(Stores.Take(1)), now);
            after.HoldsTheSameAs(at);
            return (answer.Standing, answer.Claimed.Count);
        }
    }

    [Fact, Trait("Spec", "LIFE-11")]
    public void A_session_that_has_ended_and_was_not_swept_still_claims_and_settles()
    {
        var store = Stores.Holding(Running(), Fresh("two")).With(Ann);

        var (answer, _) = store.Exchange(Ann.Asks(Stores.Take(1)) with { Settlements = [new(new(One, 1), Success)] }, Noon + Hour);

        Assert.Equal((SessionStanding.Live, 1), (answer.Standing, answer.Claimed.Count));
        Assert.Equal([new SettleAnswer(Verdict.Applied, Status.Successful)], answer.Settled);
    }

    [Fact, Trait("Spec", "LIFE-2"), Trait("Fault", "F19")]
    public void An_outcome_that_is_sent_again_is_answered_as_repeated_and_changes_nothing()
    {
        var (_, once) = Stores.Holding(Running()).With(Ann).Exchange(Ann.Settles(new Settlement(new(One, 1), Success)), now);

        var (answer, twice) = once.Exchange(Ann.Settles(new Settlement(new(One, 1), Success)), now + Minute);

        Assert.Equal([new SettleAnswer(Verdict.Repeated, null)], answer.Settled);
        Assert.Equal([Done], once.Content().Tasks);
        twice.HoldsTheSameAs(once);
    }

    [Fact, Trait("Fault", "F20")]
    public void Of_two_outcomes_for_one_lease_in_one_batch_the_first_counts()
    {
        var (answer, after) = Stores
            .Holding(Running())
            .Exchange(Ann.Settles(new(new(One, 1), Success), new(new(One, 1), new Outcome.Failed(Boom))), now);

        Assert.Equal([new(Verdict.Applied, Status.Successful), new(Verdict.Repeated, null)], answer.Settled);
        Assert.Equal([Done], after.Content().Tasks);
    }

    [Fact, Trait("Spec", "LIFE-2"), Trait("Fault", "F17"), Trait("Fault", "F18"), Trait("Fault", "F21")]
    public void A_stale_outcome_and_one_for_a_task_that_is_gone_change_nothing_and_stop_no_other()
    {
        var ahead = Running("ahead") with { Lease = 2 };
        var store = Stores.Holding(ahead, Running());

        var (answer, after) = store.Exchange(
            Ann.Settles(new(new(Id("ahead"), 1), new Outcome.Failed(Boom)), new(new(Id("gone"), 1), Success), new(new(One, 1), Success)),
            now
        );

        Assert.Equal([new(Verdict.Stale, null), new(Verdict.Missing, null), new(Verdict.Applied, Status.Successful)], answer.Settled);
        Assert.Equal([ahead, Done], after.Content().Tasks);
    }

    [Fact, Trait("Spec", "LIFE-2")]
    public void Metadata_is_stored_with_the_outcome_and_only_with_it()
    {
        var note = JsonText.From("""{"done":0.5}""");
        var store = Stores.Holding(Running(), Running("two") with { Lease = 2 });

        var (_, after) = store.Exchange(Ann.Settles(new(new(One, 1), Success, note), new(new(Two, 1), Success, note)), now);

        Assert.Equal([Done with { Metadata = note }, Running("two") with { Lease = 2 }], after.Content().Tasks);
    }

    [Fact, Trait("Fault", "F22"), Trait("Fault", "F23")]
    public void The_answer_tells_a_holder_that_its_failure_became_a_cancel()
    {
        var store = Stores.Holding(Asked("a"), Asked("b"));

        var (answer, _) = store.Exchange(
            Ann.Settles(new(new(Id("a"), 1), new Outcome.Retried(Boom, Second)), new(new(Id("b"), 1), Success)),
            now
        );

        Assert.Equal([new(Verdict.Applied, Status.Cancelled), new(Verdict.Applied, Status.Successful)], answer.Settled);
    }

    [Fact]
    public void Outcomes_are_recorded_before_tasks_are_claimed()
    {
        var request = Ann.Asks(Stores.Take(1)) with { Settlements = [new(new(One, 1), Outcome.GivenBack)] };

        var (answer, _) = Stores.Holding(Running()).With(Ann).Exchange(request, now);

        Assert.Equal([(One, 2L, 1)], answer.Claimed.Select(task => (task.Id, task.Lease, task.History.Attempts)));
    }

    [Fact]
    public void Starts_are_noted_under_their_lease_whatever_became_of_the_session()
    {
        var ahead = TaskLifecycle.Claim(Fresh(), Ann, false, Noon).Becomes();
        var store = Stores.Holding(ahead);

        StoreModel Noted(long lease) => store.Exchange(Ann.Asks() with { Starts = [new(One, lease)] }, now).After;

        Assert.Equal([TaskLifecycle.Start(ahead, 1).Becomes()], Noted(1).Content().Tasks);
        Noted(2).HoldsTheSameAs(store);
    }

    [Fact, Trait("Fault", "F23")]
    public void Cancel_requests_are_told_to_their_holder_and_to_nobody_else()
    {
        var store = Stores.Holding(Asked("b"), Asked("a"), Running("c")).With(Ann, Bob);

        Assert.Equal([new(Id("a"), 1), new(Id("b"), 1)], store.Exchange(Ann.Asks(), now).Answer.CancelRequests);
        Assert.Empty(store.Exchange(Bob.Asks(), now).Answer.CancelRequests);
    }

    [Fact]
    public void A_claim_that_found_too_little_says_when_the_next_task_is_due()
    {
        var store = Stores.Holding(Fresh(), Later("a", 3), Later("b", 2), Running("r") with { DueAt = now + Second }).With(Ann);

        Assert.Equal(now + 2 * Hour, store.Exchange(Ann.Asks(Stores.Take(2)), now).Answer.NextDueAt);
        Assert.Null(store.Exchange(Ann.Asks(Stores.Take(1)), now).Answer.NextDueAt);
        Assert.Null(store.Exchange(Ann.Asks(), now).Answer.NextDueAt);
        Assert.Null(store.Exchange(Bob.Asks(Stores.Take(2)), now).Answer.NextDueAt);
    }

    [Fact]
    public void Only_tasks_of_the_claimed_queues_that_are_not_due_yet_count_as_next()
    {
        var request = Stores.Take(2) with { Queues = QueueSelection.Only(Queue("mail")) };
        var store = Stores.Holding(Fresh(), Later("a", 2), Fresh("mail", Add.In("mail"))).With(Ann);

        Assert.Null(store.Exchange(Ann.Asks(request), now).Answer.NextDueAt);
    }

    [Fact]
    public void A_task_that_is_due_and_was_passed_over_is_not_the_next_one()
    {
        var request = Stores.Take(2) with
        {
            Queues = QueueSelection.All with { Limits = QueueSelection.All.Limits.Add(QueueName.Default, 1) },
        };
        var store = Stores.Holding(Fresh(), Fresh("two") with { DueAt = now }).With(Ann);

        Assert.Null(store.Exchange(Ann.Asks(request), now).Answer.NextDueAt);
    }

    private TaskRecord Claimed(string id, bool isStarted) => TaskLifecycle.Claim(Fresh(id), Ann, isStarted, now).Becomes();

    private TaskRecord Later(string id, int hours) => Fresh(id) with { DueAt = now + hours * Hour };

    private static TaskRecord Asked(string id) => TaskLifecycle.Cancel(Running(id), Noon + Second).Becomes();
}
