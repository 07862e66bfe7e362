using Tasks.Domain.Calls;

namespace Tasks.Domain.Protocol;

/// <summary>
/// What a worker would take. Claims are ordered by priority, larger first; among the queues of one priority cyclically by name, beginning
/// after <paramref name="After"/>; within a queue by due time, then id.
/// </summary>
/// <param name="Count">The most tasks; at least 1.</param>
/// <param name="StartNow">
/// How many of them, in order of claiming, are started as soon as the answer arrives. Suspects (tasks with crashes) never count as
/// started by the claim: their start is reported before their method is called.
/// </param>
/// <param name="Queues">Where to look.</param>
/// <param name="After">The queue that was served first last time; null to begin with the first by name.</param>
/// <param name="MaxBytes">Arguments beyond this many bytes end the batch; at least one task is taken whatever its size.</param>
public sealed record ClaimRequest(int Count, int StartNow, QueueSelection Queues, QueueName? After, long MaxBytes)
{
    /// <summary>The most bytes of arguments a worker takes at once: 8 MiB.</summary>
    public const long DefaultMaxBytes = 8L * 1024 * 1024;
}
