namespace Tasks;

/// <summary>What the health check of tasks looks at, and from when on it worries.</summary>
public sealed class TaskHealthOptions
{
    /// <summary>The aliases it looks at: all that are stores unless set.</summary>
    public IList<string> Backends { get; set; } = [];

    /// <summary>How long a task may have been due, in a queue that is not paused, before all is not well: 15 minutes unless set; null for any time.</summary>
    public TimeSpan? OldestReadyAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a store may take to answer: five seconds unless set.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(5);
}
