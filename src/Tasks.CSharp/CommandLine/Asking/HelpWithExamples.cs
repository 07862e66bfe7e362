using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Tasks.CommandLine.Asking;

/// <summary>The help of a command, and under it whole lines to copy.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is not Verb verb)
        {
            output.WriteLine($"'{RootCommand.ExecutableName} COMMAND --help' tells more, with examples.");
            return ExitCode.Well;
        }

        if (verb.Notes.Length > 0)
        {
            output.WriteLine(verb.Notes);
            output.WriteLine();
        }

        output.WriteLine("Examples:");
        foreach (var example in verb.Examples)
        {
            output.WriteLine($"  {RootCommand.ExecutableName} {example}");
        }

        return ExitCode.Well;
    }
}
