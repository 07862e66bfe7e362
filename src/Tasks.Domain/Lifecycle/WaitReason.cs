namespace Tasks.Domain.Lifecycle;

/// <summary>Why a task is waiting: what an operator reads when a task does not run.</summary>
public enum WaitReason
{
    /// <summary>It was enqueued and has not been held since, or not for its own fault.</summary>
    Enqueued,

    /// <summary>It failed and waits for its next attempt.</summary>
    BackOff,

    /// <summary>Its worker was lost and it waits to be tried again.</summary>
    CrashBackOff,

    /// <summary>A worker that did not know its name handed it back.</summary>
    UnknownName,

    /// <summary>An operator asked for it to be run again.</summary>
    Retried,
}
