namespace Tasks;

/// <summary>What a backend can do. What is not said is not supported, so that a new capability asks nothing of old backends.</summary>
public sealed record TaskBackendFeatures
{
    /// <summary>Everything that exists today.</summary>
    public static TaskBackendFeatures All { get; } =
        new()
        {
            SupportsDefer = true,
            SupportsAsyncTask = true,
            SupportsGetResult = true,
            SupportsPriority = true,
            SupportsTransactions = true,
        };

    /// <summary>Whether a task can wait for a moment or a delay.</summary>
    public bool SupportsDefer { get; init; }

    /// <summary>Whether asynchronous methods run.</summary>
    public bool SupportsAsyncTask { get; init; }

    /// <summary>Whether results can be read back by id.</summary>
    public bool SupportsGetResult { get; init; }

    /// <summary>Whether tasks of a queue are ordered by priority.</summary>
    public bool SupportsPriority { get; init; }

    /// <summary>Whether an enqueue, or the success of a run, can be part of the caller's own database transaction.</summary>
    public bool SupportsTransactions { get; init; }
}
