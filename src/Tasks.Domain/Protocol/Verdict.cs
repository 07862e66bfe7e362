namespace Tasks.Domain.Protocol;

/// <summary>What became of a write under a lease. A lost race is an answer, not an error.</summary>
public enum Verdict
{
    /// <summary>Written.</summary>
    Applied,

    /// <summary>An outcome under this lease was there already; nothing changed.</summary>
    Repeated,

    /// <summary>The lease is no longer the task's; nothing changed.</summary>
    Stale,

    /// <summary>The task is gone; nothing changed.</summary>
    Missing,
}
