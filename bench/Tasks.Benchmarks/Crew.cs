namespace Tasks.Benchmarks;

/// <summary>The workers of a host on one store.</summary>
/// <param name="Workers">How many. Each has a session and an exchange of its own under way.</param>
/// <param name="Slots">How many tasks each runs at once; none for a host without workers.</param>
internal readonly record struct Crew(int Workers, int Slots)
{
    public static Crew None => new(0, 0);

    /// <summary>One worker.</summary>
    public static Crew Of(int slots) => new(slots > 0 ? 1 : 0, slots);
}
