using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Protocol;

namespace Tasks;

/// <summary>Which tasks to list or count: those for which everything that is given holds.</summary>
public sealed record TaskQuery
{
    /// <summary>Only tasks of this status.</summary>
    public TaskResultStatus? Status { get; init; }

    /// <summary>Only tasks of this queue.</summary>
    public string? Queue { get; init; }

    /// <summary>Only tasks of this name, as stored.</summary>
    public string? TaskName { get; init; }

    /// <summary>Only tasks enqueued at this moment or later, by the store's clock.</summary>
    public DateTimeOffset? EnqueuedSince { get; init; }

    /// <summary>Only tasks enqueued before this moment, by the store's clock.</summary>
    public DateTimeOffset? EnqueuedBefore { get; init; }

    /// <summary>Only tasks that remember an error of this exception type, by full name, whatever became of them since.</summary>
    public string? ErrorType { get; init; }

    /// <summary>The most tasks to list: 100 unless set. Not looked at when counting.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>How many tasks to pass over first: none unless set. Not looked at when counting.</summary>
    public int Offset { get; init; }

    internal TaskFilter ToFilter() =>
        new(
            (Domain.Lifecycle.Status?)Status,
            Queue is null ? null : QueueName.Stored(Queue),
            TaskName is null ? null : Domain.Calls.TaskName.Stored(TaskName),
            Math.Max(0, Limit),
            Math.Max(0, Offset)
        )
        {
            EnqueuedSince = EnqueuedSince is { } since ? Instant.From(since) : null,
            EnqueuedBefore = EnqueuedBefore is { } before ? Instant.From(before) : null,
            ErrorType = ErrorType,
        };
}
