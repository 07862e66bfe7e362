using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Working;
using static Tasks.Domain.Tests.Given;
using static Tasks.Domain.Tests.Working.Mind;

namespace Tasks.Domain.Tests.Working;

[Trait("Spec", "LIFE-12")]
public sealed class DoubtTests
{
    private static readonly TaskRecord A = Task("a");
    private static readonly TaskRecord B = Task("b");
    private static readonly TaskRecord C = Task("c");

    [Fact]
    [Trait("Fault", "F31")]
    public void After_a_lost_reply_the_next_contact_names_every_lease_under_a_new_turn()
    {
        var mind = Holding(WorkerSettings.Of(3), C, B, A).Hears(Returned(B)).Hears(Failed(StoreVerb.Exchange)).At(1);

        var reconcile = mind.The<Effect.Reconcile>();
        Assert.Equal((First, 1), (reconcile.Session, reconcile.Turn));
        Assert.Equal([A.Hold, B.Hold, C.Hold], reconcile.Held);
    }

    [Fact]
    public void Nothing_is_exchanged_before_the_answer()
    {
        var mind = Open().Hears(Failed(StoreVerb.Exchange)).At(1);
        mind.The<Effect.Reconcile>();

        mind.Hears(new Observation.Woke()).WantsNo<Effect.Exchange>().WantsNo<Effect.Reconcile>();
        mind.At(5).WantsNo<Effect.Exchange>().WantsNo<Effect.Reconcile>();
        Assert.True(mind.SleepsUntil > TimeSpan.FromSeconds(5));

        mind.Hears(Reconciled());
        Assert.Equal((1, 2), (mind.Sent.Turn, mind.Sent.Claim!.Count));
    }

    [Fact]
    [Trait("Fault", "F19")]
    public void Outcomes_of_the_lost_exchange_are_sent_again_before_later_ones()
    {
        var mind = Holding(A, B).Hears(Returned(A)).Hears(Returned(B)).Hears(Failed(StoreVerb.Exchange)).At(1).Hears(Reconciled(A.Hold));

        Assert.Equal([Success(A), Success(B)], mind.Sent.Settlements);
    }

    [Fact]
    public void A_running_task_that_is_gone_is_cancelled_and_dropped()
    {
        var mind = Holding(A, B).At(1).Hears(Failed(StoreVerb.Exchange)).At(2).Hears(Reconciled(A.Hold));

        Assert.Equal(new Effect.Cancel(A.Hold, CancelReason.LeaseLost), mind.The<Effect.Cancel>());
        Assert.Equal([B.Id], mind.State.Held.Keys);
    }

    [Fact]
    public void A_reconciliation_whose_reply_is_lost_is_tried_again_under_a_later_turn()
    {
        var mind = Open().Hears(Failed(StoreVerb.Exchange)).At(1).Hears(Failed(StoreVerb.Reconcile)).WantsNo<Effect.Reconcile>();

        Assert.Equal(2, mind.At(2).The<Effect.Reconcile>().Turn);
        Assert.Equal(2, mind.Hears(Reconciled()).Sent.Turn);
    }

    [Fact]
    public void One_that_came_after_a_later_one_clears_nothing_up()
    {
        var mind = Open().Hears(Failed(StoreVerb.Exchange)).At(1);

        mind.Hears(new Observation.Reconciled(new(Noon, SessionStanding.TurnPassed, [], []))).WantsNo<Effect.Exchange>();

        Assert.Equal(2, mind.The<Effect.Reconcile>().Turn);
    }

    [Fact]
    [Trait("Spec", "LIFE-11")]
    public void One_that_finds_the_session_lost_ends_it()
    {
        var mind = Holding(A).At(1).Hears(Failed(StoreVerb.Exchange)).At(2);

        mind.Hears(new Observation.Reconciled(new(Noon, SessionStanding.Lost, [], [A.Hold])));

        Assert.Contains(new WorkerReport.SessionLost(First, 1), mind.Reports);
        Assert.Null(mind.State.Session);
        mind.The<Effect.Open>();
    }

    [Fact]
    public void An_exchange_of_an_older_session_leaves_no_doubt_about_the_new_one()
    {
        var mind = Holding(A).Hears(Returned(A)).At(10).Hears(BeatRefused()).Hears(new Observation.Opened(Renewed));

        mind.Hears(Failed(StoreVerb.Exchange)).At(11);

        mind.WantsNo<Effect.Reconcile>();
        Assert.Equal((Renewed, 0), (mind.Sent.Session, mind.Sent.Turn));
        Assert.Equal([Success(A)], mind.Sent.Settlements);
    }

    [Fact]
    public void A_failure_of_nothing_leaves_no_doubt() => Assert.False(Idle().Hears(Failed(StoreVerb.Exchange)).State.IsInDoubt);
}
