using Npgsql;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.Contract;
using Tasks.TestServers.PostgreSql;

namespace Tasks.Storage.PostgreSql.Tests.Outages;

/// <summary>The server says no, and goes on saying it.</summary>
public sealed class RefusalTests : OutageTest
{
    [Fact(Timeout = 120_000), Trait("Fault", "F33")]
    public async Task A_database_that_became_read_only_is_told_and_keeps_what_it_has()
    {
        var store = Open();
        await EnqueueAsync(store, Some.New("kept"));
        await SetAsync("default_transaction_read_only = on");

        var exception = await FaultAsync(TaskStoreFault.Unusable, () => EnqueueAsync(Open(), Some.New("refused")));

        Assert.Contains("read-only", exception.Message, StringComparison.Ordinal);
        Assert.Equal("kept", Assert.Single(await Open().ListAsync(new(), Cancelled)).Id.Value);
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F33"), Trait("Spec", "CFG-5")]
    public async Task A_wrong_password_and_a_missing_database_are_told_without_secrets()
    {
        var wrong = new NpgsqlConnectionStringBuilder(Direct) { Password = "secret-and-wrong" };
        var missing = new NpgsqlConnectionStringBuilder(Direct) { Database = "nowhere" };

        var refused = await FaultAsync(TaskStoreFault.Unusable, () => EnqueueAsync(OpenOn(wrong.ConnectionString, Patient), Some.New("a")));
        var lost = await FaultAsync(TaskStoreFault.Unusable, () => EnqueueAsync(OpenOn(missing.ConnectionString, Patient), Some.New("a")));

        Assert.Contains("did not let this user in", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-and-wrong", refused.ToString(), StringComparison.Ordinal);
        Assert.Contains("no database", lost.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(missing.Password!, lost.ToString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F57"), Trait("Spec", "BE-5")]
    public async Task A_schema_that_becomes_newer_while_a_worker_runs_stops_its_claims_once_it_connects_anew()
    {
        var store = OpenOn(ThroughProxy, Patient);
        await EnqueueAsync(store, Some.New("a"));
        await ScalarAsync("UPDATE tasks_schema SET version = version + 1");
        Proxy.Reset();

        var exception = await FaultAsync(
            TaskStoreFault.SchemaTooNew,
            () => PersistAsync(() => store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled))
        );
        Assert.Contains("update the program", exception.Message, StringComparison.Ordinal);
        Assert.Equal((short)0, await ScalarAsync("SELECT state FROM tasks_tasks"));
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F56"), Trait("Spec", "BE-5")]
    public async Task Ten_stores_that_start_at_once_make_the_schema_once_and_an_old_one_goes_on_meanwhile()
    {
        var stores = Enumerable.Range(0, 10).Select(_ => Open()).ToArray();
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = stores.Select(
            async (store, number) =>
            {
                await start.Task;
                return await EnqueueAsync(store, Some.New(NameOf(number)));
            }
        );
        var running = all.ToList();

        start.SetResult();
        await Task.WhenAll(running);

        Assert.Equal(1L, await ScalarAsync("SELECT count(*) FROM tasks_schema"));
        Assert.Equal(10L, await ScalarAsync("SELECT count(*) FROM tasks_tasks"));
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F70"), Trait("Spec", "ARG-5")]
    public async Task An_outcome_that_the_server_cannot_hold_fails_its_task_alone()
    {
        const int Tasks = 40;
        var store = Open();
        await EnqueueAsync(store, Tasks);
        await using var workers = new OutageWorkers(run =>
            run.Task.Id.Value == NameOf(20)
                ? throw new InvalidOperationException("a text that no PostgreSQL can hold: \0")
                : ValueTask.FromResult(JsonText.From("1"))
        );
        workers.Start(store);

        await Eventually.TrueAsync(
            async () => await store.CountAsync(new(Status.Successful), long.MaxValue, Cancelled) == Tasks - 1,
            "the end of the others"
        );
        await Eventually.TrueAsync(async () => (await OddAsync(store)).Status == Status.Failed, "the failure of the odd one");
        Assert.All(workers.Runs, run => Assert.Equal(1, run.Value));
        Assert.True(await workers.StopAsync());
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F70")]
    public async Task A_constraint_of_somebodys_own_that_refuses_one_outcome_refuses_no_other()
    {
        const int Tasks = 40;
        var store = Open();
        await EnqueueAsync(store, Tasks);
        await ScalarAsync($"ALTER TABLE tasks_tasks ADD CONSTRAINT picky CHECK (id <> '{NameOf(20)}' OR result IS NULL)");
        await using var workers = new OutageWorkers();
        workers.Start(store);

        await Eventually.TrueAsync(async () => (await OddAsync(store)).Status == Status.Failed, "the failure of the odd one");
        await Eventually.TrueAsync(
            async () => await store.CountAsync(new(Status.Successful), long.MaxValue, Cancelled) == Tasks - 1,
            "the end of the others"
        );
        Assert.Contains("could not be stored", (await OddAsync(store)).History.Errors[^1].Failure.Message, StringComparison.Ordinal);
        Assert.All(workers.Runs, run => Assert.Equal(1, run.Value));
        Assert.True(await workers.StopAsync());
    }

    private static async Task<TaskRecord> OddAsync(PostgreSqlStore store) => (await store.ReadAsync([Some.Id(NameOf(20))], Cancelled))[0]!;
}
