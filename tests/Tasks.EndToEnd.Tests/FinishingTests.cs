using Tasks.EndToEnd.App;
using Tasks.Runtime.Backends;

namespace Tasks.EndToEnd.Tests;

/// <summary>Processes that die around the commit of a task which records its success in its own transaction.</summary>
public sealed class FinishingTests
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(3);

    [Theory(Timeout = 300_000)]
    [InlineData(Death.BeforeCommit, 2)]
    [InlineData(Death.AfterCommit, 1)]
    [Trait("Fault", "F2")]
    [Trait("Spec", "BE-4")]
    public async Task On_PostgreSQL_the_effect_and_the_success_are_there_together_and_once(Death death, int runs)
    {
        await using var store = await StoreDatabase.CreateAsync();
        await DieAndRecoverAsync(store, death, runs);
        Assert.Equal(1L, await store.ScalarAsync("SELECT count(*) FROM outcomes"));
    }

    [Theory(Timeout = 300_000)]
    [InlineData(Death.BeforeCommit, 2)]
    [InlineData(Death.AfterCommit, 1)]
    [Trait("Fault", "F2")]
    [Trait("Spec", "BE-4")]
    public async Task On_SQLite_the_effect_and_the_success_are_there_together_and_once(Death death, int runs)
    {
        await using var store = new StoreFile();
        await DieAndRecoverAsync(store, death, runs);
    }

    private static async Task DieAndRecoverAsync(StoreUnderTest store, Death death, int runs)
    {
        var cancelled = TestContext.Current.CancellationToken;
        await store.Orders.OpenAsync();
        var task = await store.Backend.EnqueueAsync(Ordering.PlaceTask.With(7, death), cancelled);

        using (var victim = store.StartWorker(LeaseTime))
        {
            await store.UntilAsync(() => Task.FromResult(victim.HasExited), () => victim.Output);
        }

        Assert.Equal(death == Death.AfterCommit ? 1 : 0, await store.Orders.CountAsync(7));
        var dead = (await task.RefreshAsync(cancelled)).WorkerIds[0];
        using var survivor = store.StartWorker(LeaseTime);
        await store.UntilAsync(
            async () => (await task.RefreshAsync(cancelled)).IsFinished && await IsSweptAsync(store, dead, cancelled),
            () => survivor.Output
        );

        task = await task.RefreshAsync(cancelled);
        Assert.Equal((TaskResultStatus.Successful, runs), (task.Status, task.Attempts));
        Assert.Equal(7, task.ReturnValue);
        Assert.Equal(1, await store.Orders.CountAsync(7));
        survivor.Terminate();
        Assert.Equal(0, await survivor.ExitAsync());
    }

    /// <summary>Whether only the survivor's session is left: whatever the dead worker held has been taken from it.</summary>
    private static async Task<bool> IsSweptAsync(StoreUnderTest store, string dead, CancellationToken cancelled)
    {
        var answer = await ((StoreBackend)store.Backend).Store.SessionsAsync(cancelled);
        return answer.Sessions is [var session] && session.Id.Value != dead;
    }
}
