using System.Diagnostics;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Working;

namespace Tasks.Runtime.Telemetry;

/// <summary>
/// An enqueue of one call or of many, as listeners see it: a span <c>send {queue}</c>, whose trace the tasks carry, and what was counted
/// and timed. There is none while nobody listens.
/// </summary>
internal sealed class Sending
{
    private readonly string backend;
    private readonly IReadOnlyList<TaskCall> calls;
    private readonly TimeProvider time;
    private readonly long startedAt;
    private Activity? activity;

    private Sending(string backend, IReadOnlyList<TaskCall> calls, TimeProvider time)
    {
        (this.backend, this.calls, this.time) = (backend, calls, time);
        Queue = calls.All(call => call.Queue == calls[0].Queue) ? calls[0].Queue : null;
        Listeners.Tell(() => activity = TaskTelemetry.Source.HasListeners() ? StartSpan() : null);
        startedAt = time.GetTimestamp();
    }

    // Null where they go to several.
    private string? Queue { get; }

    /// <summary>Begins to watch an enqueue, and makes its span the current one; null if nobody listens.</summary>
    /// <param name="backend">The alias they go to.</param>
    /// <param name="calls">What is enqueued: at least one call.</param>
    /// <param name="time">What it is timed by.</param>
    public static Sending? Begin(string backend, IReadOnlyList<TaskCall> calls, TimeProvider time) =>
        IsHeard && !calls.Contains(null!) ? new(backend, calls, time) : null;

    /// <inheritdoc cref="Begin(string, IReadOnlyList{TaskCall}, TimeProvider)"/>
    public static Sending? Begin(string backend, TaskCall call, TimeProvider time) => IsHeard ? new(backend, [call], time) : null;

    private static bool IsHeard => TaskTelemetry.Source.HasListeners() || Instruments.Sent.Enabled || Instruments.OperationTime.Enabled;

    /// <summary>They are stored.</summary>
    public void Succeed(NewTask[] tasks) => Succeed(tasks.Length == 1 ? tasks[0].Id : null);

    /// <summary>It is stored.</summary>
    /// <param name="id">Its id; null for several.</param>
    public void Succeed(TaskId? id) => Listeners.Tell(() => EndWell(id));

    /// <summary>They are not.</summary>
    public void Fail(Exception exception) =>
        Listeners.Tell(() =>
        {
            activity?.SetFailure(FailureFacts.Of(exception).Failure);
            End(exception.GetType().FullName);
        });

    private void EndWell(TaskId? id)
    {
        if (id is { } one)
        {
            activity?.SetTag(TelemetryNames.TaskId, one.Value);
        }

        End(null);
        if (Instruments.Sent.Enabled)
        {
            foreach (var call in calls)
            {
                Instruments.Sent.Add(1, Tags(call.Queue, null));
            }
        }
    }

    private void End(string? errorType)
    {
        activity?.Dispose();
        if (Instruments.OperationTime.Enabled)
        {
            Instruments.OperationTime.Record(time.GetElapsedTime(startedAt).TotalSeconds, Tags(Queue, errorType));
        }
    }

    private Activity? StartSpan()
    {
        var tags = new List<KeyValuePair<string, object?>>(Tags(Queue, null)) { new(TelemetryNames.OperationType, TelemetryNames.Send) };
        if (calls.Count > 1)
        {
            tags.Add(new(TelemetryNames.BatchSize, calls.Count));
        }
        else
        {
            tags.Add(new(TelemetryNames.TaskName, calls[0].TaskName));
        }

        var name = Queue is null ? TelemetryNames.Send : $"{TelemetryNames.Send} {Queue}";
        return TaskTelemetry.Source.StartActivity(name, ActivityKind.Producer, parentContext: default, tags);
    }

    private TagList Tags(string? queue, string? errorType)
    {
        var tags = new TagList
        {
            { TelemetryNames.System, TelemetryNames.Tasks },
            { TelemetryNames.OperationName, TelemetryNames.Send },
            { TelemetryNames.Backend, backend },
        };
        if (queue is not null)
        {
            tags.Add(TelemetryNames.Queue, queue);
        }

        if (errorType is not null)
        {
            tags.Add(TelemetryNames.ErrorType, errorType);
        }

        return tags;
    }
}
