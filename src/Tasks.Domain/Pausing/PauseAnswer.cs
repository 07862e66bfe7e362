namespace Tasks.Domain.Pausing;

/// <summary>The answer to a pause or its end.</summary>
/// <param name="At">The store's moment.</param>
/// <param name="Pauses">The pauses after it: heeded by a worker once its session says so of their number.</param>
public sealed record PauseAnswer(Instant At, Pauses Pauses);
