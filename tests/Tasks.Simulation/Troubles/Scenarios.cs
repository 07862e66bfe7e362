namespace Tasks.Simulation;

/// <summary>What is simulated.</summary>
internal static class Scenarios
{
    /// <summary>Nothing but poison: whatever runs beside it survives.</summary>
    public static Scenario Poison(Dice dice) =>
        new()
        {
            Workers = dice.Between(1, 2),
            Tasks = 16,
            Behaviours = [Behaviour.Succeeds],
            Poisons = dice.Between(1, 2),
            SparesInnocents = true,
            LostWakes = dice.Of(0, 0.5),
        };

    /// <summary>Workers come and go, politely or by force, on a bad line.</summary>
    public static Scenario Shutdowns(Dice dice) => Anything(dice) with { Shutdowns = 12, Kills = 0, LostReplies = 0.2, LostRequests = 0.2 };

    /// <summary>The store is away for a minute, and several workers wait for it.</summary>
    public static Scenario LongOutages(Dice dice) =>
        new()
        {
            Workers = 3,
            Tasks = 10,
            Trouble = TimeSpan.FromSeconds(150),
            LeaseTime = TimeSpan.FromSeconds(dice.Of(15, 30)),
            Behaviours = [Behaviour.Succeeds, Behaviour.Throws],
            Outages = 2,
            KeepsSessions = true,
            LostWakes = dice.Of(0, 0.5),
        };

    /// <summary>The machine that all workers are on sleeps, and wakes.</summary>
    public static Scenario Sleep(Dice dice) => LongOutages(dice) with { Outages = 0, Sleeps = 2 };

    /// <summary>Operators pause queues and delete old tasks all the time, while workers come and go on a bad line.</summary>
    public static Scenario Operators(Dice dice) =>
        Anything(dice) with
        {
            Pauses = 12,
            Prunes = 12,
            Retention = new(dice.Seconds(0, 20), dice.Chance(0.3) ? null : dice.Seconds(0, 40)),
            OddWorkers = true,
        };

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
            Freezes = dice.Of(0, 0, 1, 3),
            Sleeps = dice.Of(0, 0, 0, 1),
            Outages = dice.Of(0, 0, 1, 2),
            Cuts = dice.Of(0, 0, 1, 2),
            ClockJumps = dice.Of(0, 0, 0, 2),
            Cancels = dice.Of(0, 0, 2, 6),
            Retries = dice.Of(0, 0, 2, 6),
            Shutdowns = dice.Of(0, 0, 1, 3),
            OddWorkers = dice.Chance(0.4),
            TimeLimits = dice.Of(0, 0.1),
            Pauses = dice.Of(0, 0, 1, 4),
            Retention = dice.Chance(0.3) ? new(dice.Seconds(0, 30), dice.Seconds(0, 60)) : null,
            Prunes = dice.Of(0, 2),
        };
    }
}
