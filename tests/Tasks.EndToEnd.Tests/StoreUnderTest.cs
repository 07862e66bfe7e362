using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tasks.EndToEnd.App;
using Tasks.TestServers;

namespace Tasks.EndToEnd.Tests;

/// <summary>A store that processes share, and a look into it from the test's own.</summary>
internal abstract class StoreUnderTest : IAsyncDisposable
{
    private readonly string connectionString;
    private readonly IHost host;

    protected StoreUnderTest(string connectionString, Action<TasksBuilder> add)
    {
        this.connectionString = connectionString;
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddTasks(add);
        host = builder.Build();
        Backend = host.Services.GetRequiredService<ITaskBackends>().Default;
    }

    public ITaskBackend Backend { get; }

    /// <summary>What tasks write into the same database.</summary>
    public OrderBook Orders => new(connectionString);

    /// <summary>How long the workers' leases last.</summary>
    public virtual TimeSpan LeaseTime => TimeSpan.FromSeconds(2);

    /// <summary>A host with a worker.</summary>
    /// <param name="leaseTime">How long its leases last.</param>
    /// <param name="hostSeconds">How long the host waits for its services to stop.</param>
    public AppProcess StartWorker(TimeSpan? leaseTime = null, int hostSeconds = 30) =>
        AppProcess.Start("work", connectionString, Text((int)(leaseTime ?? LeaseTime).TotalSeconds), Text(hostSeconds));

    /// <summary>Runs a command of the app's command line.</summary>
    public AppProcess Do(string line) => AppProcess.Start(Words(line));

    /// <summary>The same, at a screen.</summary>
    public Task<AppProcess> DoOnScreenAsync(string line) =>
        Requirement.MeetAsync(() => Task.FromResult(AppProcess.StartOnScreen(Words(line))));

    public AppProcess StartEnqueuer(int tasks) => AppProcess.Start("enqueue", connectionString, Text(tasks));

    public Task<long> CountAsync(TaskResultStatus? status = null) => Backend.CountAsync(new() { Status = status });

    /// <summary>Waits for a condition over the store, whether it can be reached or not.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition, Func<string> describe)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(180));
        while (!await HoldsAsync(condition))
        {
            Assert.False(limit.IsCancellationRequested, describe());
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    /// <summary>What the tasks returned, in order.</summary>
    public async Task<List<int>> ValuesAsync(int tasks)
    {
        const int Page = 1_000;
        var values = new List<int>();
        for (var offset = 0; offset < tasks; offset += Page)
        {
            var page = await Backend.ListAsync(new() { Limit = Page, Offset = offset });
            values.AddRange(page.Select(result => ((JsonElement)result.ReturnValue!).GetInt32()));
        }

        values.Sort();
        return values;
    }

    public virtual async ValueTask DisposeAsync() => await ((IAsyncDisposable)host).DisposeAsync();

    private static async Task<bool> HoldsAsync(Func<Task<bool>> condition)
    {
        try
        {
            return await condition();
        }
        catch (TaskStoreException away) when (away.Fault == TaskStoreFault.Unavailable)
        {
            return false;
        }
    }

    private string[] Words(string line) => ["do", connectionString, Text((int)LeaseTime.TotalSeconds), .. line.Split(' ')];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
