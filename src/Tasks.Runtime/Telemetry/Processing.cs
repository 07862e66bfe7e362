using System.Diagnostics;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Working;

namespace Tasks.Runtime.Telemetry;

/// <summary>
/// One run as listeners see it: a span <c>process {queue}</c> in the trace of the enqueue, each attempt a span of its own, and how long the
/// method took. There is none while nobody listens.
/// </summary>
internal sealed class Processing : IDisposable
{
    private readonly string backend;
    private readonly TaskRecord task;
    private readonly TimeProvider time;
    private readonly long startedAt;
    private Activity? activity;

    private Processing(string backend, TaskRecord task, string worker, TimeProvider time)
    {
        (this.backend, this.task, this.time) = (backend, task, time);
        Listeners.Tell(() => activity = TaskTelemetry.Source.HasListeners() ? StartSpan(worker) : null);
        Listeners.Tell(CountStart);
        startedAt = time.GetTimestamp();
    }

    /// <summary>Whether anybody listens.</summary>
    public static bool IsHeard => TaskTelemetry.Source.HasListeners() || Instruments.AreHeardOfRuns;

    /// <summary>Begins to watch a run, and makes its span the current one of the flow.</summary>
    public static Processing Begin(string backend, TaskRecord task, string worker, TimeProvider time) => new(backend, task, worker, time);

    /// <summary>The method has returned, or thrown.</summary>
    /// <param name="failure">What it threw; null if it returned.</param>
    /// <param name="reason">Why its token fired; null if it did not.</param>
    public void End(Failure? failure, CancelReason? reason)
    {
        Listeners.Tell(() => EndSpan(failure, reason));
        Listeners.Tell(() => RecordTime(failure));
    }

    private void EndSpan(Failure? failure, CancelReason? reason)
    {
        if (reason is { } cancelled)
        {
            activity?.SetTag(TelemetryNames.CancelReason, cancelled.ToString());
        }

        if (failure is not null)
        {
            activity?.SetFailure(failure);
        }

        activity?.Dispose();
    }

    private void RecordTime(Failure? failure)
    {
        if (Instruments.RunTime.Enabled)
        {
            var tags = RunTags.Of(backend, task.Call.Definition);
            if (failure is not null)
            {
                tags.Add(TelemetryNames.ErrorType, failure.ExceptionType);
            }

            Instruments.RunTime.Record(time.GetElapsedTime(startedAt).TotalSeconds, tags);
        }
    }

    /// <summary>Ends the span of a run that came to no end of its own.</summary>
    public void Dispose() => Listeners.Tell(() => activity?.Dispose());

    private void CountStart()
    {
        var tags = RunTags.Of(backend, task.Call.Definition);
        Instruments.Consumed.Add(1, tags);
        if (task.History.LastAttemptedAt is { } claimedAt)
        {
            // Both are the store's moments.
            Instruments.QueueTime.Record(Math.Max(0, (claimedAt - task.DueAt).TotalSeconds), tags);
        }
    }

    private Activity? StartSpan(string worker)
    {
        var call = task.Call;
        var tags = new List<KeyValuePair<string, object?>>(RunTags.Of(backend, call.Definition))
        {
            new(TelemetryNames.OperationType, TelemetryNames.Process),
            new(TelemetryNames.TaskId, task.Id.Value),
            new(TelemetryNames.Attempt, task.History.Attempts),
            new(TelemetryNames.Worker, worker),
        };
        var name = $"{TelemetryNames.Process} {call.Definition.Queue.Value}";
        return TaskTelemetry.Source.StartActivity(name, ActivityKind.Consumer, TraceText.Read(call.Trace), tags);
    }
}
