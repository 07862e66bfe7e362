using Tasks.Domain;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.Contract;

namespace Tasks.Storage.Sqlite.Tests.Writing;

public sealed class GroupCommitTests : StoreTest
{
    /// <summary>Refuses every row called "bad", as a store refuses what it cannot hold.</summary>
    private const string RefuseBad = """
        CREATE TRIGGER no_bad_name BEFORE INSERT ON tasks_tasks WHEN NEW.id LIKE 'bad%' BEGIN SELECT RAISE(ABORT, 'refused'); END;
        CREATE TRIGGER no_bad_result BEFORE UPDATE ON tasks_tasks WHEN NEW.result = '"bad"' BEGIN SELECT RAISE(ABORT, 'refused'); END;
        """;

    [Fact, Trait("Spec", "LIFE-8")]
    public async Task Whatever_waits_is_committed_together()
    {
        var store = Open();
        await store.PrepareAsync(Cancelled);
        var commits = 0;
        using var watch = store.Watch(() => Interlocked.Increment(ref commits));

        var held = Lock();
        var waiting = Enumerable.Range(0, 100).Select(number => EnqueueAsync(store, Some.New($"t{number}"))).ToArray();
        Unlock(held);
        await Task.WhenAll(waiting);
        // Whatever is told of a commit is told before the next one begins.
        await store.PrepareAsync(Cancelled);

        Assert.Equal(100, await store.CountAsync(new(), long.MaxValue, Cancelled));
        Assert.Equal(1, Volatile.Read(ref commits));
    }

    [Fact, Trait("Fault", "F33")]
    public async Task A_beat_overtakes_whatever_else_waits()
    {
        var store = Open(clock: new MovableClock { StepPerLook = TimeSpan.FromMilliseconds(1) });
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);

        var held = Lock();
        var waiting = Enumerable.Range(0, 50).Select(number => EnqueueAsync(store, Some.New($"t{number}"))).ToArray();
        var beat = store.BeatAsync(new(Some.Session("1"), Some.Hour), Cancelled);
        Unlock(held);
        var enqueued = await Task.WhenAll(waiting);

        // Later looks at the clock give later times.
        Assert.All(enqueued, tasks => Assert.True(tasks[0].EnqueuedAt > beat.Result.At));
    }

    [Fact, Trait("Fault", "F70")]
    public async Task One_enqueue_that_is_refused_takes_none_of_its_neighbours_down()
    {
        var store = Open();
        await store.PrepareAsync(Cancelled);
        Execute(RefuseBad);

        var held = Lock();
        string[] names = ["a", "bad 1", "b", "bad 2", "c"];
        var waiting = names.Select(name => EnqueueAsync(store, Some.New($"{name} x"), Some.New(name))).ToArray();
        Unlock(held);

        for (var index = 0; index < names.Length; index++)
        {
            if (names[index].StartsWith("bad", StringComparison.Ordinal))
            {
                await FaultAsync(TaskStoreFault.Refused, () => waiting[index]);
            }
            else
            {
                Assert.Equal(names[index], (await waiting[index])[1].Id.Value);
            }
        }

        Assert.Equal(6, await store.CountAsync(new(), long.MaxValue, Cancelled));
    }

    [Fact, Trait("Fault", "F70")]
    public async Task An_exchange_with_an_outcome_that_is_refused_changes_nothing_and_succeeds_without_it()
    {
        var store = Open();
        await EnqueueAsync(store, Some.New("a"), Some.New("b"));
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        var claimed = (await ClaimAsync(store, Some.Session("1"), 2)).Claimed;
        Execute(RefuseBad);
        var good = new Settlement(claimed[0].Hold, Some.Success);
        var bad = new Settlement(claimed[1].Hold, new Outcome.Succeeded(Domain.Calls.JsonText.From("\"bad\"")));

        await FaultAsync(TaskStoreFault.Refused, () => SettleAsync(store, Some.Session("1"), good, bad));
        Assert.Equal(2, await store.CountAsync(new(Status.Running), long.MaxValue, Cancelled));

        var answer = await SettleAsync(store, Some.Session("1"), good, bad with { Outcome = Some.LastFailure });
        Assert.Equal([Verdict.Applied, Verdict.Applied], answer.Settled.Select(settled => settled.Verdict));
        Assert.Equal(
            [Status.Successful, Status.Failed],
            [.. (await store.ReadAsync([Some.Id("a"), Some.Id("b")], Cancelled)).Select(task => task!.Status)]
        );
    }

    [Fact]
    public async Task A_wait_that_is_abandoned_before_its_turn_stores_nothing()
    {
        var store = Open();
        await store.PrepareAsync(Cancelled);
        using var abandon = new CancellationTokenSource();

        var held = Lock();
        var abandoned = store.EnqueueAsync([Some.New("a")], abandon.Token);
        var kept = EnqueueAsync(store, Some.New("b"));
        await abandon.CancelAsync();
        Unlock(held);
        await kept;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        Assert.Null(await ReadAsync(store, "a"));
    }

    [Fact]
    public async Task Closing_the_store_works_off_what_waits_and_leaves_one_file()
    {
        var store = Place.Open();
        await store.PrepareAsync(Cancelled);

        var held = Lock();
        var waiting = EnqueueAsync(store, Some.New("a"));
        var closing = store.DisposeAsync();
        Assert.False(closing.IsCompleted);
        Unlock(held);
        await closing;
        await store.DisposeAsync();

        Assert.True(waiting.IsCompletedSuccessfully);
        Assert.Equal([Place.File], Directory.GetFiles(Path.GetDirectoryName(Place.File)!));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => EnqueueAsync(store, Some.New("b")));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ReadAsync(store, "a"));
    }

    [Fact]
    public async Task A_store_that_was_never_used_touches_nothing()
    {
        await using (Place.Open())
        {
            Assert.False(File.Exists(Place.File));
        }

        Assert.False(File.Exists(Place.File));
    }
}
