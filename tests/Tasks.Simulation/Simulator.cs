namespace Tasks.Simulation;

/// <summary>From a seed to a verdict.</summary>
internal static class Simulator
{
    /// <summary>The environment variable that says how many seeds a test runs.</summary>
    public const string SeedsVariable = "TASKS_SIMULATION_SEEDS";

    /// <summary>The environment variable that pins a test to one seed.</summary>
    public const string SeedVariable = "TASKS_SIMULATION_SEED";

    /// <summary>The environment variable that says how many lines of its story a failing seed prints.</summary>
    public const string LinesVariable = "TASKS_SIMULATION_LINES";

    /// <summary>How many lines of its story a failing seed prints.</summary>
    public static int Lines => Asked(LinesVariable) ?? 60;

    /// <summary>Runs one seed; what it broke, or null.</summary>
    public static string? Run(int seed, Func<Dice, Scenario> scenario, Func<SimulatedStore>? store = null, bool isTraced = false)
    {
        var dice = new Dice(seed);
        var world = new World(scenario(dice), dice, store?.Invoke() ?? new(), isTraced);
        try
        {
            world.Live();
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
        var pinned = Asked(SeedVariable);
        foreach (var seed in pinned is { } only ? [only] : Enumerable.Range(first, count))
        {
            if (Run(seed, scenario, store) is not null)
            {
                return $"Seed {seed}: {Run(seed, scenario, store, isTraced: true)}";
            }
        }

        return null;
    }

    /// <summary>As many seeds as the environment asks for.</summary>
    public static int Seeds(int usual) => Asked(SeedsVariable) ?? usual;

    private static int? Asked(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var asked) ? asked : null;
}
