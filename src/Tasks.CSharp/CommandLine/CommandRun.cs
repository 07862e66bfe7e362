using System.CommandLine;
using Microsoft.Extensions.Options;
using Tasks.CommandLine.Asking;
using Tasks.CommandLine.Telling;

namespace Tasks.CommandLine;

/// <summary>One run of one command: reads the arguments, refuses wrong ones before anything is done, and gives the exit code.</summary>
internal static class CommandRun
{
    public static async Task<int> RunAsync(IServiceProvider services, string[] args, Terminal terminal, CancellationToken cancellationToken)
    {
        using var ambient = TaskBackends.Use(services);
        var desk = new Desk(services, new Screen(terminal));
        // Nothing that begins with an @ is a file of arguments here.
        var parsed = CommandTree.Of(desk).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            return WrongUse.Tell(parsed, desk.Screen);
        }

        try
        {
            return await parsed.InvokeAsync(
                new()
                {
                    Output = terminal.Out,
                    Error = terminal.Error,
                    EnableDefaultExceptionHandler = false,
                    // A worker hears signals itself; every other command ends with its process.
                    ProcessTerminationTimeout = null,
                },
                cancellationToken
            );
        }
        catch (WrongUseException wrong)
        {
            desk.Screen.Trouble(wrong.Message);
            return ExitCode.WrongUse;
        }
        catch (OptionsValidationException wrong)
        {
            foreach (var mistake in wrong.Failures)
            {
                desk.Screen.Trouble(mistake);
            }

            return ExitCode.Trouble;
        }
        catch (TaskException failure)
        {
            desk.Screen.Trouble(failure.Message);
            return ExitCode.Trouble;
        }
    }
}
