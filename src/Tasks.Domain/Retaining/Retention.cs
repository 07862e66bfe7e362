using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Retaining;

/// <summary>How long finished tasks are kept. What has not finished is kept whatever its age.</summary>
/// <param name="Finished">How long after their end successful and cancelled tasks are kept; null for ever.</param>
/// <param name="Failed">How long after their end failed tasks are kept; null for ever.</param>
/// <param name="Queue">The only queue it speaks of; null for all.</param>
public sealed record Retention(TimeSpan? Finished, TimeSpan? Failed, QueueName? Queue = null)
{
    /// <summary>Whether a task has been kept long enough.</summary>
    public bool IsOver(TaskRecord task, Instant now) => IsOver(task.Status, task.Call.Definition.Queue, task.State.EndedAt, now);

    /// <summary>Whether a task of which only this is known has been kept long enough.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="queue">Its queue.</param>
    /// <param name="endedAt">When it ended; null if it has not.</param>
    /// <param name="now">The store's moment.</param>
    public bool IsOver(Status status, QueueName queue, Instant? endedAt, Instant now)
    {
        var age = status == Status.Failed ? Failed : Finished;
        return endedAt is { } ended && age is { } kept && (Queue is null || queue == Queue) && ended + kept <= now;
    }
}
