using Tasks.Domain.Leasing;
using Tasks.Storage.Contract;

namespace Tasks.Storage.PostgreSql.Tests.Writing;

/// <summary>What those who enqueue at the same time share. A lock on the table holds up the first trip, so that the others come meanwhile.</summary>
public sealed class EnqueueLoopTests : StoreTest
{
    private const string RefuseBad = "ALTER TABLE $tasks ADD CHECK (id NOT LIKE 'bad%')";

    [Fact, Trait("Spec", "LIFE-8")]
    public async Task Whoever_comes_while_a_trip_is_under_way_shares_the_next_one()
    {
        var store = await OpenAsync();
        await store.PrepareAsync(Cancelled);
        var trips = 0;
        using var watch = store.Watch(() => Interlocked.Increment(ref trips));

        Task[] waiting;
        await using (await LockAsync())
        {
            waiting = [.. Enumerable.Range(0, 100).Select(number => EnqueueAsync(store, Some.New($"t{number}")))];
        }

        await Task.WhenAll(waiting);

        Assert.Equal(100, await store.CountAsync(new(), long.MaxValue, Cancelled));
        Assert.Equal(2L, await ScalarAsync("SELECT count(DISTINCT enqueued_at) FROM $tasks"));
    }

    [Fact, Trait("Fault", "F70")]
    public async Task One_enqueue_that_is_refused_takes_none_of_its_neighbours_down()
    {
        var store = await OpenAsync();
        await store.PrepareAsync(Cancelled);
        await ScalarAsync(RefuseBad);
        string[] names = ["first", "a", "bad 1", "half \ud83d", "b", "bad 2", "c"];
        Task<IReadOnlyList<Domain.Lifecycle.TaskRecord>>[] waiting;

        await using (await LockAsync())
        {
            waiting = [.. names.Select(name => EnqueueAsync(store, Some.New($"x{Array.IndexOf(names, name)}"), Some.New(name)))];
        }

        for (var index = 0; index < names.Length; index++)
        {
            if (names[index].StartsWith("bad", StringComparison.Ordinal) || names[index].StartsWith("half", StringComparison.Ordinal))
            {
                await FaultAsync(TaskStoreFault.Refused, () => waiting[index]);
            }
            else
            {
                Assert.Equal(names[index], (await waiting[index])[1].Id.Value);
            }
        }

        Assert.Equal(8, await store.CountAsync(new(), long.MaxValue, Cancelled));
    }

    [Theory, Trait("Fault", "F30")]
    [InlineData("first", "a", "b", "c")]
    [InlineData("first", "a", "b", "c", "c")]
    public async Task One_that_is_sent_again_shares_its_trip_with_new_ones(params string[] names)
    {
        var store = await OpenAsync();
        var before = Assert.Single(await EnqueueAsync(store, Some.New("b", Some.CallWith(priority: 7))));
        Task<IReadOnlyList<Domain.Lifecycle.TaskRecord>>[] waiting;

        await using (await LockAsync())
        {
            waiting = [.. names.Select(name => EnqueueAsync(store, Some.New(name)))];
        }

        var answers = (await Task.WhenAll(waiting)).Select(Assert.Single).ToArray();
        Assert.Equal(names, answers.Select(task => task.Id.Value));
        Assert.Equal(before, answers[2]);
        Assert.Equal(answers[3], answers[^1]);
        Assert.Equal(3L, await ScalarAsync("SELECT count(DISTINCT enqueued_at) FROM $tasks"));
    }

    [Fact]
    public async Task A_wait_that_is_abandoned_before_its_turn_stores_nothing()
    {
        var store = await OpenAsync();
        await store.PrepareAsync(Cancelled);
        using var abandon = new CancellationTokenSource();
        Task abandoned,
            kept;

        await using (await LockAsync())
        {
            var first = EnqueueAsync(store, Some.New("first"));
            abandoned = store.EnqueueAsync([Some.New("a")], abandon.Token);
            kept = EnqueueAsync(store, Some.New("b"));
            await abandon.CancelAsync();
        }

        await kept;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        Assert.Null(await ReadAsync(store, "a"));
    }

    [Fact]
    public async Task Closing_the_store_works_off_what_waits()
    {
        var store = await OpenAsync();
        await store.PrepareAsync(Cancelled);
        Task[] waiting;
        ValueTask closing;

        await using (await LockAsync())
        {
            waiting = [EnqueueAsync(store, Some.New("a")), EnqueueAsync(store, Some.New("b"))];
            closing = store.DisposeAsync();
            Assert.False(closing.IsCompleted);
        }

        await closing;
        await Task.WhenAll(waiting);
        Assert.Equal(2L, await ScalarAsync("SELECT count(*) FROM $tasks"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => EnqueueAsync(store, Some.New("c")));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ReadAsync(store, "a"));
    }

    [Fact, Trait("Fault", "F36")]
    public async Task A_beat_waits_neither_for_enqueues_nor_for_connections_that_are_in_use()
    {
        var options = Place.Options();
        options.MaxConnections = 1;
        var store = await OpenAsync(options);
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        Task waiting;

        await using (await LockAsync())
        {
            waiting = EnqueueAsync(store, Some.New("a"));

            Assert.True((await store.BeatAsync(new(Some.Session("1"), Some.Hour), Cancelled)).IsAccepted);
            Assert.False(waiting.IsCompleted);
        }

        await waiting;
    }

    /// <summary>Keeps everybody from writing until it is disposed.</summary>
    private async Task<IAsyncDisposable> LockAsync()
    {
        var transaction = await (await ConnectAsync()).BeginTransactionAsync(Cancelled);
        await using var command = new Npgsql.NpgsqlCommand(
            $"LOCK TABLE \"{Place.Schema}\".tasks_tasks IN SHARE MODE",
            transaction.Connection
        );
        await command.ExecuteNonQueryAsync(Cancelled);
        return transaction;
    }
}
