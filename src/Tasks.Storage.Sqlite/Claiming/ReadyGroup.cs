using Tasks.Domain;
using Tasks.Domain.Calls;

namespace Tasks.Storage.Sqlite.Claiming;

/// <summary>What waits in one queue at one priority: a stretch of the index, of which only its head has been looked at.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Priority">The priority.</param>
/// <param name="FirstDueAt">When its first task is due.</param>
internal readonly record struct ReadyGroup(QueueName Queue, long Priority, Instant FirstDueAt);
