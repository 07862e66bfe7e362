using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Leasing;

/// <summary>A lease somebody believes to hold: a task and the number under which it was claimed.</summary>
/// <param name="Id">The task.</param>
/// <param name="Lease">The lease's number: it only grows per task, and every write about a running task carries it.</param>
public readonly record struct Hold(TaskId Id, long Lease);
