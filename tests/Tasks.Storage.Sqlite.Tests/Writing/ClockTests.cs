using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.Contract;

namespace Tasks.Storage.Sqlite.Tests.Writing;

public sealed class ClockTests : StoreTest
{
    private readonly MovableClock clock = new();

    [Theory, Trait("Fault", "F38"), Trait("Spec", "LIFE-7")]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_clock_that_jumps_an_hour_never_turns_a_tasks_times_round(int hours)
    {
        var store = Open(clock: clock);
        await store.OpenAsync(Some.Session("1"), TimeSpan.FromHours(3), WorkerProfile.Unknown, Cancelled);
        await EnqueueAsync(store, Some.New("a"));
        var claimed = Assert.Single((await ClaimAsync(store, Some.Session("1"))).Claimed);

        clock.Jump(TimeSpan.FromHours(hours));
        await SettleAsync(store, Some.Session("1"), new Settlement(claimed.Hold, Some.Success));

        var done = (await ReadAsync(store, "a"))!;
        Assert.Equal(Status.Successful, done.Status);
        Assert.True(done.EnqueuedAt <= done.History.StartedAt);
        Assert.True(done.History.LastAttemptedAt <= done.State.EndedAt);
    }

    [Fact, Trait("Fault", "F38"), Trait("Spec", "LIFE-6")]
    public async Task Due_times_follow_the_stores_clock_when_it_jumps()
    {
        var store = Open(clock: clock);
        await store.OpenAsync(Some.Session("1"), TimeSpan.FromHours(3), WorkerProfile.Unknown, Cancelled);
        await EnqueueAsync(store, Some.New("a", Some.CallWith(timing: new Timing.After(TimeSpan.FromMinutes(50)))));

        var early = await ClaimAsync(store, Some.Session("1"));
        Assert.Empty(early.Claimed);
        Assert.Equal(early.At + TimeSpan.FromMinutes(50), early.NextDueAt);

        clock.Jump(TimeSpan.FromHours(1));
        Assert.Single((await ClaimAsync(store, Some.Session("1"))).Claimed);
    }

    [Fact, Trait("Fault", "F38"), Trait("Spec", "LIFE-11")]
    public async Task A_session_ends_by_the_stores_clock_and_is_lost_only_when_swept()
    {
        var store = Open(clock: clock);
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        await EnqueueAsync(store, Some.New("a"));
        await ClaimAsync(store, Some.Session("1"));

        clock.Jump(Some.Hour);
        Assert.Empty((await store.SweepAsync(10, Cancelled)).Lost);
        clock.Jump(TimeSpan.FromMicroseconds(1));
        Assert.True((await store.BeatAsync(new(Some.Session("1"), Some.Hour), Cancelled)).IsAccepted);
        Assert.Empty((await store.SweepAsync(10, Cancelled)).Lost);

        clock.Jump(Some.Hour + TimeSpan.FromMicroseconds(1));
        Assert.Equal([Some.Session("1")], (await store.SweepAsync(10, Cancelled)).Lost);
        Assert.False((await store.BeatAsync(new(Some.Session("1"), Some.Hour), Cancelled)).IsAccepted);
    }

    [Fact, Trait("Spec", "LIFE-6")]
    public async Task The_stores_moment_is_the_machines_in_whole_microseconds()
    {
        clock.Jump(TimeSpan.FromTicks(17));

        var at = (await Open(clock: clock).OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled)).At;

        Assert.Equal(Instant.From(clock.GetUtcNow()), at);
        Assert.Equal(1, at.Microseconds % 10);
    }

    [Fact, Trait("Fault", "F58")]
    public async Task A_sweep_takes_no_more_than_it_was_told_and_goes_on_where_it_stopped()
    {
        var store = Open(clock: clock);
        foreach (var session in (string[])["1", "2"])
        {
            await EnqueueAsync(store, [.. Enumerable.Range(0, 25).Select(number => Some.New($"{number:00} of {session}"))]);
            await store.OpenAsync(Some.Session(session), Some.Hour, WorkerProfile.Unknown, Cancelled);
            await ClaimAsync(store, Some.Session(session), 25);
        }

        clock.Jump(2 * Some.Hour);
        var swept = new List<string>();
        while (await store.SweepAsync(20, Cancelled) is { Changes.Count: > 0 } sweep)
        {
            Assert.InRange(sweep.Changes.Count, 1, 20);
            swept.AddRange(sweep.Changes.Select(change => change.Becomes.Id.Value));
        }

        Assert.Equal(50, swept.Count);
        Assert.Equal(swept.Order(StringComparer.Ordinal), swept);
        Assert.Equal(0L, Scalar("SELECT count(*) FROM tasks_sessions"));
    }
}
