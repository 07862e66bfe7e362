using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Protocol;

/// <summary>A place in a list of tasks, which is ordered by enqueue time, newest first, then by id, largest first.</summary>
/// <param name="EnqueuedAt">When the task there was enqueued.</param>
/// <param name="Id">Its id.</param>
public readonly record struct ListPlace(Instant EnqueuedAt, TaskId Id)
{
    /// <summary>The place of a task.</summary>
    public static ListPlace Of(TaskRecord task) => new(task.EnqueuedAt, task.Id);

    /// <summary>Whether a task is listed further down.</summary>
    public bool IsBefore(TaskRecord task) => task.EnqueuedAt < EnqueuedAt || (task.EnqueuedAt == EnqueuedAt && task.Id.CompareTo(Id) < 0);
}
