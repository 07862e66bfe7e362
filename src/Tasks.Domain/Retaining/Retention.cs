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
    public bool IsOver(TaskRecord task, Instant now)
    {
        var age = task.State is TaskState.Failed ? Failed : Finished;
        return task.State.EndedAt is { } ended
            && age is { } kept
            && (Queue is null || task.Call.Definition.Queue == Queue)
            && ended + kept <= now;
    }
}
