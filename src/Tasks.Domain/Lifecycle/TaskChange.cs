namespace Tasks.Domain.Lifecycle;

/// <summary>
/// A move that is decided but not yet written: if the task is still under lease <paramref name="UnderLease"/>, make it
/// <paramref name="Becomes"/>, and <paramref name="Event"/> has happened.
/// </summary>
/// <param name="UnderLease">The lease number the decision was taken under: the fence.</param>
/// <param name="Becomes">The task after the move.</param>
/// <param name="Event">What happened.</param>
public readonly record struct TaskChange(long UnderLease, TaskRecord Becomes, TaskEvent Event);
