using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Domain.Working;
using static Tasks.Domain.Tests.Given;
using static Tasks.Domain.Tests.Working.Mind;

namespace Tasks.Domain.Tests.Working;

public sealed class ExchangeTests
{
    private static readonly TaskRecord A = Task("a");
    private static readonly TaskRecord B = Task("b");
    private static readonly TaskRecord Ahead = Task("c", isStarted: false);

    [Fact]
    public void The_first_leaves_as_soon_as_the_session_is_open_and_asks_for_every_slot()
    {
        var mind = Open();

        var claim = new ClaimRequest(2, 2, QueueSelection.All, null, 8 * 1024 * 1024);
        Assert.Equal((First, 0, claim), (mind.Sent.Session, mind.Sent.Turn, mind.Sent.Claim));
        Assert.Empty(mind.Sent.Settlements);
        Assert.Empty(mind.Sent.Starts);
        Assert.Equal(mind.Sent, mind.State.InFlight);
    }

    [Fact]
    public void One_is_in_flight_at_most_and_outcomes_gather_while_it_is()
    {
        var mind = Holding(A, B).Hears(Returned(A));
        var first = mind.Sent;

        mind.Hears(Returned(B), new Observation.Woke()).WantsNo<Effect.Exchange>();
        mind.At(5).WantsNo<Effect.Exchange>();

        Assert.Equal([Success(A)], first.Settlements);
        Assert.Equal([Success(B)], mind.Claims().Sent.Settlements);
    }

    [Fact]
    public void A_lone_outcome_is_not_held_back_and_claims_for_its_slot()
    {
        var mind = Holding(A, B).Hears(Returned(A));

        Assert.Equal([Success(A)], mind.Sent.Settlements);
        Assert.Equal((1, 1), (mind.Sent.Claim!.Count, mind.Sent.Claim.StartNow));
    }

    [Fact]
    public void Outcomes_leave_in_the_order_in_which_they_were_reached()
    {
        var mind = Holding(A, B).Hears(Threw(B), Returned(A));

        Assert.Equal([B.Hold, A.Hold], mind.Sent.Settlements.Select(settlement => settlement.Hold));
    }

    [Fact]
    public void A_wake_asks_for_the_free_slots()
    {
        var mind = Idle().WantsNo<Effect.Exchange>().Hears(new Observation.Woke());

        Assert.Equal(2, mind.Sent.Claim!.Count);
    }

    [Fact]
    public void A_wake_is_used_up_by_the_claim_it_causes()
    {
        var mind = Idle().Hears(new Observation.Woke()).Claims();

        mind.WantsNo<Effect.Exchange>();
    }

    [Fact]
    public void A_wake_while_an_exchange_is_in_flight_asks_again_after_it()
    {
        var mind = Open().Hears(new Observation.Woke()).WantsNo<Effect.Exchange>().Claims();

        Assert.Equal(2, mind.Sent.Claim!.Count);
    }

    [Fact]
    public void A_wake_finds_a_full_house_silent_and_is_remembered_until_a_slot_is_free()
    {
        var mind = Holding(A, B).WantsNo<Effect.Exchange>().Hears(new Observation.Woke()).WantsNo<Effect.Exchange>();

        mind.Hears(Returned(A)).Claims();

        Assert.Equal(1, mind.State.Counts.Running);
        mind.WantsNo<Effect.Exchange>();
    }

    [Fact]
    [Trait("Fault", "F41")]
    public void Without_a_wake_it_polls_an_interval_after_the_last_exchange()
    {
        var mind = Idle();
        var due = mind.SleepsUntil;

        Assert.InRange(due, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(1));
        mind.At(due - TimeSpan.FromTicks(1)).WantsNo<Effect.Exchange>();
        Assert.Equal(2, mind.At(due).Sent.Claim!.Count);
    }

    [Fact]
    public void A_full_house_polls_too_so_as_to_hear_of_cancel_requests()
    {
        var mind = Holding(A, B).At(1);

        Assert.Null(mind.Sent.Claim);
        Assert.Empty(mind.Sent.Settlements);
    }

    [Fact]
    public void It_polls_earlier_where_something_is_due_earlier()
    {
        var mind = Open();

        mind.Hears(new Observation.Exchanged(mind.Answer() with { NextDueAt = Noon + TimeSpan.FromMilliseconds(200) }));

        Assert.Equal(TimeSpan.FromMilliseconds(200), mind.SleepsUntil);
        mind.At(0.199).WantsNo<Effect.Exchange>();
        Assert.Equal(2, mind.At(0.2).Sent.Claim!.Count);
    }

    [Fact]
    public void It_polls_no_later_because_something_is_due_later()
    {
        var mind = Open();

        mind.Hears(new Observation.Exchanged(mind.Answer() with { NextDueAt = Noon + Hour }));

        Assert.InRange(mind.SleepsUntil, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void What_was_claimed_for_now_is_started_and_not_reported()
    {
        var mind = Holding(A, B);

        Assert.Equal([new Effect.Invoke(A), new Effect.Invoke(B)], mind.Wanted);
    }

    [Fact]
    public void The_start_of_what_was_claimed_ahead_is_reported_at_once()
    {
        var mind = Holding(A, Ahead);

        Assert.Equal(["a", "c"], mind.Invoked);
        Assert.Equal([Ahead.Hold], mind.Sent.Starts);
    }

    [Fact]
    public void A_start_beside_outcomes_waits_for_one_exchange_and_is_reported_by_the_next()
    {
        var (b, c) = (Task("b"), Task("c", isStarted: false));
        var mind = Holding(A, b, c).Hears(Returned(A));
        Assert.Equal(["c"], mind.Invoked);
        Assert.Empty(mind.Sent.Starts);

        mind.Hears(Returned(b)).Claims();

        Assert.Equal([c.Hold], mind.Sent.Starts);
    }

    [Fact]
    public void A_start_beside_outcomes_is_never_reported_if_its_own_outcome_comes_before_the_next_exchange()
    {
        var (b, c) = (Task("b"), Task("c", isStarted: false));
        var mind = Holding(A, b, c).Hears(Returned(A)).Hears(Returned(c));

        mind.Claims();

        Assert.Equal([Success(c)], mind.Sent.Settlements);
        Assert.Empty(mind.Sent.Starts);
    }

    [Fact]
    public void A_start_whose_exchange_was_lost_rides_in_the_next()
    {
        var (b, c) = (Task("b"), Task("c", isStarted: false));
        var mind = Holding(A, b, c).Hears(Returned(A)).Hears(Returned(b)).Claims();
        Assert.Equal([c.Hold], mind.Sent.Starts);

        mind.Hears(Failed(StoreVerb.Exchange)).At(1).Hears(Reconciled());

        Assert.Equal([Success(b)], mind.Sent.Settlements);
        Assert.Equal([c.Hold], mind.Sent.Starts);
    }

    [Fact]
    public void A_start_whose_outcome_is_known_is_not_reported()
    {
        var other = Task("d", isStarted: false);
        var mind = Holding(Ahead, other);
        Assert.Equal([Ahead.Hold, other.Hold], mind.Sent.Starts);

        mind.Hears(Returned(Ahead), Failed(StoreVerb.Exchange)).At(1).Hears(Reconciled());

        Assert.Equal([other.Hold], mind.Sent.Starts);
        Assert.Equal([Success(Ahead)], mind.Sent.Settlements);
    }

    [Fact]
    public void Starts_that_need_no_report_any_more_make_no_exchange()
    {
        var mind = Holding(Ahead, B).Hears(new Observation.LeaseDenied(Ahead.Hold), Failed(StoreVerb.Exchange)).At(0.5);

        Assert.Empty(mind.Hears(Reconciled()).WantsNo<Effect.Exchange>().Reports.OfType<WorkerReport.LeaseLost>());
    }

    [Fact]
    public void A_batch_holds_512_outcomes_and_claims_nothing_while_others_wait()
    {
        var tasks = Enumerable.Range(0, 600).Select(number => Task($"t{number:000}")).ToArray();
        var mind = Holding(WorkerSettings.Of(600), tasks[..512]);
        mind.Claims(tasks[512..]).Hears([.. tasks.Select(Returned)]);

        Assert.Equal(512, mind.Sent.Settlements.Count);
        Assert.Null(mind.Sent.Claim);
        Assert.Equal(88, mind.Claims().Sent.Settlements.Count);
        Assert.Equal(512, mind.Sent.Claim!.Count);
    }

    [Fact]
    [Trait("Fault", "F71")]
    public void A_batch_holds_8_MiB_of_values()
    {
        var (value, tasks) = (new JsonText(new byte[4 * 1024 * 1024]), new[] { Task("a"), Task("b"), Task("c") });
        var mind = Holding(WorkerSettings.Of(3), tasks).Hears([.. tasks.Select(task => new Observation.Returned(task.Hold, value, null))]);

        Assert.Equal(2, mind.Sent.Settlements.Count);
        Assert.Null(mind.Sent.Claim);
        Assert.Single(mind.Claims().Sent.Settlements);
    }

    [Fact]
    [Trait("Fault", "F71")]
    public void An_outcome_of_more_than_8_MiB_travels_alone()
    {
        var (value, tasks) = (new JsonText(new byte[9 * 1024 * 1024]), new[] { Task("a"), Task("b") });
        var mind = Holding(tasks).Hears([.. tasks.Select(task => new Observation.Returned(task.Hold, value, null))]);

        Assert.Equal("a", Assert.Single(mind.Sent.Settlements).Hold.Id.Value);
        Assert.Equal("b", Assert.Single(mind.Claims().Sent.Settlements).Hold.Id.Value);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_batch_counts_the_bytes_of_errors_and_of_metadata(bool hasRetries)
    {
        var text = new string('x', 1300 * 1024);
        var call = hasRetries ? Add : Add.Under(RetryPolicy.Default);
        var tasks = new[] { Task("a", call), Task("b", call), Task("c", call) };
        var failure = new Failure("E", text, text);
        var metadata = new JsonText(new byte[200 * 1024]);

        var mind = Holding(WorkerSettings.Of(3), tasks)
            .Hears([.. tasks.Select(task => new Observation.Threw(task.Hold, failure, new("E"), metadata))]);

        Assert.Equal(2, mind.Sent.Settlements.Count);
        Assert.Equal(metadata, mind.Sent.Settlements[0].Metadata);
    }
}
