namespace Tasks.Domain.Lifecycle;

/// <summary>The word a user sees for a state.</summary>
public enum Status
{
    /// <summary>Waiting to be claimed.</summary>
    Ready,

    /// <summary>Held by a worker.</summary>
    Running,

    /// <summary>Ended with a value.</summary>
    Successful,

    /// <summary>Ended with an error.</summary>
    Failed,

    /// <summary>Ended because somebody asked for it.</summary>
    Cancelled,
}
