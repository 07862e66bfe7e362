using Tasks.Domain.Leasing;
using Tasks.Storage.Contract;
using Tasks.Storage.Sqlite.Connecting;
using Tasks.Storage.Sqlite.Schema;
using Tasks.Storage.Sqlite.Writing;

namespace Tasks.Storage.Sqlite.Tests.Watching;

/// <summary>What other programs write is noticed once; whoever notices it must let everybody know whom it concerns.</summary>
public sealed class OthersTests : StoreTest
{
    private static readonly SessionId Session = Some.Session("1");

    [Fact, Trait("Spec", "BE-5"), Trait("Fault", "F57")]
    public async Task A_newer_schema_that_an_idle_worker_saw_in_passing_stops_its_claims()
    {
        var store = Open();
        await EnqueueAsync(store, Some.New("a"));
        await store.OpenAsync(Session, Some.Hour, WorkerProfile.Unknown, Cancelled);
        var news = 0;
        using var watch = store.Watch(() => Interlocked.Increment(ref news));

        Execute("UPDATE tasks_schema SET version = version + 1");
        await Eventually.TrueAsync(() => Volatile.Read(ref news) > 0, "the news");

        await FaultAsync(TaskStoreFault.SchemaTooNew, () => ClaimAsync(store, Session));
        await FaultAsync(TaskStoreFault.SchemaTooNew, () => ClaimAsync(store, Session));
        Assert.Equal(1L, Scalar("SELECT count(*) FROM tasks_tasks WHERE state = 0"));
    }

    [Fact, Trait("Spec", "BE-5"), Trait("Fault", "F57")]
    public async Task A_newer_schema_that_came_between_two_polls_stops_the_second()
    {
        var store = Open();
        await store.OpenAsync(Session, Some.Hour, WorkerProfile.Unknown, Cancelled);
        Assert.Empty((await ClaimAsync(store, Session)).Claimed);

        Execute("UPDATE tasks_schema SET version = version + 1");

        await FaultAsync(TaskStoreFault.SchemaTooNew, () => ClaimAsync(store, Session));
    }

    [Fact, Trait("Fault", "F41")]
    public async Task What_others_write_between_the_transactions_of_a_batch_that_failed_is_told()
    {
        await Open().PrepareAsync(Cancelled);
        await using var loop = Loop();
        await loop.PostAsync(_ => 0, Cancelled);
        var news = 0;
        using var watch = loop.Watch(() => Interlocked.Increment(ref news));

        var held = Lock();
        var first = loop.PostAsync(new Completing(() => Execute("INSERT INTO tasks_pauses VALUES ('mail', 1, 1)"), Cancelled), Cancelled);
        var seen = loop.PostAsync(_ => Volatile.Read(ref news), Cancelled);
        var fails = loop.PostAsync<int>(_ => throw new InvalidOperationException("bad"), Cancelled);
        Unlock(held);

        await Assert.ThrowsAsync<InvalidOperationException>(() => fails);
        await first;
        Assert.Equal(1, await seen);
    }

    [Fact, Trait("Fault", "F41")]
    public async Task What_others_write_while_the_writer_is_closed_after_a_fault_is_told()
    {
        var store = Open();
        await store.OpenAsync(Session, Some.Hour, WorkerProfile.Unknown, Cancelled);
        Execute("UPDATE tasks_schema SET version = version + 1");
        await FaultAsync(TaskStoreFault.SchemaTooNew, () => ClaimAsync(store, Session));
        Execute("UPDATE tasks_schema SET version = version - 1");
        var news = 0;
        using var watch = store.Watch(() => Interlocked.Increment(ref news));

        await EnqueueAsync(Open(), Some.New("a"));
        await store.BeatAsync(new(Session, Some.Hour), Cancelled);

        Assert.Equal(1, Volatile.Read(ref news));
    }

    private WriteLoop Loop()
    {
        var options = Place.Options();
        return new(DatabasePlace.Of(options.ConnectionString), new(options.Prefix!), options, TimeProvider.System);
    }

    /// <summary>A write that does something between its commit and the next write's transaction.</summary>
    private sealed class Completing(Action onCommitted, CancellationToken cancellationToken) : Write<int>(_ => 0, cancellationToken)
    {
        public override void Complete()
        {
            onCommitted();
            base.Complete();
        }
    }
}
