using Tasks.Domain.Leasing;
using Tasks.Domain.Pausing;

namespace Tasks.Domain.Protocol;

/// <summary>The sessions a store knows: those that are open, and those that are lost and not yet emptied.</summary>
/// <param name="At">The store's moment, by which their ends are to be judged.</param>
/// <param name="Sessions">The sessions, by id.</param>
/// <param name="Pauses">The queues in which nothing is to start.</param>
public sealed record SessionsAnswer(Instant At, IReadOnlyList<Session> Sessions, Pauses Pauses = default);
