using Tasks.Domain.Retaining;
using Tasks.Domain.Working;

namespace Tasks.Simulation;

/// <summary>What may go wrong in a simulation, and how often.</summary>
internal sealed record Scenario
{
    public int Workers { get; init; } = 2;

    public int Tasks { get; init; } = 12;

    /// <summary>How long things go wrong before everything heals.</summary>
    public TimeSpan Trouble { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(15);

    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What the tasks' methods do, drawn from here.</summary>
    public IReadOnlyList<Behaviour> Behaviours { get; init; } = [Behaviour.Succeeds];

    /// <summary>How many tasks, beside the others, kill their process each time.</summary>
    public int Poisons { get; init; }

    public int MaxAttempts { get; init; } = 3;

    public int MaxCrashes { get; init; } = 3;

    /// <summary>Chances, for each call of the store.</summary>
    public double LostRequests { get; init; }

    public double LostReplies { get; init; }

    public double DelayedRequests { get; init; }

    /// <summary>The chance, for each wake.</summary>
    public double LostWakes { get; init; }

    /// <summary>How many times each happens.</summary>
    public int Kills { get; init; }

    /// <summary>One worker stands still for a while.</summary>
    public int Freezes { get; init; }

    /// <summary>All workers stand still at once: the machine sleeps.</summary>
    public int Sleeps { get; init; }

    public int Outages { get; init; }

    /// <summary>One worker cannot reach the store for a while.</summary>
    public int Cuts { get; init; }

    public int ClockJumps { get; init; }

    public int Cancels { get; init; }

    public int Retries { get; init; }

    public int Shutdowns { get; init; }

    /// <summary>An operator pauses a queue, and resumes it after a while.</summary>
    public int Pauses { get; init; }

    /// <summary>How long workers keep what has finished; null for ever.</summary>
    public Retention? Retention { get; init; }

    /// <summary>An operator deletes what has been kept long enough, in small steps.</summary>
    public int Prunes { get; init; }

    /// <summary>Whether some workers stop when idle, after a number of tasks, or serve some queues only.</summary>
    public bool OddWorkers { get; init; }

    /// <summary>Whether a worker may fail to keep its session though it lives and the store is up.</summary>
    public bool MayLoseSessions => LostRequests + LostReplies + DelayedRequests + ClockJumps > 0;

    /// <summary>Whether nothing happens for which a session may be declared lost.</summary>
    public bool KeepsSessions { get; init; }

    /// <summary>Whether what a task does itself is the only reason for its end.</summary>
    public bool SparesInnocents { get; init; }

    /// <summary>The share of tasks that have a time limit and need none.</summary>
    public double TimeLimits { get; init; }

    /// <summary>What the store does not do until all heals.</summary>
    public StoreVerb? Failing { get; init; }

    /// <summary>The grace that a method has in the mind, and that one here oversteps.</summary>
    public static TimeSpan Grace => WorkerSettings.Grace;
}
