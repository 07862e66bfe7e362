using Microsoft.Extensions.Logging;
using Tasks.Domain.Working;
using Tasks.Runtime.Backends;
using Tasks.Runtime.Working;

namespace Tasks.Hosting;

/// <summary>A worker as long as its host lives.</summary>
internal sealed class HostedWorker
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private readonly Worker worker;
    private readonly WorkerOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private Task<bool> end = Task.FromResult(true);

    public HostedWorker(WorkerOptions options, StoreBackend backend, TimeProvider time, ILogger logger)
    {
        this.options = options;
        this.time = time;
        this.logger = logger;
        Settings = WorkerRules.SettingsOf(options);
        worker = new(WorkerRules.IdOf(options), Settings, backend.Store, backend.Handlers, backend.Observer, time, logger);
    }

    public WorkerSettings Settings { get; }

    public void Start()
    {
        logger.StartingWorker(worker.Id.Value, WorkerRules.TextOf(Settings.Queues));
        // Off the caller's stack and context: a host's start must not wait for the store, nor a run see what started the host.
        using (ExecutionContext.SuppressFlow())
        {
            end = Task.Run(worker.RunAsync);
        }
    }

    /// <summary>Stops at once: what runs is cancelled and given back.</summary>
    public Task ForceAsync()
    {
        worker.Force();
        return end;
    }

    /// <summary>Stops: gracefully until the time-out or the host's patience ends, then by force.</summary>
    public async Task StopAsync(CancellationToken hostPatience)
    {
        worker.Stop();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(hostPatience);
        using var limit = time.CreateTimer(
            static source => ((CancellationTokenSource)source!).Cancel(),
            patience,
            // A timer cannot be set further than some weeks ahead.
            options.ShutdownTimeout < LongestTimer
                ? options.ShutdownTimeout
                : Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        try
        {
            await end.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            worker.Force();
            await end;
        }
    }
}
