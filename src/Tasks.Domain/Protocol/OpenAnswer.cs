using Tasks.Domain.Pausing;

namespace Tasks.Domain.Protocol;

/// <summary>The answer to a session's opening.</summary>
/// <param name="At">The store's moment.</param>
/// <param name="Pauses">The queues in which nothing is to start.</param>
public sealed record OpenAnswer(Instant At, Pauses Pauses = default);
