using Tasks.Domain.Leasing;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Leasing;

public sealed class SessionTests
{
    private static readonly Session Opened = Domain.Leasing.Session.Open(Ann, Minute, WorkerProfile.Unknown, Noon);

    [Fact]
    public void A_session_is_opened_for_one_lease_time() =>
        Assert.Equal(new(Ann, Noon, Noon, Noon + Minute, 0, false, WorkerProfile.Unknown), Opened);

    [Fact, Trait("Spec", "LIFE-6")]
    public void A_session_is_over_once_its_end_has_passed()
    {
        Assert.False(Opened.IsOverAt(Noon + Minute));
        Assert.True(Opened.IsOverAt(new(Opened.EndsAt.Microseconds + 1)));
    }

    [Fact]
    public void A_beat_extends_it_by_a_lease_time_from_now() =>
        Assert.Equal(Opened with { BeatenAt = Noon + Hour, EndsAt = Noon + Hour + Minute }, Opened.Beaten(new(Ann, Minute), Noon + Hour));

    [Fact]
    public void A_beat_tells_how_the_worker_is_and_what_it_heeds()
    {
        var load = new WorkerLoad(3, [One]);

        var beaten = Opened.Beaten(new(Ann, Minute, load, 2), Noon);

        Assert.Equal(Opened with { Load = load, Heeded = 2 }, beaten);
        Assert.Equal(2, beaten.Beaten(new(Ann, Minute, load, 1), Noon).Heeded);
    }

    [Fact, Trait("Fault", "F38")]
    public void A_clock_that_jumps_back_shortens_no_session() => Assert.Equal(Opened, Opened.Beaten(new(Ann, Minute), Noon + -Hour));

    [Fact, Trait("Spec", "LIFE-12"), Trait("Fault", "F31")]
    public void A_message_from_before_the_last_reconciliation_has_come_late()
    {
        var reconciled = Opened with { Turn = 2 };

        Assert.Equal(
            [SessionStanding.TurnPassed, SessionStanding.Live, SessionStanding.Live],
            new long[] { 1, 2, 3 }.Select(reconciled.StandingFor)
        );
    }

    [Fact, Trait("Spec", "LIFE-11")]
    public void A_lost_session_stays_lost_in_every_turn()
    {
        var lost = Opened with { Turn = 2, IsLost = true };

        Assert.All(new long[] { 1, 2, 3 }, turn => Assert.Equal(SessionStanding.Lost, lost.StandingFor(turn)));
        Assert.True(lost.Beaten(new(Ann, Minute), Noon + Hour).IsLost);
    }
}
