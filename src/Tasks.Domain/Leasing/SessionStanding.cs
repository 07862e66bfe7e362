namespace Tasks.Domain.Leasing;

/// <summary>What a store thinks of the session that speaks to it.</summary>
public enum SessionStanding
{
    /// <summary>It may claim.</summary>
    Live,

    /// <summary>It was declared lost, or was never opened: it claims nothing and never will.</summary>
    Lost,

    /// <summary>The message is from before the last reconciliation and came late: it claims nothing.</summary>
    TurnPassed,
}
