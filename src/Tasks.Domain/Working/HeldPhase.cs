namespace Tasks.Domain.Working;

/// <summary>How far a worker is with a task it holds.</summary>
public enum HeldPhase
{
    /// <summary>Claimed ahead of a free slot.</summary>
    Waiting,

    /// <summary>A suspect whose start is being recorded before its method is called; it has its slot already.</summary>
    Confirming,

    /// <summary>Its method has been called and has not ended.</summary>
    Running,

    /// <summary>Its outcome is known and on its way to the store; its slot is free.</summary>
    Ended,
}
