using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Working;

/// <summary>A task as the worker that holds it thinks of it.</summary>
/// <param name="Task">The task as claimed.</param>
/// <param name="Phase">How far the worker is with it.</param>
/// <param name="Reason">Why its token fired; null while it has not.</param>
public sealed record HeldTask(TaskRecord Task, HeldPhase Phase, CancelReason? Reason = null);
