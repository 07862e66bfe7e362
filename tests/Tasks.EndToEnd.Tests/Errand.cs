using Tasks.EndToEnd.App;

namespace Tasks.EndToEnd.Tests;

/// <summary>A task that a worker runs until the test lets it end.</summary>
internal sealed class Errand : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tasks-errand-").FullName;
    private readonly StoreUnderTest store;

    private Errand(StoreUnderTest store) => this.store = store;

    public TaskResult Result { get; private set; } = null!;

    private string Name => Path.Combine(folder, "errand");

    /// <summary>One that heeds its token, or does not.</summary>
    public static async Task<Errand> EnqueueAsync(StoreUnderTest store, bool heeds = true)
    {
        var errand = new Errand(store);
        var call = heeds ? Waits.ForFileTask.With(errand.Name) : (TaskCall)Waits.ForFileAloneTask.With(errand.Name);
        errand.Result = await store.Backend.EnqueueAsync(call);
        return errand;
    }

    public bool HasStarted => File.Exists(Name + ".started");

    public Task StartedAsync(AppProcess worker) => store.UntilAsync(() => Task.FromResult(HasStarted), () => worker.Output);

    /// <summary>From now on it ends as soon as it looks.</summary>
    public void MayEnd() => File.WriteAllText(Name + ".end", "");

    public async Task<(TaskResultStatus Status, int Attempts)> StateAsync()
    {
        Result = await Result.RefreshAsync();
        return (Result.Status, Result.Attempts);
    }

    /// <summary>Another worker does it.</summary>
    public async Task FinishElsewhereAsync()
    {
        MayEnd();
        using var other = store.Do("worker --no-startup-delay");
        await store.UntilAsync(async () => (await StateAsync()).Status == TaskResultStatus.Successful, () => other.Output);
        other.Terminate();
        Assert.Equal(0, await other.ExitAsync());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
