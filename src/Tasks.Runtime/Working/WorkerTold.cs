using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Domain.Working;
using Tasks.Runtime.Telemetry;

namespace Tasks.Runtime.Working;

/// <summary>Tells those who watch a worker: observers after the fact and in order, the log as it happens. Nothing here changes anything.</summary>
internal sealed class WorkerTold
{
    private const int LargestBatch = 500;

    private readonly Channel<Effect.Tell> settled = Channel.CreateUnbounded<Effect.Tell>(
        new() { SingleReader = true, SingleWriter = true }
    );
    private readonly System.Collections.Concurrent.ConcurrentDictionary<Hold, Exception> exceptions = new();
    private readonly IRunObserver observer;
    private readonly ILogger logger;
    private readonly WorkerId worker;
    private readonly RecordedOutcomes recorded;
    private readonly Task telling;
    private volatile bool isHeard;
    private volatile bool isLeft;
    private Task endsTold = Task.CompletedTask;

    public WorkerTold(IRunObserver observer, ILogger logger, WorkerId worker, RecordedOutcomes recorded, WorkerTelemetry telemetry)
    {
        this.recorded = recorded;
        Telemetry = telemetry;
        this.observer = observer;
        this.logger = logger;
        this.worker = worker;
        // Whoever starts a worker is not whom its observers hear from.
        using (ExecutionContext.SuppressFlow())
        {
            telling = Task.Run(TellAsync);
        }
    }

    /// <summary>What is measured of the worker.</summary>
    public WorkerTelemetry Telemetry { get; }

    /// <summary>
    /// Asks once for all that follows whether anybody hears of starts and successes. Who comes to wait after that reads the store first, which
    /// knows by then whatever the worker has been told.
    /// </summary>
    public void Listen()
    {
        isHeard = observer.IsListening;
        Telemetry.Listen();
    }

    /// <summary>Puts the task's and the worker's id on every line that is logged in the run.</summary>
    public IDisposable? BeginRun(TaskRecord task) => BeginRun(task.Id);

    public ValueTask StartedAsync(TaskRecord task) => isHeard ? TellStartedAsync(task) : ValueTask.CompletedTask;

    private async ValueTask TellStartedAsync(TaskRecord task)
    {
        try
        {
            await observer.StartedAsync(task).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            logger.ObserverFailed(task.Id.Value, exception);
        }
    }

    public void Threw(Hold hold, Exception exception) => exceptions[hold] = exception;

    public void Settled(Effect.Tell tell)
    {
        if (tell.Settlement.Outcome is not Outcome.Succeeded || isHeard)
        {
            settled.Writer.TryWrite(tell);
        }
    }

    /// <summary>Tasks that ended because their workers were lost: whoever took them from there is the only one to know. For the loop's thread.</summary>
    public void Swept(SweepAnswer answer)
    {
        TaskRecord[] ended = [.. answer.Changes.Select(change => change.Becomes).Where(task => task.IsFinished)];
        if (ended.Length > 0)
        {
            endsTold = TellEndsAsync(endsTold, ended);
        }
    }

    public void Report(WorkerReport report, Exception? storeError)
    {
        if (report is WorkerReport.CameLate(var late))
        {
            exceptions.TryRemove(late, out _);
        }

        using var scope = RunOf(report) is { } hold ? BeginRun(hold.Id) : null;
        logger.Report(worker, report, storeError);
    }

    /// <summary>Waits until everything has been told. Once the end is forced, observers have as long as a method has, and are left then.</summary>
    /// <param name="forced">Ends when the end is forced, with the moment when it was.</param>
    /// <param name="time">The clock that moment is of.</param>
    /// <returns>Whether everything was told.</returns>
    public async Task<bool> CompleteAsync(Task<long> forced, TimeProvider time)
    {
        settled.Writer.TryComplete();
        var all = Task.WhenAll(telling, endsTold);
        if (await Task.WhenAny(all, forced).ConfigureAwait(false) == all)
        {
            return true;
        }

        var left = WorkerSettings.Grace + WorkerSettings.Grace - time.GetElapsedTime(await forced.ConfigureAwait(false));
        try
        {
            await all.WaitAsync(TimeSpan.FromTicks(Math.Clamp(left.Ticks, 0, WorkerSettings.Grace.Ticks)), time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            isLeft = true;
            logger.ObserverLeft(worker.Value);
            return false;
        }
    }

    private static Hold? RunOf(WorkerReport report) =>
        report switch
        {
            WorkerReport.LeaseLost(var hold) => hold,
            WorkerReport.Stuck(var hold, _) => hold,
            WorkerReport.CameLate(var hold) => hold,
            WorkerReport.UnknownName(var hold, _) => hold,
            WorkerReport.DeliveredTwice(var hold) => hold,
            WorkerReport.OutcomeRefused(var hold, _) => hold,
            _ => null,
        };

    private IDisposable? BeginRun(TaskId task) =>
        logger.IsEnabled(LogLevel.Critical) ? logger.BeginScope(new RunScope(task.Value, worker.Value)) : null;

    private async Task TellAsync()
    {
        var batch = new List<Effect.Tell>();
        while (await settled.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (batch.Count < LargestBatch && settled.Reader.TryRead(out var tell))
            {
                batch.Add(tell);
            }

            var known = await recorded.ReadAsync(batch).ConfigureAwait(false);
            foreach (var tell in batch)
            {
                if (isLeft)
                {
                    return;
                }

                await TellAsync(tell, known).ConfigureAwait(false);
            }

            batch.Clear();
        }
    }

    private async Task TellAsync(Effect.Tell tell, IReadOnlyDictionary<Hold, TaskRecord> known)
    {
        exceptions.TryRemove(tell.Task.Hold, out var exception);
        var task = tell.Answer.Verdict == Verdict.Applied ? AsRecorded(tell) : known.GetValueOrDefault(tell.Task.Hold);
        if (task is null)
        {
            return;
        }

        if (tell is { Answer.Verdict: Verdict.Repeated, Settlement.Outcome: not Outcome.Succeeded })
        {
            Telemetry.Recorded(task);
        }

        using var scope = BeginRun(task);
        TellContradiction(tell, task, exception);
        await TellSettledAsync(task, exception).ConfigureAwait(false);
    }

    private async Task TellEndsAsync(Task before, TaskRecord[] ended)
    {
        // Not on the stack of the loop, whatever an observer does.
        await Task.Yield();
        await before.ConfigureAwait(false);
        foreach (var task in ended.TakeWhile(_ => !isLeft))
        {
            using var scope = BeginRun(task);
            await TellSettledAsync(task, null).ConfigureAwait(false);
        }
    }

    private async ValueTask TellSettledAsync(TaskRecord task, Exception? exception)
    {
        try
        {
            await observer.SettledAsync(task, exception).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            logger.ObserverFailed(task.Id.Value, failure);
        }
    }

    /// <summary>A method that recorded its success itself, and then ended otherwise, is likely to have a mistake in it.</summary>
    private void TellContradiction(Effect.Tell tell, TaskRecord task, Exception? exception)
    {
        if (task.State is not TaskState.Successful(var value, _))
        {
            return;
        }

        if (exception is not null)
        {
            logger.ThrewAfterSuccess(task.Id.Value, exception);
        }
        else if (tell.Settlement.Outcome is Outcome.Succeeded(var returned) && returned != value)
        {
            logger.ReturnedAnother(task.Id.Value);
        }
    }

    /// <summary>The task as the store has it now: the same move on the same facts, with what only the store knew.</summary>
    private static TaskRecord AsRecorded(Effect.Tell tell)
    {
        var ((_, lease), outcome, metadata) = tell.Settlement;
        var running = (TaskState.Running)tell.Task.State;
        var wasCancelled = tell.Answer.Status == Status.Cancelled;
        var task = tell.Task with { State = running with { CancelRequested = wasCancelled }, Metadata = metadata ?? tell.Task.Metadata };
        return TaskLifecycle.Settle(task, lease, outcome, tell.At).Match(change => change.Becomes, _ => task);
    }
}
