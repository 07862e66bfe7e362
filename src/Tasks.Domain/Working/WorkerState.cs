using System.Collections.Immutable;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;

namespace Tasks.Domain.Working;

/// <summary>
/// What a worker knows and intends: ids, leases and counts. Tokens, timers and the methods themselves belong to whoever carries out its
/// effects. All moments are on the worker's own monotonic clock, from its start.
/// </summary>
public sealed record WorkerState
{
    private WorkerState() { }

    /// <summary>What it was told to do.</summary>
    public required WorkerSettings Settings { get; init; }

    /// <summary>Where it is in its own life.</summary>
    public WorkerPhase Phase { get; init; }

    /// <summary>Its session; null until one is open.</summary>
    public SessionId? Session { get; init; }

    /// <summary>The turn its exchanges belong to.</summary>
    public long Turn { get; init; }

    /// <summary>Whether a reply was lost, so that the store may hold leases for it that it does not know of.</summary>
    public bool IsInDoubt { get; init; }

    /// <summary>Whether no beat was accepted for a whole lease time.</summary>
    public bool IsIsolated { get; init; }

    /// <summary>Everything it holds a lease on, as far as it knows.</summary>
    public HeldTasks Held { get; init; } = HeldTasks.None;

    /// <summary>Methods still running whose outcome no longer matters: true for a stuck one, false for one whose lease was lost.</summary>
    public ImmutableDictionary<Hold, bool> Leftovers { get; init; } = ImmutableDictionary<Hold, bool>.Empty;

    /// <summary>Claimed ahead, in order of claiming.</summary>
    public BatchQueue<TaskId> Waiting { get; init; }

    /// <summary>Suspects that wait for their turn: one runs at a time.</summary>
    public BatchQueue<TaskId> Suspects { get; init; }

    /// <summary>Outcomes to be sent.</summary>
    public BatchQueue<Settlement> Outcomes { get; init; }

    /// <summary>Starts to be reported.</summary>
    public BatchQueue<Hold> Starts { get; init; }

    /// <summary>How many of them, the first ones, have let an exchange pass and ride in the next.</summary>
    public int RipeStarts { get; init; }

    /// <summary>The exchange that is under way; null if none is.</summary>
    public ExchangeRequest? InFlight { get; init; }

    /// <summary>How many tasks are in <see cref="Held"/> in each phase, by <see cref="HeldPhase"/>.</summary>
    public PhaseCounts Counts { get; init; }

    /// <summary>How many tasks it wants to hold: its slots, and more where tasks are short.</summary>
    public int Depth { get; init; }

    /// <summary>How many methods it has called.</summary>
    public int Invoked { get; init; }

    /// <summary>Whether there may be something to claim.</summary>
    public bool IsWoken { get; init; }

    /// <summary>Whether the last claim was filled, so that there is probably more.</summary>
    public bool IsHungry { get; init; }

    /// <summary>The queue that was served first last time.</summary>
    public QueueName? ServedFirst { get; init; }

    /// <summary>The most settlements in an exchange, while one that the store refuses is being looked for.</summary>
    public int? SplitTo { get; init; }

    /// <summary>The queues in which it starts nothing.</summary>
    public Pauses Pauses { get; init; }

    /// <summary>Where its walk over finished tasks has come to; null between two walks.</summary>
    public TaskId? PrunedTo { get; init; }

    /// <summary>Verbs that are under way, the exchange aside.</summary>
    public ImmutableHashSet<StoreVerb> UnderWay { get; init; } = [];

    /// <summary>Its appointments.</summary>
    public WorkerClock Clock { get; init; }

    /// <summary>Opening, exchanging and beating: those of them that failed last time.</summary>
    public ImmutableHashSet<StoreVerb> Failing { get; init; } = [];

    /// <summary>Failures of the store since it last did all that is asked of it.</summary>
    public int StoreFailures { get; init; }

    /// <summary>What its next draw of jitter begins with.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many slots are stuck.</summary>
    public int StuckCount => Leftovers.Count(leftover => leftover.Value);

    /// <summary>Whether every slot is stuck: it lives, and does nothing.</summary>
    public bool IsUnhealthy => StuckCount >= Settings.Concurrency;

    /// <summary>A worker that has just been told what to do.</summary>
    /// <param name="settings">What it was told.</param>
    /// <param name="seed">Where its jitter begins; different for each worker.</param>
    public static WorkerState Begin(WorkerSettings settings, ulong seed) =>
        new()
        {
            Settings = settings,
            Depth = settings.Concurrency,
            Seed = seed,
        };
}
