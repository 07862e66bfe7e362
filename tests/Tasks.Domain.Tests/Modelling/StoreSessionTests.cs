using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Modelling;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Modelling;

public sealed class StoreSessionTests
{
    private static readonly Session Opened = Domain.Leasing.Session.Open(Ann, Stores.LeaseTime, WorkerProfile.Unknown, Noon);

    [Fact]
    public void A_session_is_opened_once()
    {
        var store = StoreModel.Empty.With(Ann);

        Assert.Equal([Opened], store.Content().Sessions);
        store.Open(Ann, Hour, Noon + Hour).HoldsTheSameAs(store);
    }

    [Fact]
    public void A_beat_extends_the_session_and_no_other()
    {
        var (answer, after) = StoreModel.Empty.With(Ann, Bob).Beat(Ann, Stores.LeaseTime, Noon + Minute);

        Assert.Equal((Noon + Minute, true), (answer.At, answer.IsAccepted));
        Assert.Equal(
            [Opened with { BeatenAt = Noon + Minute, EndsAt = Noon + Minute + Stores.LeaseTime }, Opened with { Id = Bob }],
            after.Content().Sessions
        );
    }

    [Fact, Trait("Fault", "F23")]
    public void A_beat_brings_back_the_cancel_requests_of_its_session()
    {
        var store = Stores.Holding(TaskLifecycle.Cancel(Running(), Noon).Becomes(), Running("two")).With(Ann, Bob);

        Assert.Equal([new(One, 1)], store.Beat(Ann, Stores.LeaseTime, Noon).Answer.CancelRequests);
        Assert.Empty(store.Beat(Bob, Stores.LeaseTime, Noon).Answer.CancelRequests);
    }

    [Fact, Trait("Spec", "LIFE-11"), Trait("Fault", "F6"), Trait("Fault", "F7")]
    public void A_session_that_was_declared_lost_never_returns()
    {
        var store = Stores.Holding(Running()).With(Ann).Sweep(0, Noon + Hour).After;

        var (answer, after) = store.Beat(Ann, Stores.LeaseTime, Noon + Hour);

        Assert.Equal([Opened with { IsLost = true }], store.Content().Sessions);
        Assert.False(answer.IsAccepted);
        Assert.Empty(answer.CancelRequests);
        after.HoldsTheSameAs(store);
        store.Open(Ann, Stores.LeaseTime, Noon + Hour).HoldsTheSameAs(store);
    }

    [Fact]
    public void A_session_nobody_opened_beats_in_vain()
    {
        var (answer, after) = StoreModel.Empty.Beat(Ann, Stores.LeaseTime, Noon);

        Assert.Equal((Noon, false), (answer.At, answer.IsAccepted));
        after.HoldsTheSameAs(StoreModel.Empty);
    }

    [Fact, Trait("Spec", "LIFE-10"), Trait("Fault", "F13")]
    public void A_session_that_is_closed_gives_back_uncounted_whatever_it_still_holds()
    {
        var now = Noon + Minute;
        var bobs = TaskLifecycle.Claim(Fresh("three"), Bob, true, Noon).Becomes();

        var after = Stores.Holding(Running(), Running("two"), bobs).With(Ann, Bob).Close(Ann, now);

        TaskRecord[] expected =
        [
            TaskLifecycle.TakeBack(Running(), now).Becomes(),
            bobs,
            TaskLifecycle.TakeBack(Running("two"), now).Becomes(),
        ];
        Assert.Equal(expected, after.Content().Tasks);
        Assert.Equal([Opened with { Id = Bob }], after.Content().Sessions);
        Assert.Equal(0, after.Task("one").History.Attempts);
    }
}
