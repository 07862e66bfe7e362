using Microsoft.Extensions.Hosting;

namespace Tasks.Backends;

/// <summary>Makes a host the ambient one before its services start, and takes it out after they have stopped.</summary>
internal sealed class AmbientHost(IServiceProvider services) : IHostedLifecycleService, IDisposable
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        AmbientBackends.OfProcess.Enter(services);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <summary>A host that failed to start, or was never stopped, leaves here.</summary>
    public void Dispose() => AmbientBackends.OfProcess.Leave(services);
}
