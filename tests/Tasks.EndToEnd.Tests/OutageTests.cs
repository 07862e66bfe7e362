using Tasks.EndToEnd.App;

namespace Tasks.EndToEnd.Tests;

/// <summary>A worker whose store is away, when it starts and while it works.</summary>
public sealed class OutageTests
{
    [Fact(Timeout = 300_000)]
    [Trait("Spec", "CLI-4")]
    [Trait("Fault", "F27")]
    public async Task A_worker_started_while_its_store_is_away_begins_when_it_comes_and_outlives_the_next_outage()
    {
        await using var store = await StoreDatabase.CreateAsync();
        var early = await store.Backend.EnqueueAsync(Sums.DoubleTask.With(1), TestContext.Current.CancellationToken);
        await store.Server.StopAsync();

        using var worker = store.Do("worker --no-startup-delay");
        await worker.SaysAsync("serves queues default");
        await store.Server.StartAgainAsync();
        await DoneAsync(store, early, worker);

        await store.Server.RestartAsync();
        var late = await store.Backend.EnqueueAsync(Sums.DoubleTask.With(2), TestContext.Current.CancellationToken);
        await DoneAsync(store, late, worker);

        worker.Terminate();
        Assert.Equal(0, await worker.ExitAsync());
    }

    private static Task DoneAsync(StoreDatabase store, TaskResult result, AppProcess worker) =>
        store.UntilAsync(async () => (await result.RefreshAsync()).Status == TaskResultStatus.Successful, () => worker.Output);
}
