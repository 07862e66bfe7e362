using System.Collections.Immutable;
using Tasks.Domain.Calls;
using Tasks.Domain.Protocol;
using Tasks.Domain.Retaining;

namespace Tasks.Domain.Working;

/// <summary>What a worker was told to do, and how it keeps time.</summary>
/// <param name="Concurrency">How many runs at once; at least 1.</param>
/// <param name="Queues">The queues it serves.</param>
/// <param name="QueueConcurrency">The most tasks of a queue it holds at once, for those that are limited.</param>
/// <param name="PollInterval">How long it goes without asking the store for work.</param>
/// <param name="LeaseTime">How long its session lasts without a beat; it beats three times as often.</param>
/// <param name="StopsWhenIdle">Whether it stops as soon as nothing is due and nothing of its own runs.</param>
/// <param name="MaxTasks">After how many starts it stops; null for never.</param>
/// <param name="Retention">What it deletes of what has finished; null for nothing.</param>
public sealed record WorkerSettings(
    int Concurrency,
    QueueSelection Queues,
    ImmutableDictionary<QueueName, int> QueueConcurrency,
    TimeSpan PollInterval,
    TimeSpan LeaseTime,
    bool StopsWhenIdle = false,
    int? MaxTasks = null,
    Retention? Retention = null
)
{
    /// <summary>The most outcomes, and the most claims, of one exchange.</summary>
    public const int MaxBatch = 512;

    /// <summary>The most tasks that one sweep takes from lost sessions.</summary>
    public const int SweepBatch = 100;

    /// <summary>How many tasks one step of pruning looks at.</summary>
    public const int PruneLook = 1000;

    /// <summary>The pause between two walks that delete what has been kept long enough.</summary>
    public static readonly TimeSpan PruneInterval = TimeSpan.FromMinutes(10);

    /// <summary>Within how long of its opening a worker begins the first one: workers that start together come apart.</summary>
    public static readonly TimeSpan PruneSpread = TimeSpan.FromSeconds(10);

    /// <summary>The pause between two steps of such a walk: others want the store too.</summary>
    public static readonly TimeSpan PrunePause = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a method may take to heed its token before its slot counts as stuck.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>How long tasks claimed ahead may wait while none starts, before they are handed back for others to take.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>The pause between two beats.</summary>
    public TimeSpan BeatInterval => LeaseTime / 3;

    /// <summary>The pause between two sweeps.</summary>
    public TimeSpan SweepInterval => LeaseTime / 2;

    /// <summary>How long the store may be silent before contact counts as broken: longer than from one beat to the next.</summary>
    public TimeSpan LongestSilence => LeaseTime / 2;

    /// <summary>A worker of all queues with the defaults: polls every second, leases of 30 seconds.</summary>
    public static WorkerSettings Of(int concurrency) =>
        new(concurrency, QueueSelection.All, ImmutableDictionary<QueueName, int>.Empty, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
}
