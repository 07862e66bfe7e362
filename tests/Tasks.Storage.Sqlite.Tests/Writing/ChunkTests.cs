using Tasks.Domain;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores;
using Tasks.Storage.Contract;

namespace Tasks.Storage.Sqlite.Tests.Writing;

/// <summary>What SQL restates, in both of its widths: a statement for each outcome, and one for a chunk of them.</summary>
public sealed class ChunkTests : StoreTest
{
    private static readonly SessionId Old = Some.Session("old");
    private static readonly SessionId New = Some.Session("new");

    public static TheoryData<int> Widths => new(2, 64);

    [Theory, MemberData(nameof(Widths)), Trait("Spec", "LIFE-2"), Trait("Fault", "F17")]
    public async Task A_success_under_a_stale_lease_is_refused_and_its_neighbour_recorded(int chunk)
    {
        var store = OpenWith(chunk);
        var (stale, good) = await LoseOneOfTwoAsync(store);

        var answer = await SettleAsync(store, Old, new(good, Some.Success), new(stale, Some.Success));

        Assert.Equal([Verdict.Applied, Verdict.Stale], answer.Settled.Select(settled => settled.Verdict));
        Assert.Equal(Status.Running, (await ReadAsync(store, stale.Id.Value))!.Status);
        Assert.Equal(Status.Successful, (await ReadAsync(store, good.Id.Value))!.Status);
    }

    [Theory, MemberData(nameof(Widths)), Trait("Spec", "LIFE-2")]
    public async Task A_start_under_a_stale_lease_is_not_noted_and_its_neighbour_is(int chunk)
    {
        var store = OpenWith(chunk);
        var (stale, good) = await LoseOneOfTwoAsync(store);

        await store.ExchangeAsync(new(Old, 0, [], [stale, good], null), Cancelled);

        Assert.False(Assert.IsType<TaskState.Running>((await ReadAsync(store, stale.Id.Value))!.State).IsStarted);
        Assert.True(Assert.IsType<TaskState.Running>((await ReadAsync(store, good.Id.Value))!.State).IsStarted);
    }

    [Theory, MemberData(nameof(Widths)), Trait("Spec", "LIFE-2")]
    public async Task A_start_of_what_has_ended_changes_nothing(int chunk)
    {
        var store = OpenWith(chunk);
        var (_, good) = await LoseOneOfTwoAsync(store);
        await SettleAsync(store, Old, new Settlement(good, Some.Success));
        var before = await ReadAsync(store, good.Id.Value);

        await store.ExchangeAsync(new(Old, 0, [], [good, good], null), Cancelled);

        Assert.Equal(before, await ReadAsync(store, good.Id.Value));
        Assert.Equal(0L, Scalar($"SELECT is_started FROM tasks_tasks WHERE id = '{good.Id}'"));
    }

    [Theory, MemberData(nameof(Widths)), Trait("Fault", "F20")]
    public async Task The_first_of_two_outcomes_of_one_task_counts(int chunk)
    {
        var store = OpenWith(chunk);
        var (_, good) = await LoseOneOfTwoAsync(store);

        var answer = await SettleAsync(
            store,
            Old,
            new(good, new Outcome.Succeeded(Domain.Calls.JsonText.From("1"))),
            new(good, new Outcome.Succeeded(Domain.Calls.JsonText.From("2")))
        );

        Assert.Equal([Verdict.Applied, Verdict.Repeated], answer.Settled.Select(settled => settled.Verdict));
        var ended = Assert.IsType<TaskState.Successful>((await ReadAsync(store, good.Id.Value))!.State);
        Assert.Equal("1", ended.Value.ToString());
    }

    [Theory, MemberData(nameof(Widths)), Trait("Spec", "LIFE-7"), Trait("Fault", "F38")]
    public async Task A_success_is_never_recorded_before_its_start_though_the_clock_jumped_back(int chunk)
    {
        var clock = new MovableClock();
        var store = OpenWith(chunk, clock);
        await EnqueueAsync(store, Some.New("a"), Some.New("b"));
        await store.OpenAsync(Old, Some.Hour, WorkerProfile.Unknown, Cancelled);
        var claimed = (await ClaimAsync(store, Old, 2)).Claimed;
        clock.Jump(TimeSpan.FromMinutes(-10));

        await SettleAsync(store, Old, [.. claimed.Select(task => new Settlement(task.Hold, Some.Success))]);

        foreach (var task in claimed)
        {
            var ended = Assert.IsType<TaskState.Successful>((await ReadAsync(store, task.Id.Value))!.State);
            Assert.Equal(task.History.LastAttemptedAt, ended.FinishedAt);
        }
    }

    [Fact, Trait("Spec", "LIFE-5")]
    public async Task Claims_that_become_different_things_are_each_written_as_they_are()
    {
        var store = OpenWith(64);
        await store.OpenAsync(Old, Some.Hour, WorkerProfile.Unknown, Cancelled);
        string[] ids = ["a", "b", "c", "d", "e", "f"];
        await EnqueueAsync(store, [.. ids.Select(id => Some.New(id))]);
        await EnqueueAsync(store, Some.New("urgent", Some.CallWith(priority: 5)), Some.New("else", Some.CallWith("other")));
        // One that has a past, in the middle.
        Execute("UPDATE tasks_tasks SET lease = 3, attempts = 2, crashes = 1, workers = 'x:1' || char(10) || 'x:2' WHERE id = 'c'");

        var claim = Some.Claim(20, "default", "other") with { StartNow = 6 };
        var answer = await store.ExchangeAsync(new(Old, 0, [], [], claim), Cancelled);

        Assert.Equal(["urgent", "a", "b", "c", "d", "e", "f", "else"], answer.Claimed.Select(task => task.Id.Value));
        foreach (var task in answer.Claimed)
        {
            Assert.Equal(task, await ReadAsync(store, task.Id.Value));
        }
    }

    private SqliteStore OpenWith(int chunk, TimeProvider? clock = null)
    {
        var options = Place.Options();
        options.Chunk = chunk;
        return Open(options, clock);
    }

    /// <summary>Two tasks claimed by one session, of which one was swept from it and claimed by another since.</summary>
    private static async Task<(Hold Stale, Hold Good)> LoseOneOfTwoAsync(ITaskStore store)
    {
        await EnqueueAsync(store, Some.New("stale", Some.Fragile), Some.New("good"));
        await store.OpenAsync(Old, Some.Over, WorkerProfile.Unknown, Cancelled);
        var stale = Assert.Single((await ClaimAheadAsync(store, Old)).Claimed);
        await store.SweepAsync(1, Cancelled);
        await store.OpenAsync(New, Some.Hour, WorkerProfile.Unknown, Cancelled);
        Assert.Equal(stale.Id, Assert.Single((await ClaimAheadAsync(store, New)).Claimed).Id);
        await store.OpenAsync(Old, Some.Hour, WorkerProfile.Unknown, Cancelled);
        var good = Assert.Single((await ClaimAheadAsync(store, Old)).Claimed);
        return (stale.Hold, good.Hold);
    }

    private static Task<ExchangeAnswer> ClaimAheadAsync(ITaskStore store, SessionId session) =>
        store.ExchangeAsync(new(session, 0, [], [], Some.Claim(1, "default") with { StartNow = 0 }), Cancelled);
}
