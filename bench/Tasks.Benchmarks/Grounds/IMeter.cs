namespace Tasks.Benchmarks.Grounds;

/// <summary>Counts what a store had to do, by the store's own counters.</summary>
internal interface IMeter : IDisposable
{
    /// <summary>How far the counters are.</summary>
    Task<Cost> ReadAsync();
}
