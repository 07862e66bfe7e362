namespace Tasks.CommandLine.Asking;

/// <summary>An option with a rule for its value.</summary>
internal interface IRuled
{
    string Name { get; }

    /// <summary>The rule, as what follows the option's name: <c>must be …</c>.</summary>
    string Rule { get; }
}
