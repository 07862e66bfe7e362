namespace Tasks.Domain.Working;

/// <summary>Where a worker is in its own life.</summary>
public enum WorkerPhase
{
    /// <summary>It claims and runs.</summary>
    Working,

    /// <summary>It claims nothing more and lets what runs end.</summary>
    Draining,

    /// <summary>It has fired every token and gives back what it can.</summary>
    Forced,

    /// <summary>It has ended.</summary>
    Stopped,
}
