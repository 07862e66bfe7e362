using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Protocol;

/// <summary>What a sweep did: sessions that had ended were declared lost, and some of what they held was taken from them.</summary>
/// <param name="At">The store's moment.</param>
/// <param name="Lost">The sessions declared lost by this sweep.</param>
/// <param name="Changes">The tasks taken from lost sessions, each as it is now.</param>
public sealed record SweepAnswer(Instant At, IReadOnlyList<SessionId> Lost, IReadOnlyList<TaskChange> Changes);
