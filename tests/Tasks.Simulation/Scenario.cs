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

    public int Pauses { get; init; }

    /// <summary>Pauses of all workers at once: the machine sleeps.</summary>
    public int Sleeps { get; init; }

    public int Outages { get; init; }

    /// <summary>One worker cannot reach the store for a while.</summary>
    public int Cuts { get; init; }

    public int ClockJumps { get; init; }

    public int Cancels { get; init; }

    public int Retries { get; init; }

    public int Shutdowns { get; init; }

    /// <summary>Whether some workers stop when idle, after a number of tasks, or serve some queues only.</summary>
    public bool OddWorkers { get; init; }

    /// <summary>A bit of everything, some of it left out for each seed: what never happens lets the rest go further.</summary>
    public static Scenario Anything(Dice dice)
    {
        var messages = dice.Of(0, 0.02, 0.1);
        return new()
        {
            Workers = dice.Between(1, 3),
            Tasks = dice.Between(3, 24),
            Trouble = dice.Seconds(10, 90),
            LeaseTime = TimeSpan.FromSeconds(dice.Of(6, 15, 30)),
            PollInterval = TimeSpan.FromSeconds(dice.Of(0.3, 1, 4)),
            Behaviours = [.. Enum.GetValues<Behaviour>().Where(_ => dice.Chance(0.5)), Behaviour.Succeeds, Behaviour.Succeeds],
            MaxAttempts = dice.Between(1, 3),
            MaxCrashes = dice.Between(1, 3),
            LostRequests = dice.Chance(0.5) ? messages : 0,
            LostReplies = dice.Chance(0.5) ? messages : 0,
            DelayedRequests = dice.Chance(0.5) ? messages : 0,
            LostWakes = dice.Of(0, 0.3, 1),
            Kills = dice.Of(0, 0, 1, 4),
            Pauses = dice.Of(0, 0, 1, 3),
            Sleeps = dice.Of(0, 0, 0, 1),
            Outages = dice.Of(0, 0, 1, 2),
            Cuts = dice.Of(0, 0, 1, 2),
            ClockJumps = dice.Of(0, 0, 0, 2),
            Cancels = dice.Of(0, 0, 2, 6),
            Retries = dice.Of(0, 0, 2, 6),
            Shutdowns = dice.Of(0, 0, 1, 3),
            OddWorkers = dice.Chance(0.4),
        };
    }

    /// <summary>Whether a worker may fail to keep its session though it lives and the store is up.</summary>
    public bool MayLoseSessions => LostRequests + LostReplies + DelayedRequests + ClockJumps > 0;

    /// <summary>The grace that a method has in the mind, and that one here oversteps.</summary>
    public static TimeSpan Grace => WorkerSettings.Grace;
}
