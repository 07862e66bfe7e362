using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Protocol;

/// <summary>
/// Which tasks to list: those for which everything that is given holds. Newest first, which is the largest id first: ids are made in the
/// order of enqueueing, to the precision of the machines' clocks, unless an app makes its own; then the order is that of those ids.
/// </summary>
/// <param name="Status">Only tasks of this status.</param>
/// <param name="Queue">Only tasks of this queue.</param>
/// <param name="Name">Only tasks of this name.</param>
/// <param name="Limit">The most tasks.</param>
/// <param name="Offset">How many to pass over first.</param>
public sealed record TaskFilter(Status? Status = null, QueueName? Queue = null, TaskName? Name = null, int Limit = 100, int Offset = 0)
{
    /// <summary>Only tasks enqueued at this moment or later.</summary>
    public Instant? EnqueuedSince { get; init; }

    /// <summary>Only tasks enqueued before this moment.</summary>
    public Instant? EnqueuedBefore { get; init; }

    /// <summary>Only tasks that remember an error of this exception type, by full name, whatever became of them since.</summary>
    public string? ErrorType { get; init; }

    /// <summary>Only tasks that are listed after this one: where a walk over a long list goes on, whatever has changed since.</summary>
    public TaskId? ListedAfter { get; init; }

    /// <summary>Whether a task is meant.</summary>
    public bool Includes(TaskRecord task) =>
        (Status is null || task.Status == Status)
        && (Queue is null || task.Call.Definition.Queue == Queue)
        && (Name is null || task.Call.Definition.Name == Name)
        && (EnqueuedSince is not { } since || task.EnqueuedAt >= since)
        && (EnqueuedBefore is not { } before || task.EnqueuedAt < before)
        && (ListedAfter is not { } last || task.Id.CompareTo(last) < 0)
        && (ErrorType is null || task.History.Errors.Any(error => error.Failure.ExceptionType == ErrorType));
}
