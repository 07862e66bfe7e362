using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tasks.Domain.Leasing;
using Tasks.Domain.Working;
using Tasks.Runtime.Backends;
using Tasks.Runtime.Working;

namespace Tasks;

/// <summary>What a host with tasks can be asked for.</summary>
public static class TasksHost
{
    /// <summary>
    /// Runs in this process everything that is due on every store of the host, in all queues, and what that makes due, until nothing is.
    /// It waits for no delay and no back-off: for tests, which move the time themselves. The host need not have started.
    /// </summary>
    /// <param name="host">The host.</param>
    /// <param name="cancellationToken">Stops early: what runs is cancelled and given back.</param>
    /// <returns>How many runs there were.</returns>
    public static async Task<int> RunDueTasksAsync(this IHost host, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        using var ambient = TaskBackends.Use(host.Services);
        var backends = host.Services.GetRequiredService<ITaskBackends>();
        var all = 0;
        int runs;
        do
        {
            runs = 0;
            foreach (var backend in backends.Aliases.Select(backends.Get).OfType<StoreBackend>())
            {
                runs += await DrainAsync(host.Services, backend, cancellationToken);
            }

            all += runs;
        } while (runs > 0);
        return all;
    }

    private static async Task<int> DrainAsync(IServiceProvider services, StoreBackend backend, CancellationToken cancellationToken)
    {
        // A store that cannot be used says so here, where a worker would go on hoping.
        await backend.Store.PrepareAsync(cancellationToken);
        var settings = WorkerSettings.Of(Environment.ProcessorCount) with { StopsWhenIdle = true };
        var worker = new Worker(
            WorkerId.From("drain-" + Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)) ?? default,
            settings,
            backend.Store,
            backend.Handlers,
            backend.Observer,
            services.GetService<TimeProvider>() ?? TimeProvider.System,
            services.GetRequiredService<ILoggerFactory>().CreateLogger("Tasks.Worker")
        );
        await using var force = cancellationToken.Register(worker.Force);
        await worker.RunAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return worker.State.Invoked;
    }
}
