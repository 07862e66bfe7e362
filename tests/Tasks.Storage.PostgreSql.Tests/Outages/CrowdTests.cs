using Npgsql;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.Contract;
using Tasks.Storage.PostgreSql.Connecting;

namespace Tasks.Storage.PostgreSql.Tests.Outages;

/// <summary>Others use up what the store needs.</summary>
public sealed class CrowdTests : OutageTest
{
    [Fact(Timeout = 120_000), Trait("Fault", "F36")]
    public async Task An_application_that_takes_every_connection_of_its_pool_does_not_stop_the_beats()
    {
        var parts = new NpgsqlConnectionStringBuilder(Direct) { MaxPoolSize = 6, Timeout = 1 };
        await using var pool = NpgsqlDataSource.Create(parts);
        await using var store = new PostgreSqlStore(Patient, DatabasePlace.Of(pool));
        await EnqueueAsync(store, Some.New("a"));
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        await store.BeatAsync(new(Some.Session("1"), Some.Hour), Cancelled);

        var taken = new List<NpgsqlConnection>();
        await Assert.ThrowsAsync<NpgsqlException>(async () =>
        {
            while (true)
            {
                taken.Add(await pool.OpenConnectionAsync(Cancelled));
            }
        });

        // However many exchanges stand in line.
        var exchanges = Enumerable
            .Range(0, 8)
            .Select(_ => Record.ExceptionAsync(() => ClaimAsync(store, Some.Session("1"))).AsTask())
            .ToList();
        Assert.True((await store.BeatAsync(new(Some.Session("1"), Some.Hour), Cancelled)).IsAccepted);
        Assert.All(
            await Task.WhenAll(exchanges),
            failure => Assert.True(failure is null or TaskStoreException { Fault: TaskStoreFault.Unavailable }, $"{failure}")
        );

        taken.ForEach(connection => connection.Dispose());
        await PersistAsync(() => EnqueueAsync(store, Some.New("b")));
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F36")]
    public async Task Locks_that_hold_up_every_exchange_do_not_hold_up_the_beats()
    {
        var store = Open();
        await EnqueueAsync(store, 20);
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        var claimed = (await ClaimAsync(store, Some.Session("1"), 20)).Claimed;
        await using var user = await ConnectAsync();
        await using var transaction = await user.BeginTransactionAsync(Cancelled);
        await ScalarAsync(user, "SELECT count(*) FROM (SELECT 1 FROM tasks_tasks FOR UPDATE) held");

        var stuck = claimed
            .Select(task =>
                Record.ExceptionAsync(() => SettleAsync(store, Some.Session("1"), new Settlement(task.Hold, Some.Success))).AsTask()
            )
            .ToList();
        await WaitForLockWaitersAsync(Patient.MaxConnections);
        Assert.True((await store.BeatAsync(new(Some.Session("1"), Some.Hour), Cancelled)).IsAccepted);
        Assert.All(stuck, exchange => Assert.False(exchange.IsCompleted));
        await transaction.RollbackAsync(Cancelled);
        await Task.WhenAll(stuck);
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F37")]
    public async Task Behind_a_forgotten_snapshot_every_task_is_still_done()
    {
        const int Tasks = 4_000;
        var store = Open();
        await EnqueueAsync(store, Tasks);
        await using var forgotten = await ConnectAsync();
        await using var transaction = await forgotten.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, Cancelled);
        await ScalarAsync(forgotten, "SELECT 1");
        await using var workers = new OutageWorkers();

        workers.Start(store);

        await Eventually.TrueAsync(
            async () => await store.CountAsync(new(Status.Successful), long.MaxValue, Cancelled) == Tasks,
            "the end of all tasks"
        );
        Assert.True(await workers.StopAsync());
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F37")]
    public async Task Behind_a_forgotten_snapshot_a_claim_does_not_walk_over_all_that_was_claimed_before()
    {
        const int Batch = 100;
        const int Before = 50;
        const int After = 10;
        var filling = Open();
        for (var batch = 0; batch < Before + After; batch++)
        {
            await EnqueueAsync(filling, [.. Enumerable.Range(batch * Batch, Batch).Select(number => Some.New(NameOf(number)))]);
        }

        await filling.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        await using var forgotten = await ConnectAsync();
        await using var transaction = await forgotten.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, Cancelled);
        await ScalarAsync(forgotten, "SELECT 1");

        await EntriesReadAsync(Before, Batch);
        var read = await EntriesReadAsync(After, Batch);

        // Five thousand dead entries lie before the first living one. Now and then a claim begins before them; not every claim may.
        Assert.InRange(read, After * Batch, Before * Batch * After);
    }

    /// <summary>How many entries of the index of what is ready were read by a store that made so many claims.</summary>
    private async Task<long> EntriesReadAsync(int claims, int batch)
    {
        const string Read = "SELECT idx_tup_read FROM pg_stat_user_indexes WHERE indexrelname = 'tasks_ready'";
        const string Others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'counted'";
        var before = (long)(await ScalarAsync(Read))!;
        await using (var store = new PostgreSqlStore(Patient, DatabasePlace.Of(Direct + ";Application Name=counted", Patient)))
        {
            for (var claim = 0; claim < claims; claim++)
            {
                Assert.Equal(batch, (await ClaimDefaultAsync(store, batch)).Claimed.Count);
            }
        }

        // A session tells the server's statistics what it did at its end, at the latest.
        await Eventually.TrueAsync(async () => (long)(await ScalarAsync(Others))! == 0, "the end of the store's sessions");
        return (long)(await ScalarAsync(Read))! - before;
    }

    private static Task<ExchangeAnswer> ClaimDefaultAsync(PostgreSqlStore store, int count) =>
        store.ExchangeAsync(new(Some.Session("1"), 0, [], [], Some.Claim(count, "default")), Cancelled);
}
