using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Runtime.Stores;
using Tasks.Storage.Contract;
using Tasks.Storage.Contract.Comparing;

namespace Tasks.Storage.InMemory.Tests.Clocks;

/// <summary>The store's clock decides, also when it jumps.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan Microsecond = TimeSpan.FromMicroseconds(1);

    private readonly SteeredClock clock = new();
    private readonly InMemoryStore store;

    public ClockTests() => store = new(clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Spec", "LIFE-6")]
    [Trait("Spec", "BE-7")]
    public async Task A_delayed_task_is_due_when_the_clock_says_so_to_the_microsecond()
    {
        await EnqueueAsync(Some.CallWith(timing: new Timing.After(Some.Hour)));
        var session = await OpenAsync(TimeSpan.FromDays(1));

        clock.Move(Some.Hour - Microsecond);
        var tooEarly = await ClaimAsync(session);
        clock.Move(Microsecond);

        Assert.Empty(tooEarly);
        Assert.Single(await ClaimAsync(session));
    }

    [Fact]
    [Trait("Spec", "LIFE-6")]
    public async Task A_session_is_over_once_its_end_has_passed_and_not_before()
    {
        var session = await OpenAsync(TimeSpan.FromSeconds(30));

        clock.Move(TimeSpan.FromSeconds(30));
        var before = await store.SweepAsync(10, Token);
        clock.Move(Microsecond);

        Assert.Empty(before.Lost);
        Assert.Equal([session], (await store.SweepAsync(10, Token)).Lost);
    }

    [Fact]
    [Trait("Spec", "LIFE-6")]
    public async Task A_beat_counts_from_the_clock()
    {
        var session = await OpenAsync(TimeSpan.FromSeconds(30));
        clock.Move(TimeSpan.FromSeconds(20));
        await store.BeatAsync(new(session, TimeSpan.FromSeconds(30)), Token);
        clock.Move(TimeSpan.FromSeconds(30));

        Assert.Empty((await store.SweepAsync(10, Token)).Lost);
    }

    [Fact]
    [Trait("Spec", "LIFE-7")]
    [Trait("Fault", "F38")]
    public async Task A_clock_that_jumps_back_makes_no_task_finish_before_it_started()
    {
        await EnqueueAsync(Some.Call);
        var session = await OpenAsync(Some.Hour);
        clock.Move(TimeSpan.FromMinutes(1));
        var running = Assert.Single(await ClaimAsync(session));

        clock.Move(-Some.Hour);
        await store.ExchangeAsync(new(session, 0, [new(running.Hold, Some.Success)], [], null), Token);

        var task = (await store.ReadAsync([running.Id], Token))[0]!;
        Assert.Equal(task.EnqueuedAt + TimeSpan.FromMinutes(1), task.History.StartedAt);
        Assert.Equal(task.History.LastAttemptedAt, task.State.EndedAt);
    }

    [Fact]
    [Trait("Fault", "F38")]
    public async Task Due_times_and_session_ends_follow_a_clock_that_jumps()
    {
        await EnqueueAsync(Some.CallWith(timing: new Timing.After(TimeSpan.FromMinutes(30))));
        var lost = await OpenAsync(TimeSpan.FromSeconds(30));

        clock.Move(Some.Hour);
        var swept = await store.SweepAsync(10, Token);
        clock.Move(-Some.Hour);
        var session = await OpenAsync(Some.Hour, "later");

        Assert.Equal([lost], swept.Lost);
        Assert.Empty(await ClaimAsync(session));
        clock.Move(Some.Hour);
        Assert.Single(await ClaimAsync(session));
    }

    [Fact]
    [Trait("Spec", "BE-3")]
    [Trait("Spec", "LIFE-7")]
    [Trait("Fault", "F38")]
    public async Task Whatever_the_clock_does_the_store_does_as_the_model_and_no_task_runs_backwards()
    {
        foreach (var seed in Enumerable.Range(1, 300))
        {
            var comparison = new Comparison(() => new JumpingPlace(seed), round => Assert.All(round.After.Tasks.Values, RunsForwards));

            Assert.Null(await comparison.ExploreAsync(seed));
        }
    }

    private static void RunsForwards(TaskRecord task)
    {
        Instant?[] times = [task.EnqueuedAt, task.History.StartedAt, task.History.LastAttemptedAt, task.State.EndedAt];
        var known = times.OfType<Instant>().ToList();
        Assert.Equal(known.Order(), known);
    }

    private Task EnqueueAsync(Call call) => store.EnqueueAsync([Some.New("t1", call)], Token);

    private async Task<SessionId> OpenAsync(TimeSpan leaseTime, string boot = "boot1")
    {
        await store.OpenAsync(Some.Session(boot), leaseTime, WorkerProfile.Unknown, Token);
        return Some.Session(boot);
    }

    private async Task<IReadOnlyList<TaskRecord>> ClaimAsync(SessionId session) =>
        (await store.ExchangeAsync(new(session, 0, [], [], Some.Claim()), Token)).Claimed;

    private sealed class JumpingPlace(int seed) : StorePlace
    {
        public override bool IsDurable => false;

        public override Task<ITaskStore> OpenStoreAsync() => Task.FromResult<ITaskStore>(new InMemoryStore(new JumpingClock(seed)));
    }
}
