namespace Tasks.Simulation;

/// <summary>Something happened in a simulation that must never happen.</summary>
internal sealed class InvariantBroken(string message) : Exception(message)
{
    public static void Unless(bool holds, string message)
    {
        if (!holds)
        {
            throw new InvariantBroken(message);
        }
    }
}
