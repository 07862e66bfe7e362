namespace Tasks;

/// <summary>What a task method was declared with: its name and the defaults that its calls begin with.</summary>
public sealed record TaskDefinition
{
    internal TaskDefinition(Generation.TaskDescription description, TimeSpan retryDelay, TimeSpan? timeLimit)
    {
        Name = description.Name;
        FormerNames = [.. description.FormerNames];
        Priority = description.Priority;
        Queue = description.Queue;
        Backend = description.Backend;
        MaxAttempts = description.MaxAttempts;
        RetryDelay = retryDelay;
        RetryBackoff = description.RetryBackoff;
        DoNotRetryOn = [.. description.DoNotRetryOn];
        TimeLimit = timeLimit;
        MaxCrashes = description.MaxCrashes;
        IsAsync = description.IsAsync;
        TakesContext = description.TakesContext;
    }

    /// <summary>What stored tasks call the method.</summary>
    public string Name { get; }

    /// <summary>Names the method had before.</summary>
    public IReadOnlyList<string> FormerNames { get; }

    /// <summary>How urgent its tasks are within their queue: −100 to 100, larger first.</summary>
    public int Priority { get; }

    /// <summary>The queue its tasks go to.</summary>
    public string Queue { get; }

    /// <summary>The alias of the backend its tasks go to.</summary>
    public string Backend { get; }

    /// <summary>How many failures end a task.</summary>
    public int MaxAttempts { get; }

    /// <summary>The pause after the first failure.</summary>
    public TimeSpan RetryDelay { get; }

    /// <summary>How the pause grows with the number of failures.</summary>
    public RetryBackoff RetryBackoff { get; }

    /// <summary>Exceptions that end a task at once, subclasses included.</summary>
    public IReadOnlyList<Type> DoNotRetryOn { get; }

    /// <summary>How long one attempt may run; null for no limit.</summary>
    public TimeSpan? TimeLimit { get; }

    /// <summary>How many crashes of its worker end a task.</summary>
    public int MaxCrashes { get; }

    /// <summary>Whether the method is asynchronous.</summary>
    public bool IsAsync { get; }

    /// <summary>Whether the method takes a <see cref="TaskContext"/>.</summary>
    public bool TakesContext { get; }
}
