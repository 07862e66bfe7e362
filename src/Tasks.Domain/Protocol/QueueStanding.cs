using Tasks.Domain.Calls;

namespace Tasks.Domain.Protocol;

/// <summary>What there is to do in one queue. Each number stops at the limit it was asked with.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Due">Tasks that could be claimed now.</param>
/// <param name="Later">Tasks that wait for their time.</param>
/// <param name="Running">Tasks that are held by workers.</param>
/// <param name="OldestDueAt">Since when the task that is due longest has been; null if none is due.</param>
public sealed record QueueStanding(QueueName Queue, long Due, long Later, long Running, Instant? OldestDueAt);
