using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Storage.PostgreSql.Claiming;

/// <summary>
/// Where a large claim that was filled ended, so that the next one need not pass again over everything that was claimed since the last vacuum:
/// beside a forgotten transaction that is all there ever was. Only for workers of one queue without a limit, and only for a while: what has
/// come to wait before the position meanwhile (a task given back, a retry) is found by the next claim that begins at the beginning.
/// </summary>
/// <param name="Queue">The queue.</param>
/// <param name="Priority">The priority of the task claimed last.</param>
/// <param name="DueAt">Its due time: tasks of the same moment are looked at again.</param>
/// <param name="Until">Until when, by the monotonic clock, claims may go on from here.</param>
internal sealed record ClaimPosition(QueueName Queue, int Priority, Instant DueAt, long Until)
{
    private const int Large = 64;

    // What was spent on a claim from the beginning is spent once in ten times as long.
    private const int Rarely = 10;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Whether a claim is of the kind that may go on from a position.</summary>
    public static bool Fits(ClaimRequest claim) => claim is { Count: >= Large, Queues: { Names.Length: 1, Limits.Count: 0 } };

    /// <summary>Whether a claim may go on from here.</summary>
    public bool IsFor(ClaimRequest claim, TimeProvider time) =>
        Fits(claim) && claim.Queues.Names[0] == Queue && time.GetTimestamp() < Until;

    /// <summary>Where a claim from the beginning ended; null where it was not filled.</summary>
    public static ClaimPosition? After(ClaimRequest claim, IReadOnlyList<TaskRecord> claimed, TimeSpan took, TimeProvider time) =>
        claimed.Count < claim.Count
            ? null
            : new ClaimPosition(default, 0, default, time.GetTimestamp() + (long)(Lasting(took).TotalSeconds * time.TimestampFrequency)).At(
                claimed[^1]
            );

    /// <summary>Where a claim that went on from here ended; null where it was not filled.</summary>
    public ClaimPosition? Next(ClaimRequest claim, IReadOnlyList<TaskRecord> claimed) =>
        claimed.Count < claim.Count ? null
        : At(claimed[^1]) is var next && next.Priority == Priority ? next
        : this;

    private static TimeSpan Lasting(TimeSpan took) => TimeSpan.FromTicks(Math.Clamp(took.Ticks * Rarely, Shortest.Ticks, Longest.Ticks));

    private ClaimPosition At(TaskRecord last) =>
        this with
        {
            Queue = last.Call.Definition.Queue,
            Priority = last.Call.Definition.Priority.Value,
            DueAt = last.DueAt,
        };
}
