namespace Tasks;

/// <summary>Where a task is in its life.</summary>
public enum TaskResultStatus
{
    /// <summary>Waiting to be claimed by a worker.</summary>
    Ready,

    /// <summary>Held by a worker.</summary>
    Running,

    /// <summary>Ended with a value.</summary>
    Successful,

    /// <summary>Ended with an error: the last of <see cref="TaskResult.Errors"/>.</summary>
    Failed,

    /// <summary>Ended because somebody asked for it.</summary>
    Cancelled,
}
