namespace Tasks.Benchmarks.Raw;

/// <summary>What a store gives to somebody who needs nothing else: the limit that a framework on it is held against. Rates a second.</summary>
internal interface IRawLoop : IDisposable
{
    /// <summary>Claims and settles what waits, in batches.</summary>
    double Drain(int tasks);

    /// <summary>Stores tasks of callers that each wait for their one.</summary>
    double Enqueue(int tasks, int callers);

    /// <summary>Stores tasks, a thousand at a time.</summary>
    double EnqueueMany(int tasks);

    /// <summary>Stores tasks of waiting callers while claiming and settling them.</summary>
    double Mix(int tasks, int callers);
}
