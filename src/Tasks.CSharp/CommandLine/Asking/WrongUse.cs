using System.CommandLine;
using System.CommandLine.Parsing;
using Tasks.CommandLine.Telling;
using Tasks.Configuration;

namespace Tasks.CommandLine.Asking;

/// <summary>Tells what is wrong with the arguments: which option, and what its rule is.</summary>
internal static class WrongUse
{
    public static int Tell(ParseResult parsed, Screen screen)
    {
        foreach (var message in MessagesOf(parsed).Distinct())
        {
            screen.Trouble(message);
        }

        var command = parsed.CommandResult.Command;
        var path = command is RootCommand ? RootCommand.ExecutableName : $"{RootCommand.ExecutableName} {command.Name}";
        screen.Trouble($"'{path} --help' says what there is.");
        return ExitCode.WrongUse;
    }

    private static IEnumerable<string> MessagesOf(ParseResult parsed)
    {
        // What is unknown makes the parser complain of more than that.
        if (parsed.UnmatchedTokens.Count > 0)
        {
            return UnknownIn(parsed);
        }

        return parsed.Errors.Select(MessageOf);
    }

    private static IEnumerable<string> UnknownIn(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var options = parsed.UnmatchedTokens.Where(token => token.StartsWith('-')).ToArray();
        return options.Length > 0
            ? options.Select(option => $"{option}: there is no such option.{NearMatch.Hint(option, NamesOf(command))}")
            : parsed
                .UnmatchedTokens.Take(1)
                .Select(token =>
                    command.Subcommands.Count > 0
                        ? $"{token}: there is no such command.{NearMatch.Hint(token, command.Subcommands.Select(verb => verb.Name))}"
                        : $"{token}: is one argument too many."
                );
    }

    private static string MessageOf(ParseError error) =>
        error.SymbolResult switch
        {
            OptionResult { Tokens.Count: 0, Option: IRuled ruled } => $"{ruled.Name}: needs a value: it {ruled.Rule}.",
            OptionResult { Tokens.Count: > 1, Option: IRuled ruled } => $"{ruled.Name}: is given more than once.",
            ArgumentResult { Tokens.Count: 0, Argument.Name: var missing } => $"{missing}: is missing.",
            CommandResult { Command: RootCommand } => "Name a command.",
            CommandResult { Tokens.Count: 0, Command.Arguments: [{ Arity.MinimumNumberOfValues: > 0, Name: var missing }, ..] } =>
                $"{missing}: is missing.",
            _ => error.Message,
        };

    private static IEnumerable<string> NamesOf(Command command) =>
        command.Options.Where(option => !option.Hidden).SelectMany(option => (string[])[option.Name, .. option.Aliases]);
}
