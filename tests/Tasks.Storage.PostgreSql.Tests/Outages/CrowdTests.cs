using Npgsql;
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
        await store.OpenAsync(Some.Session("1"), Some.Hour, default, Cancelled);
        await store.BeatAsync(Some.Session("1"), Some.Hour, Cancelled);

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
        Assert.True((await store.BeatAsync(Some.Session("1"), Some.Hour, Cancelled)).IsAccepted);
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
        await store.OpenAsync(Some.Session("1"), Some.Hour, default, Cancelled);
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
        Assert.True((await store.BeatAsync(Some.Session("1"), Some.Hour, Cancelled)).IsAccepted);
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

        await Eventually.TrueAsync(async () => await store.CountAsync(new(Status.Successful), Cancelled) == Tasks, "the end of all tasks");
        Assert.True(await workers.StopAsync());
    }
}
