namespace Tasks.Domain.Calls;

/// <summary>How the pause before the next attempt grows with the number of failures.</summary>
public enum Backoff
{
    /// <summary>No pause.</summary>
    None,

    /// <summary>The same pause every time.</summary>
    Fixed,

    /// <summary>The pause times the number of failures.</summary>
    Linear,

    /// <summary>The pause, doubled with every failure.</summary>
    Exponential,
}
