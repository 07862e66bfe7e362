namespace Tasks;

/// <summary>How the pause before the next attempt grows with the number of failures. No pause exceeds 24 hours.</summary>
public enum RetryBackoff
{
    /// <summary>No pause: the next attempt is due at once, whatever the delay.</summary>
    None,

    /// <summary>The same pause every time.</summary>
    Fixed,

    /// <summary>The delay times the number of failures.</summary>
    Linear,

    /// <summary>The delay, doubled with every failure.</summary>
    Exponential,
}
