using SQLitePCL;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Protocol;
using Tasks.Storage.Contract;
using Tasks.Storage.Sqlite.Claiming;
using Tasks.Storage.Sqlite.Connecting;
using Tasks.Storage.Sqlite.Rows;

namespace Tasks.Storage.Sqlite.Tests.Claiming;

public sealed class ReadyIndexTests : StoreTest
{
    [Fact, Trait("Spec", "LIFE-5")]
    public async Task A_claim_costs_the_same_however_much_waits_that_it_cannot_take()
    {
        var store = Open();
        await EnqueueAsync(store, Some.New("due"));
        await EnqueueAsync(store, Waiting("few", 3));
        var before = ChangesOfCacheLooks();

        await EnqueueAsync(store, Waiting("many", 3000));

        // A page more of depth for each index, and nothing that grows with the number of rows.
        Assert.InRange(ChangesOfCacheLooks() - before, 0, 20);
    }

    [Fact, Trait("Spec", "LIFE-5")]
    public async Task Every_group_is_found_with_the_time_its_first_task_is_due()
    {
        var store = Open();
        await EnqueueAsync(
            store,
            Some.New("1", At("b", 5, 30)),
            Some.New("2", At("b", 5, 20)),
            Some.New("3", At("b", -7, 10)),
            Some.New("4", At("a", 0, 40)),
            Some.New("5", At("c", 100, 50))
        );
        using var database = Database.OpenReader(DatabasePlace.Of(Place.ConnectionString), Place.Options());
        var sql = new TaskSql(new("tasks_"));
        var index = new ReadyIndex(database.Statements, sql, new(database.Statements, sql));

        Assert.Equal(
            [("a", 0L, Future(40)), ("b", 5L, Future(20)), ("b", -7L, Future(10)), ("c", 100L, Future(50))],
            Found(index.Groups(QueueSelection.All))
        );
        Assert.Equal(
            [("a", 0L, Future(40)), ("c", 100L, Future(50))],
            Found(index.Groups(QueueSelection.All with { Excluded = [QueueName.Stored("b"), QueueName.Stored("x")] }))
        );
        Assert.Equal(
            [("c", 100L, Future(50))],
            Found(index.Groups(QueueSelection.Only(QueueName.Stored("c"), QueueName.Stored("c"), QueueName.Stored("none"))))
        );
    }

    private static NewTask[] Waiting(string name, int count) =>
        [
            .. Enumerable.Range(0, count).Select(number => Some.New($"{name} future {number}", At("default", 50, number))),
            .. Enumerable.Range(0, count).Select(number => Some.New($"{name} elsewhere {number}", Some.CallWith("other"))),
        ];

    private static Call At(string queue, int priority, int seconds) =>
        Some.CallWith(queue, priority, new Timing.NotBefore(Future(seconds)));

    private static Instant Future(int seconds) => Some.Future + TimeSpan.FromSeconds(seconds);

    private static IEnumerable<(string, long, Instant)> Found(List<ReadyGroup> groups) =>
        groups.Select(group => (group.Queue.Value, group.Priority, group.FirstDueAt));

    /// <summary>How many pages one claim's choice looks at, on a connection of its own.</summary>
    private int ChangesOfCacheLooks()
    {
        using var connection = Place.Connect();
        using var statements = new StatementSet(connection.Handle!);
        var sql = new TaskSql(new("tasks_"));
        var index = new ReadyIndex(statements, sql, new(statements, sql));
        var claim = new ClaimRequest(10, 10, QueueSelection.Only(QueueName.Default), null, ClaimRequest.DefaultMaxBytes);
        var before = Looks(connection.Handle!);
        var walk = new ClaimWalk(index, claim, Instant.From(TimeProvider.System.GetUtcNow()));

        Assert.Equal("due", Assert.Single(walk.Choose()).Task.Id.Value);
        Assert.NotNull(walk.NextDueAt());
        return Looks(connection.Handle!) - before;
    }

    private static int Looks(sqlite3 database)
    {
        raw.sqlite3_db_status(database, raw.SQLITE_DBSTATUS_CACHE_HIT, out var hits, out _, 0);
        raw.sqlite3_db_status(database, raw.SQLITE_DBSTATUS_CACHE_MISS, out var misses, out _, 0);
        return hits + misses;
    }
}
