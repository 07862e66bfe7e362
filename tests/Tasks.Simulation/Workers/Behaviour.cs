namespace Tasks.Simulation;

/// <summary>What the method of a simulated task does.</summary>
internal enum Behaviour
{
    /// <summary>Returns after a while; heeds its token.</summary>
    Succeeds,

    /// <summary>Throws every time.</summary>
    Throws,

    /// <summary>Throws in its first attempts.</summary>
    ThrowsAtFirst,

    /// <summary>Ends only when its token fires.</summary>
    HangsUntilCancelled,

    /// <summary>Heeds its token, but long after the grace.</summary>
    HangsBeyondGrace,

    /// <summary>Returns long after its time limit, whatever its token says.</summary>
    IgnoresItsToken,

    /// <summary>Never returns, whatever its token says.</summary>
    NeverEnds,

    /// <summary>Kills its process.</summary>
    Kills,

    /// <summary>Returns what the store refuses for good.</summary>
    ReturnsTheUnstorable,

    /// <summary>No worker has it.</summary>
    IsUnknown,
}
