using Microsoft.Extensions.Logging;
using Tasks.Health;
using Tasks.Runtime.Working;

namespace Tasks.Hosting;

/// <summary>A worker as long as its host lives, or the command that runs it.</summary>
internal sealed class HostedWorker(Worker worker, TimeSpan shutdownTimeout, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private Task<bool> end = Task.FromResult(true);

    /// <summary>Its end; whether everything it held was settled.</summary>
    public Task<bool> End => end;

    /// <summary>How it is.</summary>
    public WorkerFacts Facts
    {
        get
        {
            var state = worker.State;
            return new(
                worker.Id.Value,
                state.Settings.Concurrency,
                state.Counts.Running,
                state.StuckCount,
                worker.SinceBeat,
                state.Settings.LeaseTime,
                end.IsFaulted ? WorkerEnd.Broken
                    : end.IsCompleted ? WorkerEnd.Asked
                    : null
            );
        }
    }

    public void Start()
    {
        logger.StartingWorker(worker.Id.Value, WorkerRules.TextOf(worker.State.Settings.Queues));
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

    /// <summary>Stops: gracefully until the time-out or the patience ends, then by force.</summary>
    /// <returns>Whether nothing that ran had to be ended by force.</returns>
    public async Task<bool> StopAsync(CancellationToken hostPatience)
    {
        worker.Stop();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(hostPatience);
        using var limit = time.CreateTimer(
            static source => ((CancellationTokenSource)source!).Cancel(),
            patience,
            // A timer cannot be set further than some weeks ahead.
            shutdownTimeout < LongestTimer
                ? shutdownTimeout
                : Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        try
        {
            await end.WaitAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            var isIdle = worker.State is { Counts.Running: 0, StuckCount: 0 };
            worker.Force();
            await end;
            return isIdle;
        }
    }
}
