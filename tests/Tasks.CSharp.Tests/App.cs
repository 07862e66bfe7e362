using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Working;
using Tasks.Runtime.Backends;
using Tasks.Runtime.Working;

namespace Tasks.CSharp.Tests;

/// <summary>Services with tasks, ambient in the flow of the test that made them.</summary>
internal sealed class App : IAsyncDisposable
{
    private readonly IDisposable scope;

    public App(Action<TasksBuilder> configure, Action<IServiceCollection>? add = null)
    {
        var services = new ServiceCollection();
        services.AddTasks(configure);
        add?.Invoke(services);
        Services = services.BuildServiceProvider();
        scope = TaskBackends.Use(Services);
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public ServiceProvider Services { get; }

    public ITaskBackends Backends => Services.GetRequiredService<ITaskBackends>();

    public static App Immediate(Action<TaskBackendOptions>? configure = null) => new(tasks => tasks.AddImmediate(configure: configure));

    public static App InMemory(Action<TaskBackendOptions>? configure = null) => new(tasks => tasks.AddInMemory(configure: configure));

    public static App Dummy(Action<TaskBackendOptions>? configure = null) => new(tasks => tasks.AddDummy(configure: configure));

    public DummyBackend DummyBackend => (DummyBackend)Backends.Default;

    /// <summary>Runs what is due on an alias, by the worker itself.</summary>
    public async Task RunDueAsync(string alias = "default")
    {
        var backend = (StoreBackend)Backends.Get(alias);
        var worker = new Worker(
            WorkerId.From("tester")!.Value,
            WorkerSettings.Of(4) with
            {
                StopsWhenIdle = true,
            },
            backend.Store,
            backend.Handlers,
            backend.Observer,
            Services.GetService<TimeProvider>() ?? TimeProvider.System,
            Services.GetService<ILoggerFactory>()?.CreateLogger("Tasks") ?? NullLogger.Instance
        );
        await worker.RunAsync();
    }

    /// <summary>Puts a task with these very arguments into the default store, as an older release may have left it, and runs it.</summary>
    public async Task<TaskResult> StoreAsync(string name, string arguments)
    {
        var backend = (StoreBackend)Backends.Default;
        var call = new Call(Definition.Of(TaskName.Stored(name)), JsonText.From(arguments), Timing.Now);
        var stored = await backend.Store.EnqueueAsync([new(TaskId.Stored(Guid.NewGuid().ToString()), call)], Token);
        await RunDueAsync();
        return await backend.GetResultAsync(stored[0].Id.Value, Token);
    }

    public ValueTask DisposeAsync()
    {
        // Not in an async method: the scope would be closed in that method's own flow only.
        scope.Dispose();
        return Services.DisposeAsync();
    }
}
