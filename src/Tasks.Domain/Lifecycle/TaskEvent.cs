namespace Tasks.Domain.Lifecycle;

/// <summary>What happened to a task, for those who watch.</summary>
public enum TaskEvent
{
    /// <summary>It was claimed by a session.</summary>
    Claimed,

    /// <summary>Its method is known to have been called.</summary>
    Started,

    /// <summary>It ended with a value.</summary>
    Succeeded,

    /// <summary>It ended with an error.</summary>
    Failed,

    /// <summary>It failed and will be tried again.</summary>
    BackedOff,

    /// <summary>It was given back and counted for nothing.</summary>
    Released,

    /// <summary>It was given back by a worker that did not know its name.</summary>
    Postponed,

    /// <summary>Its worker was lost and it will be tried again.</summary>
    Crashed,

    /// <summary>Somebody asked for it to end while it ran.</summary>
    CancelRequested,

    /// <summary>It ended because somebody asked for it.</summary>
    Cancelled,

    /// <summary>An operator asked for it to be run again.</summary>
    Retried,

    /// <summary>Its own code stored metadata.</summary>
    Annotated,
}
