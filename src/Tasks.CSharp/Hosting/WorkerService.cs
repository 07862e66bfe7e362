using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tasks.Configuration;
using Tasks.Runtime.Backends;

namespace Tasks.Hosting;

/// <summary>Runs the workers of a host from its start to its stop.</summary>
internal sealed class WorkerService(
    IEnumerable<WorkerRegistration> registrations,
    ITaskBackends backends,
    BackendPlan plan,
    LiveWorkers workers,
    ILogger<WorkerService> logger,
    TimeProvider? time = null
) : IHostedService, IAsyncDisposable, IDisposable
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (workers.AreAny)
        {
            return Task.CompletedTask;
        }

        foreach (var registration in registrations)
        {
            Start(registration.CreateOptions());
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(workers.TakeAll().Select(worker => worker.StopAsync(cancellationToken)));
    }

    /// <summary>A host that was never stopped, or whose start failed, must not leave a worker behind.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(workers.TakeAll().Select(worker => worker.ForceAsync()));
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private void Start(WorkerOptions options)
    {
        if (backends.Get(options.Backend) is not StoreBackend backend)
        {
            // An Immediate backend in place of a store is how tests and small tools are configured: nothing is left for a worker.
            logger.NothingToWork(options.Backend);
            return;
        }

        var clock = time ?? TimeProvider.System;
        var worker = new HostedWorker(
            new(
                WorkerRules.IdOf(options),
                WorkerRules.SettingsOf(options, plan.Find(options.Backend).Options),
                backend.Store,
                backend.Handlers,
                backend.Observer,
                clock,
                logger
            ),
            options.ShutdownTimeout,
            clock,
            logger
        );
        worker.Start();
        workers.Add(options.Backend, worker);
    }
}
