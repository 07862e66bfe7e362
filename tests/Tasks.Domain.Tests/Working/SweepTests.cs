using Tasks.Domain.Working;
using static Tasks.Domain.Tests.Working.Mind;

namespace Tasks.Domain.Tests.Working;

[Trait("Spec", "LIFE-11")]
[Trait("Fault", "F27")]
public sealed class SweepTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public void A_worker_sweeps_after_a_lease_time_of_unbroken_contact()
    {
        var mind = Idle().LivesUntil(29.9).WantsNo<Effect.Sweep>().LivesUntil(29.999).At(30);

        Assert.Equal(100, mind.The<Effect.Sweep>().Limit);
    }

    [Fact]
    public void It_sweeps_again_after_half_a_lease_time_or_a_little_less()
    {
        var mind = Idle().LivesUntil(29.999).At(30).Hears(Swept(0));
        var next = mind.State.Clock.SweepAt;

        Assert.InRange(next, TimeSpan.FromSeconds(43.5), TimeSpan.FromSeconds(45) - Tick);
        mind.LivesUntil(next.TotalSeconds - 0.001).WantsNo<Effect.Sweep>().At(next).The<Effect.Sweep>();
    }

    [Fact]
    public void One_sweep_is_under_way_at_most()
    {
        var mind = Idle().LivesUntil(29.999).At(30);
        mind.The<Effect.Sweep>();

        mind.Hears(Beaten(), mind.Exchanged()).At(44.9).WantsNo<Effect.Sweep>();
        mind.Hears(Beaten(), mind.Exchanged()).At(45.5).WantsNo<Effect.Sweep>();
        Assert.True(mind.SleepsUntil > mind.Now);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    public void What_was_taken_is_reported_and_asked_for(int tasks)
    {
        var mind = Idle().LivesUntil(29.999).At(30);
        mind.Hears(Beaten(), mind.Exchanged(), Swept(tasks)).WantsNo<Effect.Sweep>();

        Assert.Equal([new WorkerReport.TookFromLost(tasks)], mind.Reports);
        Assert.Equal(2, mind.Sent.Claim!.Count);
    }

    [Fact]
    public void A_full_sweep_is_followed_by_another_at_once()
    {
        var mind = Idle().LivesUntil(29.999).At(30);

        mind.Hears(Swept(100)).The<Effect.Sweep>();
    }

    [Fact]
    public void A_failure_of_the_store_breaks_contact_until_it_answers_again()
    {
        var mind = Idle().LivesUntil(20).Hears(Failed(StoreVerb.Sweep)).At(20.5);
        mind.Hears(new Observation.Woke());
        mind.At(22, mind.Exchanged());
        Assert.Equal(TimeSpan.FromSeconds(22), mind.State.Clock.ContactSince);

        mind.LivesUntil(51.999).WantsNo<Effect.Sweep>().At(52).The<Effect.Sweep>();
    }

    [Fact]
    public void While_the_store_fails_it_does_not_sweep()
    {
        var mind = Idle().LivesUntil(29.9).Hears(Failed(StoreVerb.Sweep));

        mind.At(31).WantsNo<Effect.Sweep>();
    }

    [Fact]
    [Trait("Fault", "F7")]
    public void A_silence_of_half_a_lease_time_breaks_contact_noticed_or_not()
    {
        var mind = Idle().LivesUntil(29.9).At(600).WantsNo<Effect.Sweep>();
        Assert.True(mind.SleepsUntil > mind.Now);

        mind.Hears(Beaten(), mind.Exchanged());
        Assert.Equal(TimeSpan.FromSeconds(600), mind.State.Clock.ContactSince);
    }

    [Theory]
    [InlineData(14.999, 0)]
    [InlineData(15, 15)]
    public void Contact_is_broken_by_exactly_half_a_lease_time(double answeredAfter, double contactSince)
    {
        var mind = Idle().At(1);

        mind.At(answeredAfter, mind.Exchanged());

        Assert.Equal(TimeSpan.FromSeconds(contactSince), mind.State.Clock.ContactSince);
    }

    [Fact]
    public void An_isolated_worker_does_not_sweep()
    {
        var mind = Idle().At(10).Claims();
        for (var second = 11; second < 30; second++)
        {
            mind.At(second).Hears(mind.Exchanged());
        }

        mind.At(30).WantsNo<Effect.Sweep>();
        Assert.True(mind.State.IsIsolated);
        Assert.True(mind.Hears(mind.Exchanged()).SleepsUntil > mind.Now);
    }

    [Fact]
    public void A_worker_without_a_session_does_not_sweep()
    {
        var mind = Idle().LivesUntil(29.9).Hears(BeatRefused());

        mind.At(31).WantsNo<Effect.Sweep>();
    }

    [Fact]
    public void A_worker_that_is_to_stop_does_not_sweep()
    {
        var mind = Holding(Task("a")).At(1).Claims();
        for (var second = 2; second < 30; second++)
        {
            mind.At(second).Hears(Beaten(), mind.Exchanged());
        }

        mind.Hears(new Observation.ShutdownAsked()).At(30).WantsNo<Effect.Sweep>();
    }
}
