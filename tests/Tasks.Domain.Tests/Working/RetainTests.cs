using Tasks.Domain.Retaining;
using Tasks.Domain.Working;
using static Tasks.Domain.Tests.Working.Mind;

namespace Tasks.Domain.Tests.Working;

/// <summary>A worker that was told for how long to keep what has finished walks over it now and then.</summary>
[Trait("Fault", "F58")]
public sealed class RetainTests
{
    private static readonly Retention Retention = new(Given.Hour, null);
    private static readonly WorkerSettings Tidy = TwoSlots with { Retention = Retention };
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public void A_worker_that_was_not_told_deletes_nothing() => Idle().LivesUntil(700).WantsNo<Effect.Prune>();

    [Fact]
    public void The_first_walk_begins_within_ten_seconds_of_the_opening_at_a_moment_of_its_own()
    {
        var mind = Idle(Tidy);
        var first = mind.State.Clock.PruneAt!.Value;
        Assert.InRange(first, Tick, TimeSpan.FromSeconds(10));
        Assert.True(mind.SleepsUntil <= first);

        mind.LivesUntil(first.TotalSeconds - 0.001).WantsNo<Effect.Prune>().At(first);

        Assert.Equal(new(Retention, null, 1000), mind.The<Effect.Prune>().Request);
    }

    [Fact]
    public void Workers_that_start_together_come_apart()
    {
        var first = WorkerStep.Next(WorkerState.Begin(Tidy, 1), default, [new Observation.Opened(First)]).State.Clock.PruneAt;
        var second = WorkerStep.Next(WorkerState.Begin(Tidy, 1234567), default, [new Observation.Opened(First)]).State.Clock.PruneAt;

        Assert.NotEqual(first, second);
    }

    [Fact]
    public void A_walk_goes_on_where_it_was_after_a_short_pause_until_its_end()
    {
        var mind = Walking(out var start).Hears(Pruned(3, "m")).WantsNo<Effect.Prune>();
        Assert.Equal([new WorkerReport.Pruned(3)], mind.Reports);
        Assert.Equal(start + TimeSpan.FromMilliseconds(100), mind.SleepsUntil);

        mind.At(start + TimeSpan.FromMilliseconds(100));
        Assert.Equal(new(Retention, Given.Id("m"), 1000), mind.The<Effect.Prune>().Request);

        mind.Hears(Pruned());
        Assert.Empty(mind.Reports);
        Assert.InRange(mind.State.Clock.PruneAt!.Value - mind.Now, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10) - Tick);
    }

    [Fact]
    public void The_next_walk_begins_at_the_beginning_after_about_ten_minutes()
    {
        var mind = Walking(out _).Hears(Pruned(1, "m"));
        mind.At(mind.SleepsUntil).Hears(Pruned());
        var next = mind.State.Clock.PruneAt!.Value;

        mind.LivesUntil(next.TotalSeconds - 0.001).WantsNo<Effect.Prune>().At(next);

        Assert.Null(mind.The<Effect.Prune>().Request.After);
    }

    [Fact]
    public void One_step_is_under_way_at_most()
    {
        var mind = Walking(out var start).LivesUntil((start + WorkerSettings.PruneInterval).TotalSeconds + 1);

        mind.WantsNo<Effect.Prune>();
        Assert.True(mind.SleepsUntil > mind.Now);
    }

    [Fact]
    public void A_step_that_fails_is_not_tried_again_before_the_next_walk_which_goes_on_from_there()
    {
        var mind = Walking(out _).Hears(Pruned(1, "m"));
        mind.At(mind.SleepsUntil).Hears(Failed(StoreVerb.Prune)).At(mind.Now + Given.Second).Hears(mind.Exchanged());
        var next = mind.State.Clock.PruneAt!.Value;

        Assert.InRange(next - mind.Now, TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(10));
        mind.LivesUntil(next.TotalSeconds - 0.001).WantsNo<Effect.Prune>().At(next);
        Assert.Equal(Given.Id("m"), mind.The<Effect.Prune>().Request.After);
    }

    [Fact]
    public void While_the_store_fails_nothing_is_deleted()
    {
        var mind = Idle(Tidy).Hears(Failed(StoreVerb.Sweep)).At(11).WantsNo<Effect.Prune>();

        mind.Hears(mind.Exchanged(), Beaten()).The<Effect.Prune>();
    }

    [Fact]
    [Trait("Fault", "F7")]
    public void After_a_long_silence_the_store_must_have_answered_first()
    {
        var mind = Idle(Tidy).At(600).WantsNo<Effect.Prune>();
        Assert.True(mind.SleepsUntil > mind.Now);

        mind.Hears(Beaten(), mind.Exchanged()).The<Effect.Prune>();
    }

    [Fact]
    public void An_isolated_worker_deletes_nothing()
    {
        var mind = Walking(out _).Hears(Pruned(1, "m"));
        for (var second = 11; second < 30; second++)
        {
            mind.At(second).Hears(mind.Exchanged(), Pruned(1, "m"));
        }

        mind.At(30).WantsNo<Effect.Prune>();
        Assert.True(mind.State.IsIsolated);
        mind.Hears(mind.Exchanged()).WantsNo<Effect.Prune>();
        Assert.True(mind.SleepsUntil > mind.Now);
    }

    [Fact]
    public void A_worker_without_a_session_deletes_nothing()
    {
        var mind = Walking(out _).Hears(Pruned(1, "m"), BeatRefused());

        mind.At(mind.Now + Given.Second).WantsNo<Effect.Prune>();
    }

    [Fact]
    public void A_worker_that_is_to_stop_deletes_nothing()
    {
        var mind = Walking(out _).Hears(Pruned(1, "m"), new Observation.ShutdownAsked());

        mind.At(mind.Now + Given.Second).WantsNo<Effect.Prune>();
    }

    private static Mind Walking(out TimeSpan start)
    {
        var mind = Idle(Tidy);
        start = mind.State.Clock.PruneAt!.Value;
        mind.LivesUntil(start.TotalSeconds - 0.001).At(start);
        mind.The<Effect.Prune>();
        return mind;
    }
}
