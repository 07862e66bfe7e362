using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Domain.Retaining;
using Tasks.Storage.Contract;

namespace Tasks.Storage.PostgreSql.Tests.Writing;

/// <summary>Deleting what has been kept long enough, while others hold, move and run tasks.</summary>
public sealed class PruneTests : StoreTest
{
    private const string Fill = """
        INSERT INTO $tasks (id, name, queue, priority, enqueued_at, due_at, arguments, state, finished_at, lease, attempts)
        SELECT 'f' || lpad(n::text, 6, '0'), 'n', 'default', 0, 1, 1, '{}', 2, 1, 1, 1 FROM generate_series(1, 20000) n
        """;

    private static readonly Retention KeepNothing = new(TimeSpan.Zero, TimeSpan.Zero);

    [Fact(Timeout = 120_000), Trait("Fault", "F58")]
    public async Task A_step_waits_for_nobody_and_leaves_what_somebody_holds_for_the_next_walk()
    {
        var store = await OpenAsync();
        await store.PrepareAsync(Cancelled);
        await ScalarAsync(Fill);
        var connection = await ConnectAsync();
        await using (var transaction = await connection.BeginTransactionAsync(Cancelled))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT 1 FROM \"{Place.Schema}\".tasks_tasks WHERE id = 'f000002' FOR UPDATE";
            await command.ExecuteScalarAsync(Cancelled);

            var first = await store.PruneAsync(new(KeepNothing, null, 3), Cancelled);

            Assert.Equal((2, Some.Id("f000003")), (first.Count, first.LookedTo));
        }

        Assert.Equal(1, (await store.PruneAsync(new(KeepNothing, null, 1), Cancelled)).Count);
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F58")]
    public async Task Two_who_prune_beside_a_worker_delete_each_old_task_once_and_nothing_else()
    {
        const int Fresh = 500;
        var (store, other) = (await OpenAsync(), await OpenAsync());
        await store.PrepareAsync(Cancelled);
        await ScalarAsync(Fill);
        await EnqueueAsync(store, [.. Enumerable.Range(0, Fresh).Select(number => Some.New($"t{number:000}"))]);
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        var old = new Retention(Some.Hour, Some.Hour);

        var pruned = Task.WhenAll(WalkAsync(store, old), WalkAsync(other, old));
        var done = 0;
        while (done < Fresh)
        {
            var claimed = (await ClaimAsync(store, Some.Session("1"), 50)).Claimed;
            await SettleAsync(store, Some.Session("1"), [.. claimed.Select(task => new Settlement(task.Hold, Some.Success))]);
            done += claimed.Count;
        }

        Assert.Equal(20_000, (await pruned).Sum());
        Assert.Equal((long)Fresh, await ScalarAsync("SELECT count(*) FROM $tasks WHERE state = 2"));
        Assert.Equal((long)Fresh, await ScalarAsync("SELECT count(*) FROM $tasks"));
    }

    [Fact, Trait("Fault", "F58")]
    public async Task A_task_that_was_retried_since_it_was_looked_at_is_not_deleted()
    {
        var store = await OpenAsync();
        await EnqueueAsync(store, Some.New("a"));
        await store.CancelAsync([Some.Id("a")], Cancelled);
        var finishedAt = (long)(await ScalarAsync("SELECT finished_at FROM $tasks"))!;
        await store.RetryAsync([Some.Id("a")], Cancelled);

        var sql = new Tasks.Storage.PostgreSql.Rows.PruneSql(new(Place.Schema, "tasks_")).Delete;
        await using var connection = await ConnectAsync();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = new[] { "a" } });
        command.Parameters.Add(new() { Value = new[] { finishedAt } });

        Assert.Equal(0L, await command.ExecuteScalarAsync(Cancelled));
        Assert.NotNull(await ReadAsync(store, "a"));
    }

    private static async Task<int> WalkAsync(PostgreSqlStore store, Retention retention)
    {
        var (count, after) = (0, default(TaskId?));
        do
        {
            var answer = await store.PruneAsync(new(retention, after, 1000), Cancelled);
            (count, after) = (count + answer.Count, answer.LookedTo);
        } while (after is not null);

        return count;
    }
}
