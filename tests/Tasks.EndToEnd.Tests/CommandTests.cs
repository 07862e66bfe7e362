using Tasks.EndToEnd.App;

namespace Tasks.EndToEnd.Tests;

/// <summary>Commands of one process about the workers of another.</summary>
public abstract class CommandTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Fault", "F53")]
    public async Task A_pause_is_heeded_by_a_worker_elsewhere_before_the_command_ends_and_nothing_starts_until_it_is_resumed()
    {
        await using var store = await CreateAsync();
        using var errand = await Errand.EnqueueAsync(store);
        using var worker = store.Do("worker --no-startup-delay --worker-id w1");
        await errand.StartedAsync(worker);

        await SaysAsync(store, "pause default", "1 worker starts nothing in it any more; 1 task in it runs on.");
        var later = await store.Backend.EnqueueAsync(Sums.DoubleTask.With(1), Token);
        await SaysAsync(store, $"explain {later.Id}", "Queue 'default' is paused");
        errand.MayEnd();
        await store.UntilAsync(async () => (await errand.StateAsync()).Status == TaskResultStatus.Successful, () => worker.Output);
        Assert.Equal(TaskResultStatus.Ready, (await later.RefreshAsync(Token)).Status);

        await SaysAsync(store, "resume default", "Queue 'default' is open.");
        await store.UntilAsync(async () => (await later.RefreshAsync(Token)).Status == TaskResultStatus.Successful, () => worker.Output);
        worker.Terminate();
        Assert.Equal(0, await worker.ExitAsync());
    }

    [Fact]
    public async Task Every_command_that_looks_does_so_on_a_store_at_work()
    {
        await using var store = await CreateAsync();
        using var errand = await Errand.EnqueueAsync(store);
        using var worker = store.Do("worker --no-startup-delay --worker-id w1");
        await errand.StartedAsync(worker);
        await store.UntilAsync(async () => (await store.CountAsync(TaskResultStatus.Running)) == 1, () => worker.Output);

        await SaysAsync(store, "list --status running", errand.Result.Id);
        await SaysAsync(store, $"show {errand.Result.Id}", "held by");
        await SaysAsync(store, $"explain {errand.Result.Id}", "held by w1:");
        await SaysAsync(store, "stats", "w1:");
        await SaysAsync(store, "queues", "default");
        await SaysAsync(store, "check", "ok");
        await SaysAsync(store, "schema", "CREATE TABLE");
        await SaysAsync(store, "prune --min-age-days 0", "Deleted 0 tasks.");
        await SaysAsync(store, $"cancel {errand.Result.Id} --yes", "Asked 1 running task to end.");

        await store.UntilAsync(async () => (await errand.StateAsync()).Status == TaskResultStatus.Cancelled, () => worker.Output);
        await SaysAsync(store, "retry --status cancelled --yes", "Retried 1 task.");
    }

    private protected abstract Task<StoreUnderTest> CreateAsync();

    private static async Task SaysAsync(StoreUnderTest store, string line, string text)
    {
        using var command = store.Do(line);

        var exitCode = await command.ExitAsync();

        Assert.Contains(text, command.Output, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }
}
