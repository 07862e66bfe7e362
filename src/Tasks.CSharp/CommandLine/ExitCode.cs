namespace Tasks.CommandLine;

/// <summary>What a command tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>All was well.</summary>
    public const int Well = 0;

    /// <summary>Something could not be done, was not as it should be, or was stopped by force.</summary>
    public const int Trouble = 1;

    /// <summary>The arguments were wrong: nothing was done.</summary>
    public const int WrongUse = 2;
}
