using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Domain.Working;
using static Tasks.Domain.Tests.Working.Mind;

namespace Tasks.Domain.Tests.Working;

[Trait("Fault", "F70")]
public sealed class RefusedOutcomeTests
{
    private static readonly TaskRecord[] Tasks = [.. Enumerable.Range(0, 5).Select(number => Task($"t{number}"))];
    private static readonly Observation Refused = new Observation.StoreRefused("it is too large");

    /// <summary>A worker whose exchange of five outcomes is under way.</summary>
    private static Mind Settling() => Holding(WorkerSettings.Of(5), Tasks).Hears([.. Tasks.Select(Returned)]);

    [Fact]
    public void A_batch_that_is_refused_is_halved_until_the_culprit_stands_alone()
    {
        var mind = Settling();
        Assert.Equal(5, mind.Sent.Settlements.Count);

        Assert.Equal([Success(Tasks[0]), Success(Tasks[1])], mind.Hears(Refused).Sent.Settlements);
        Assert.Empty(mind.Reports);
        Assert.Equal([Success(Tasks[0])], mind.Hears(Refused).Sent.Settlements);
    }

    [Fact]
    public void While_it_is_looked_for_nothing_is_claimed() => Assert.Null(Settling().Hears(Refused).Sent.Claim);

    [Fact]
    public void The_culprit_is_settled_as_failed_and_the_rest_goes_on()
    {
        var mind = Settling().Hears(Refused).Hears(Refused).Hears(Refused);

        Assert.Equal([new WorkerReport.OutcomeRefused(Tasks[0].Hold, "it is too large")], mind.Reports);
        var failed = new Settlement(Tasks[0].Hold, new Outcome.Failed(Failure.NotStorable("it is too large")));
        Assert.Equal([failed], mind.Sent.Settlements);

        mind.Claims();
        Assert.Equal(failed, mind.The<Effect.Tell>().Settlement);
        Assert.Equal(Tasks[1..].Select(Success), mind.Sent.Settlements);
        Assert.NotNull(mind.Sent.Claim);
    }

    [Fact]
    public void A_half_that_is_accepted_leaves_the_culprit_in_the_rest()
    {
        var mind = Settling().Hears(Refused).Claims();

        Assert.Equal(Tasks[2..].Select(Success), mind.Sent.Settlements);
    }

    [Fact]
    public void One_that_cannot_even_be_settled_as_failed_is_left_to_the_store()
    {
        var mind = Holding(Tasks[0]).Hears(Returned(Tasks[0])).Hears(Refused).Hears(Refused);

        Assert.Equal([], mind.The<Effect.Reconcile>().Held);
        Assert.Empty(mind.State.Held.Values);
        Assert.Equal(default, mind.State.Counts);
        Assert.Single(mind.Reports);
        Assert.Equal(2, mind.Hears(Reconciled()).Sent.Claim!.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Starts_of_a_refused_batch_are_reported_with_the_next(int outcomes)
    {
        var start = Task("s", isStarted: false);
        var mind = Holding(WorkerSettings.Of(4), Tasks[..2]).Hears(new Observation.Woke()).Claims(start);
        mind.Hears([Failed(StoreVerb.Exchange), .. Tasks[..outcomes].Select(Returned)]).At(1).Hears(Reconciled());
        Assert.Equal([start.Hold], mind.Sent.Starts);
        Assert.Equal(outcomes, mind.Sent.Settlements.Count);

        Assert.Equal([start.Hold], mind.Hears(Refused).Sent.Starts);
    }

    [Fact]
    public void A_refused_exchange_without_outcomes_is_a_failure_of_the_store()
    {
        var mind = Open().Hears(Refused).WantsNo<Effect.Exchange>();

        Assert.Equal(StoreVerb.Exchange, Assert.IsType<WorkerReport.StoreFailing>(Assert.Single(mind.Reports)).Verb);
        mind.At(0.2).WantsNo<Effect.Reconcile>();
        Assert.Equal(2, mind.Sent.Claim!.Count);
    }

    [Fact]
    public void A_refusal_of_nothing_is_ignored() => Assert.Empty(Idle().Hears(Refused).Wanted);
}
