using System.CommandLine;

namespace Tasks.CommandLine.Asking;

/// <summary>One command. What it cannot be told stands in its options' rules; what it does, in <see cref="RunAsync"/>.</summary>
internal abstract class Verb : Command
{
    protected Verb(Desk desk, string name, string description, params string[] examples)
        : base(name, description)
    {
        Desk = desk;
        Examples = examples;
        Options.Add(CommonOptions.JsonOf());
        SetAction(ActAsync);
    }

    /// <summary>Whole command lines, without the program's name.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>What else its help says.</summary>
    public string Notes { get; protected init; } = "";

    protected Desk Desk { get; }

    /// <summary>Does it, and gives the exit code.</summary>
    protected abstract Task<int> RunAsync(ParseResult answers, CancellationToken cancellationToken);

    /// <summary>Looks whether all is configured well, as the start of a host does.</summary>
    protected virtual void CheckConfiguration() => Desk.CheckConfiguration();

    private Task<int> ActAsync(ParseResult answers, CancellationToken cancellationToken)
    {
        CheckConfiguration();
        return RunAsync(answers, cancellationToken);
    }
}
