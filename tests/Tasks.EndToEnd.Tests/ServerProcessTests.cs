using Tasks.TestServers.PostgreSql;

namespace Tasks.EndToEnd.Tests;

/// <summary>Several processes on one server, some of which die, and the server with them.</summary>
public sealed class ServerProcessTests
{
    private const int Many = 50_000;

    [Fact(Timeout = 600_000)]
    [Trait("Spec", "LIFE-8")]
    [Trait("Spec", "LIFE-11")]
    [Trait("Fault", "F1")]
    [Trait("Fault", "F3")]
    [Trait("Fault", "F27")]
    public async Task Of_four_workers_two_are_killed_and_the_server_crashes_and_every_task_is_done_and_recorded_once()
    {
        await using var store = await StoreDatabase.CreateAsync();
        var workers = Enumerable.Range(0, 4).Select(_ => store.StartWorker()).ToList();
        try
        {
            using var enqueuer = store.StartEnqueuer(Many);

            await DoneAsync(store, Many / 10, workers);
            workers[0].Kill();
            Assert.Equal(0, await enqueuer.ExitAsync());
            await DoneAsync(store, Many / 3, workers);
            await store.Server.RestartAsync(PostgreSqlStop.Immediate);
            await DoneAsync(store, Many * 2 / 3, workers);
            workers[1].Kill();
            var lastFault = (long)(await store.ScalarAsync("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"))!;
            await DoneAsync(store, Many, workers);

            Assert.Equal(Many, await store.CountAsync());
            Assert.Equal(Enumerable.Range(0, Many).Select(number => 2 * number), await store.ValuesAsync(Many));
            Assert.Equal($"{Many} {Many}", await store.ScalarAsync("SELECT count(*) || ' ' || count(DISTINCT id) FROM outcomes"));
            var end = (long)(await store.ScalarAsync("SELECT max(finished_at) FROM tasks_tasks"))!;
            Assert.InRange(TimeSpan.FromMicroseconds(end - lastFault), TimeSpan.MinValue, 2 * store.LeaseTime);

            foreach (var survivor in workers[2..])
            {
                survivor.Terminate();
                Assert.Equal(0, await survivor.ExitAsync());
            }
        }
        finally
        {
            workers.ForEach(worker => worker.Dispose());
        }
    }

    private static Task DoneAsync(StoreDatabase store, int tasks, List<AppProcess> workers) =>
        store.UntilAsync(
            async () => await store.CountAsync(TaskResultStatus.Successful) >= tasks,
            () => string.Join('\n', workers.Select(worker => worker.Output))
        );
}
