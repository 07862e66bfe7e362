namespace Tasks.Benchmarks;

/// <summary>How long tasks were on their way to this process.</summary>
internal static class Arrivals
{
    /// <summary>Told of every arrival, in ticks of the monotonic clock.</summary>
    public static Action<long> Note { get; set; } = _ => { };
}
