namespace Tasks.Domain.Working;

/// <summary>Why a run's token fired. Of several reasons the first wins.</summary>
public enum CancelReason
{
    /// <summary>Its time limit passed.</summary>
    TimedOut,

    /// <summary>Somebody asked for the task to end.</summary>
    CancelRequested,

    /// <summary>The worker can no longer be sure to hold the task, or knows that it does not.</summary>
    LeaseLost,

    /// <summary>The worker is being stopped by force.</summary>
    Shutdown,
}
