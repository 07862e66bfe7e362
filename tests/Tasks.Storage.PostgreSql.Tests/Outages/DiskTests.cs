using System.Security.Cryptography;
using Npgsql;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Storage.Contract;
using Tasks.TestServers.PostgreSql;
using Tasks.TestServers.Processes;

namespace Tasks.Storage.PostgreSql.Tests.Outages;

/// <summary>The disk that holds the tables is full: a real one, of a few megabytes. The log is on another, as it should be.</summary>
public sealed class DiskTests : OutageTest
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(3);

    // Nothing that is compressed becomes smaller than this.
    private static readonly JsonText Large = JsonText.From($"\"{Convert.ToHexString(RandomNumberGenerator.GetBytes(300_000))}\"");

    protected override async Task<PostgreSqlServer> ServerAsync()
    {
        Assert.SkipUnless(await SmallDisk.IsPossibleAsync(), "Only root may mount a small disk, and not in every container.");
        return await PostgreSqlServer.StartAsync(disk: new SmallDisk(16));
    }

    [Fact(Timeout = 180_000), Trait("Fault", "F33"), Trait("Spec", "CLI-4"), Trait("Spec", "LIFE-10")]
    public async Task A_full_disk_refuses_new_tasks_aloud_and_outcomes_wait_under_their_leases_until_there_is_room()
    {
        await Server.ExecuteAsync($"CREATE TABLESPACE small LOCATION '{Server.DiskFolder}'");
        await SetAsync("default_tablespace = small");
        var store = Open();
        var mayEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var workers = new OutageWorkers(async _ =>
        {
            await mayEnd.Task;
            return Large;
        });
        await EnqueueAsync(store, Some.New("kept"));
        workers.Start(store, OutageWorkers.Settings with { LeaseTime = LeaseTime });
        await Eventually.TrueAsync(() => !workers.Runs.IsEmpty, "the start of the task");
        await FillAsync();

        var refusal = await FaultAsync(
            TaskStoreFault.Unusable,
            () => EnqueueAsync(store, Some.New("refused", Some.Call with { Arguments = Large }))
        );
        Assert.Contains("no room left", refusal.Message, StringComparison.Ordinal);
        mayEnd.SetResult();
        await Eventually.TrueAsync(() => workers.States.Any(state => state.StoreFailures > 0), "the worker's first try");
        var session = Assert.Single((await store.SessionsAsync(Cancelled)).Sessions);
        await Eventually.TrueAsync(
            async () => Assert.Single((await store.SessionsAsync(Cancelled)).Sessions).EndsAt > session.EndsAt + LeaseTime,
            "a whole lease time on the full disk"
        );
        Assert.Equal(Status.Running, (await ReadAsync(store, "kept"))!.Status);
        Assert.Null(await ReadAsync(store, "refused"));

        await ScalarAsync("DROP TABLE filler");

        await Eventually.TrueAsync(async () => (await ReadAsync(store, "kept"))!.IsFinished, "the outcome");
        var kept = (await ReadAsync(store, "kept"))!;
        Assert.Equal((new TaskState.Successful(Large, kept.State.EndedAt!.Value), 1, 1L), (kept.State, kept.History.Attempts, kept.Lease));
        await EnqueueAsync(store, Some.New("next"));
        await Eventually.TrueAsync(async () => (await ReadAsync(store, "next"))!.Status == Status.Successful, "the next task");
        Assert.All(workers.Runs, run => Assert.Equal(1, run.Value));
        Assert.True(await workers.StopAsync());
    }

    /// <summary>Takes whatever room there is, to the last page.</summary>
    private async Task FillAsync()
    {
        await ScalarAsync("CREATE TABLE filler (page text); ALTER TABLE filler ALTER page SET STORAGE PLAIN");
        for (var pages = 512; pages > 0; pages /= 2)
        {
            while (await TryFillAsync(pages))
            {
                // As long as that many pages are to be had.
            }
        }
    }

    private async Task<bool> TryFillAsync(int pages)
    {
        try
        {
            await ScalarAsync($"INSERT INTO filler SELECT repeat('x', 7000) FROM generate_series(1, {pages})");
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.DiskFull)
        {
            return false;
        }
    }

    private static async Task<TaskRecord?> ReadAsync(PostgreSqlStore store, string id) =>
        (await store.ReadAsync([Some.Id(id)], Cancelled))[0];
}
