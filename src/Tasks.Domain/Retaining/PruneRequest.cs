using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Retaining;

/// <summary>
/// One bounded step of a walk over all tasks in the order of their ids, which deletes those that have been kept long enough. A step looks
/// at so many tasks, whatever it finds, so that it holds no lock for long.
/// </summary>
/// <param name="Retention">Which are to go.</param>
/// <param name="After">Where the step before ended; null to begin.</param>
/// <param name="Look">How many tasks to look at; at least 1.</param>
/// <param name="IsDryRun">Whether they are only counted.</param>
public sealed record PruneRequest(Retention Retention, TaskId? After, int Look, bool IsDryRun = false);
