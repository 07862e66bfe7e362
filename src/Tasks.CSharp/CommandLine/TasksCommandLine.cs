using Microsoft.Extensions.Hosting;
using Tasks.CommandLine;

namespace Tasks;

/// <summary>The command line of an app with tasks.</summary>
public static class TasksCommandLine
{
    /// <summary>
    /// Runs the command that the arguments name: <c>worker</c>, <c>list</c>, <c>retry</c> and their like; <c>--help</c> names all. Without
    /// arguments it runs the host until it is stopped. A command does not start the host's own services, and the host can be used again
    /// after it.
    /// </summary>
    /// <param name="host">The host; one that has not started. Build it without <paramref name="args"/>.</param>
    /// <param name="args">The arguments of the program.</param>
    /// <param name="cancellationToken">Ends the command; a worker as one signal does.</param>
    /// <returns>The exit code: 0 all well, 1 something was wrong, 2 the arguments were wrong and nothing was done.</returns>
    /// <exception cref="InvalidTaskBackendException"><c>AddTasks</c> was not called on the host's services.</exception>
    public static Task<int> RunTasksCommandAsync(this IHost host, string[] args, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(args);
        return args.Length == 0
            ? RunHostAsync(host, cancellationToken)
            : CommandRun.RunAsync(host.Services, args, Terminal.OfProcess, cancellationToken);
    }

    private static async Task<int> RunHostAsync(IHost host, CancellationToken cancellationToken)
    {
        // Not RunAsync, which would dispose the host: it is the caller's.
        await host.StartAsync(cancellationToken);
        await host.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Well;
    }
}
