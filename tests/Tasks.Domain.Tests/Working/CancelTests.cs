using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Domain.Working;
using static Tasks.Domain.Tests.Given;
using static Tasks.Domain.Tests.Working.Mind;

namespace Tasks.Domain.Tests.Working;

public sealed class CancelTests
{
    private static readonly TaskRecord A = Task("a", Add.Under(RetryPolicy.Default));

    private static Observation Rang(AlarmKind alarm) => new Observation.Rang(A.Hold, alarm);

    [Fact]
    [Trait("Spec", "LIFE-13")]
    [Trait("Fault", "F23")]
    public void A_cancel_request_fires_the_token_without_a_grace_whether_a_beat_or_an_exchange_brings_it()
    {
        var beat = Holding(A).At(10).Hears(Beaten(A.Hold));
        Assert.Equal([new Effect.Cancel(A.Hold, CancelReason.CancelRequested)], beat.Wanted);

        var exchange = Holding(A).At(1);
        exchange.Hears(new Observation.Exchanged(exchange.Answer() with { CancelRequests = [A.Hold] }));
        Assert.Equal([new Effect.Cancel(A.Hold, CancelReason.CancelRequested)], exchange.Wanted);
    }

    [Fact]
    [Trait("Spec", "LIFE-13")]
    public void Of_several_reasons_the_first_wins()
    {
        var mind = Holding(A).At(10).Hears(Beaten(A.Hold)).Hears(Rang(AlarmKind.TimeLimit)).WantsNo<Effect.Cancel>();
        Assert.Equal(CancelReason.CancelRequested, mind.State.Held[A.Id].Reason);

        var failed = mind.Claims().Hears(Threw(A));
        Assert.Equal(new Outcome.Failed(Boom), failed.Sent.Settlements[0].Outcome);
    }

    [Fact]
    [Trait("Spec", "LIFE-13")]
    public void A_cancel_request_after_the_time_limit_changes_nothing()
    {
        var mind = Holding(A).At(10).Hears(Rang(AlarmKind.TimeLimit)).Hears(Beaten(A.Hold)).WantsNo<Effect.Cancel>();

        Assert.Equal(
            Failure.TimeoutType,
            Assert.IsType<Outcome.Failed>(mind.Claims().Hears(Threw(A)).Sent.Settlements[0].Outcome).Failure.ExceptionType
        );
    }

    [Fact]
    public void A_cancel_request_gives_back_what_has_not_started()
    {
        var (b, c, s) = (Task("b"), Task("c", isStarted: false), Suspect("s"));
        var mind = Holding(A, b, c).At(1).Claims().Hears(Beaten(c.Hold));
        Assert.Equal([GivenBack(c)], mind.Sent.Settlements);
        Assert.True(mind.State.Waiting.IsEmpty);

        mind = Holding(s).At(1).Hears(Beaten(s.Hold)).Claims().WantsNo<Effect.Invoke>();
        Assert.Equal([GivenBack(s)], mind.Sent.Settlements);
    }

    [Fact]
    public void A_cancel_request_takes_a_waiting_suspect_out_of_the_line()
    {
        var (s1, s2, s3) = (Suspect("s1"), Suspect("s2"), Suspect("s3"));
        var mind = Holding(s1, s2, s3).Claims().At(1, Beaten(s2.Hold));
        Assert.Equal([GivenBack(s2)], mind.Sent.Settlements);
        Assert.Equal([s3.Id], mind.State.Suspects);

        Assert.Equal([s3.Hold], mind.Claims().Hears(Returned(s1)).Sent.Starts);
    }

    [Fact]
    public void A_cancel_request_for_what_is_not_held_or_has_ended_is_ignored() =>
        Assert.Empty(Holding(A).At(10).Hears(Returned(A), Beaten(A.Hold, Task("b").Hold)).Wanted);
}
