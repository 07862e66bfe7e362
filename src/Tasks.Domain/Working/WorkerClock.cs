namespace Tasks.Domain.Working;

/// <summary>A worker's appointments, on its monotonic clock.</summary>
/// <param name="PollAt">When to ask for work though nothing woke it.</param>
/// <param name="BeatAt">When to beat.</param>
/// <param name="SweepAt">When to sweep.</param>
/// <param name="PruneAt">When to delete what has been kept long enough; null while that has not been thought of.</param>
/// <param name="RetryAt">Before when not to speak to a store that failed.</param>
/// <param name="ContactSince">Since when the store has answered without a break.</param>
/// <param name="AnsweredAt">When the store last answered: longer ago than a few beats, and contact is broken, noticed or not.</param>
/// <param name="BeatSentAt">When the beat under way was sent.</param>
/// <param name="GoodBeatAt">When the last accepted beat was sent: the session is certain for one lease time from then.</param>
/// <param name="MovedAt">When a method was last called, or a task came to wait where none did.</param>
/// <param name="GiveUpAt">When to stop though not everything could be settled; null while no shutdown was forced.</param>
public readonly record struct WorkerClock(
    TimeSpan PollAt,
    TimeSpan BeatAt,
    TimeSpan SweepAt,
    TimeSpan? PruneAt,
    TimeSpan RetryAt,
    TimeSpan ContactSince,
    TimeSpan AnsweredAt,
    TimeSpan BeatSentAt,
    TimeSpan GoodBeatAt,
    TimeSpan MovedAt,
    TimeSpan? GiveUpAt
);
