using Tasks.Domain.Working;

namespace Tasks.Simulation;

/// <summary>From a seed to a verdict.</summary>
internal static class Simulator
{
    /// <summary>The environment variable that says how many seeds a test runs.</summary>
    public const string SeedsVariable = "TASKS_SIMULATION_SEEDS";

    /// <summary>Runs one seed; what it broke, or null.</summary>
    public static string? Run(int seed, Func<Dice, Scenario> scenario, Func<SimulatedStore>? store = null, bool isTraced = false)
    {
        var dice = new Dice(seed);
        var world = new World(scenario(dice), dice, store?.Invoke() ?? new(), isTraced);
        try
        {
            Trouble.Begin(world);
            world.Run(world.Scenario.Trouble, () => false);
            world.Heal();
            return null;
        }
        catch (InvariantBroken broken)
        {
            return isTraced ? broken.Message + Environment.NewLine + world.Trace : broken.Message;
        }
    }

    /// <summary>The first of some seeds that breaks something, with its story; null if none does.</summary>
    public static string? FirstBroken(int first, int count, Func<Dice, Scenario> scenario, Func<SimulatedStore>? store = null)
    {
        for (var seed = first; seed < first + count; seed++)
        {
            if (Run(seed, scenario, store) is not null)
            {
                return $"Seed {seed}: {Run(seed, scenario, store, isTraced: true)}";
            }
        }

        return null;
    }

    /// <summary>As many seeds as the environment asks for.</summary>
    public static int Seeds(int usual) => int.TryParse(Environment.GetEnvironmentVariable(SeedsVariable), out var asked) ? asked : usual;
}
