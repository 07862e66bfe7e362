namespace Tasks.Domain.Lifecycle;

/// <summary>A failure as the task remembers it.</summary>
/// <param name="Failure">What went wrong.</param>
/// <param name="Attempt">In which attempt, counted from 1.</param>
/// <param name="At">When it was recorded.</param>
public sealed record AttemptError(Failure Failure, int Attempt, Instant At);
