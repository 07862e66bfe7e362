using Tasks.Domain.Lifecycle;
using Tasks.Domain.Working;
using static Tasks.Domain.Tests.Working.Mind;

namespace Tasks.Domain.Tests.Working;

/// <summary>Workers that stop by themselves: for want of tasks, or after a number of them.</summary>
public sealed class EndOfWorkTests
{
    private static readonly TaskRecord A = Task("a");
    private static readonly TaskRecord B = Task("b");
    private static readonly WorkerSettings Batch = TwoSlots with { StopsWhenIdle = true };

    private static WorkerSettings Most(int tasks, int concurrency = 4) => WorkerSettings.Of(concurrency) with { MaxTasks = tasks };

    [Fact]
    public void An_empty_claim_with_nothing_in_hand_ends_a_batch()
    {
        var mind = Open(Batch).Claims();

        Assert.Equal([new WorkerReport.NothingLeft()], mind.Reports);
        mind.The<Effect.Close>();
    }

    [Fact]
    public void An_empty_claim_ends_no_other_worker() => Assert.Equal(WorkerPhase.Working, Open().Claims().State.Phase);

    [Fact]
    public void A_batch_goes_on_while_something_of_its_own_runs()
    {
        var mind = Holding(Batch, A).Hears(new Observation.Woke()).Claims();
        Assert.Empty(mind.Reports);

        mind.Hears(Returned(A)).Claims();

        Assert.Equal([new WorkerReport.NothingLeft()], mind.Reports);
    }

    [Fact]
    public void A_wake_in_the_meantime_makes_a_batch_ask_again()
    {
        var mind = Open(Batch).Hears(new Observation.Woke()).Claims();
        Assert.Empty(mind.Reports);

        Assert.Equal([new WorkerReport.NothingLeft()], mind.Claims().Reports);
    }

    [Fact]
    public void A_batch_that_is_to_stop_anyway_says_nothing() =>
        Assert.Empty(Open(Batch).Hears(new Observation.ShutdownAsked()).Claims().Reports);

    [Fact]
    public void It_never_claims_more_than_it_may_still_start()
    {
        var mind = Open(Most(3));
        Assert.Equal((3, 3), (mind.Sent.Claim!.Count, mind.Sent.Claim.StartNow));

        mind.Claims(A, B).Hears(Returned(A));
        Assert.Equal(1, mind.Sent.Claim!.Count);

        mind.Claims(Task("c")).Hears(Returned(B));
        Assert.Null(mind.Sent.Claim);
    }

    [Fact]
    public void What_waits_and_what_is_being_confirmed_will_be_started()
    {
        var mind = Open(Most(4, concurrency: 8)).Claims(Suspect("s"), Suspect("u"));
        Assert.Equal(2, mind.Sent.Claim!.Count);
    }

    [Fact]
    public void It_stops_when_the_last_of_them_is_settled()
    {
        var mind = Holding(Most(1), A).WantsNo<Effect.Close>().Hears(Returned(A));
        Assert.Empty(mind.Reports);

        mind.Claims();

        Assert.Equal([new WorkerReport.ReachedMaximum(1)], mind.Reports);
        mind.The<Effect.Close>();
        Assert.Empty(mind.Hears(new Observation.Closed()).Reports);
    }

    [Fact]
    public void Unknown_names_and_what_is_given_back_do_not_count()
    {
        var mind = Holding(Most(1), A).Hears(new Observation.NameUnknown(A.Hold));
        Assert.Equal(1, mind.Sent.Claim!.Count);
        mind.Claims(Suspect("s")).At(10);
        mind.Hears(Beaten(Suspect("s").Hold)).Claims();

        Assert.Empty(mind.Reports.OfType<WorkerReport.ReachedMaximum>());
        Assert.Equal(1, mind.Sent.Claim!.Count);
    }

    [Fact]
    public void A_worker_without_a_maximum_never_reaches_it() => Assert.Empty(Holding(A).Hears(Returned(A)).Claims().Reports);
}
