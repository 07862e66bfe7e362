using Npgsql;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Storage.Contract;
using Tasks.TestServers;
using Tasks.TestServers.PgBouncer;

namespace Tasks.Storage.PostgreSql.Tests.Outages;

/// <summary>A real PgBouncer that pools transactions stands between the store and the server.</summary>
public sealed class PoolingTests : OutageTest
{
    private static PostgreSqlBackendOptions Pooled =>
        new()
        {
            Prefix = "tasks_",
            Listen = false,
            CommandTimeout = TimeSpan.FromSeconds(60),
        };

    [Fact(Timeout = 120_000), Trait("Fault", "F27"), Trait("Spec", "CLI-4")]
    public async Task Workers_drain_through_it_and_go_on_after_it_was_restarted_with_every_connection_lost()
    {
        const int Tasks = 3_000;
        await using var bouncer = await BouncerAsync(poolSize: 3);
        var stores = Enumerable.Range(0, 2).Select(_ => OpenOn(bouncer.Through(Direct), Pooled)).ToArray();
        await using var workers = new OutageWorkers(async run =>
        {
            // Long enough for some to run while the pool is away.
            await Task.Delay(5);
            return Domain.Calls.JsonText.From("1");
        });
        workers.Start(stores[0]).Start(stores[1]);
        await EnqueueAsync(stores[0], Tasks);

        var direct = Open();
        foreach (var share in (int[])[Tasks / 10, Tasks / 2])
        {
            await DoneAsync(direct, share);
            await bouncer.RestartAsync();
        }

        await DoneAsync(direct, Tasks);
        Assert.Equal(Tasks, workers.Runs.Count);
        Assert.All(workers.Runs, run => Assert.Equal(1, run.Value));
        Assert.True(await workers.StopAsync());
    }

    [Fact(Timeout = 120_000)]
    public async Task Nothing_of_the_store_is_left_on_a_connection_that_the_next_client_gets()
    {
        await using var bouncer = await BouncerAsync(poolSize: 1);
        var store = OpenOn(bouncer.Through(Direct), Pooled);
        await EnqueueAsync(store, 10);
        await using var workers = new OutageWorkers();
        workers.Start(store);
        await DoneAsync(Open(), 10);
        Assert.True(await workers.StopAsync());

        await using var next = new NpgsqlConnection(bouncer.Through(Direct) + ";Pooling=false;No Reset On Close=true");
        await next.OpenAsync(Cancelled);

        Assert.Equal(
            "0 0 0 on read committed",
            await ScalarAsync(
                next,
                """
                SELECT (SELECT count(*) FROM pg_prepared_statements) || ' ' || (SELECT count(*) FROM pg_listening_channels())
                    || ' ' || (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())
                    || ' ' || current_setting('enable_seqscan') || ' ' || current_setting('default_transaction_isolation')
                """
            )
        );
    }

    [Theory(Timeout = 120_000), InlineData(true), InlineData(false)]
    [Trait("Spec", "BE-4"), Trait("Fault", "F54"), Trait("Fault", "F2")]
    public async Task A_transaction_is_taken_part_in_whichever_way_its_owner_came(bool isPooled)
    {
        await using var bouncer = await BouncerAsync(poolSize: 3);
        var store = OpenOn(bouncer.Through(Direct), Pooled);
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        await EnqueueAsync(store, Some.New("a"));
        var running = Assert.Single((await ClaimAsync(store, Some.Session("1"))).Claimed);
        await using var user = new NpgsqlConnection((isPooled ? bouncer.Through(Direct) : Direct) + ";Pooling=false");
        await user.OpenAsync(Cancelled);
        foreach (var isKept in (bool[])[false, true])
        {
            await using var transaction = await user.BeginTransactionAsync(Cancelled);
            await store.SettleAsync(new(running.Hold, Some.Success), transaction, Cancelled);
            await store.EnqueueAsync([Some.New("b")], transaction, Cancelled);
            await (isKept ? transaction.CommitAsync(Cancelled) : transaction.RollbackAsync(Cancelled));

            var (first, second) = (await store.ReadAsync([Some.Id("a"), Some.Id("b")], Cancelled)) switch
            {
                var found => (found[0]!.Status, found[1]?.Status),
            };
            Assert.Equal(isKept ? (Status.Successful, Status.Ready) : (Status.Running, (Status?)null), (first, second));
        }
    }

    private async Task<PgBouncerServer> BouncerAsync(int poolSize) =>
        await Requirement.MeetAsync(() => PgBouncerServer.StartAsync(Server, poolSize));

    private static Task DoneAsync(PostgreSqlStore store, int tasks) =>
        Eventually.TrueAsync(
            async () => await store.CountAsync(new(Status.Successful), long.MaxValue, Cancelled) >= tasks,
            "the end of the tasks"
        );
}
