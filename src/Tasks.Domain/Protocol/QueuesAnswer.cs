using Tasks.Domain.Pausing;

namespace Tasks.Domain.Protocol;

/// <summary>The queues in which something waits or runs, and those that are paused.</summary>
/// <param name="At">The store's moment.</param>
/// <param name="Queues">Queues with tasks that have not finished, by name.</param>
/// <param name="Pauses">The paused queues.</param>
public sealed record QueuesAnswer(Instant At, IReadOnlyList<QueueStanding> Queues, Pauses Pauses);
