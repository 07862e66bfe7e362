using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Tasks.EndToEnd.Tests;

/// <summary>A store's file in a folder of its own, and a look into it from the test's process.</summary>
internal sealed class StoreFile : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tasks-e2e-").FullName;
    private readonly IHost host;

    public StoreFile()
    {
        Path = System.IO.Path.Combine(folder, "tasks.db");
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddTasks(tasks => tasks.AddSqlite($"Data Source={Path}"));
        host = builder.Build();
        Backend = host.Services.GetRequiredService<ITaskBackends>().Default;
    }

    public string Path { get; }

    public ITaskBackend Backend { get; }

    public Task<long> CountAsync(TaskResultStatus? status = null) => Backend.CountAsync(new() { Status = status });

    public async Task UntilAsync(Func<Task<bool>> condition, Func<string> describe)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(180));
        while (!await condition())
        {
            Assert.False(limit.IsCancellationRequested, describe());
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)host).DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
