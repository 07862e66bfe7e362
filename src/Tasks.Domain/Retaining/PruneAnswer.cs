using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Retaining;

/// <summary>What one step of a walk has done.</summary>
/// <param name="At">The store's moment.</param>
/// <param name="Count">How many tasks went, or would have gone.</param>
/// <param name="LookedTo">The last task it looked at: where the next step begins. Null once it came to the end.</param>
public sealed record PruneAnswer(Instant At, int Count, TaskId? LookedTo);
