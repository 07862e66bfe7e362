using System.Diagnostics;

namespace Tasks.TestServers.Processes;

/// <summary>A program that is run to its end.</summary>
internal static class Command
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Runs it in that folder; an exit code other than 0 is an exception that holds what it printed.</summary>
    public static async Task RunAsync(string folder, params string[] command)
    {
        var (code, output) = await TryAsync(folder, command);
        if (code != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {code}:\n{output}");
        }
    }

    public static async Task<(int Code, string Output)> TryAsync(string folder, params string[] command)
    {
        using var process = Process.Start(
            new ProcessStartInfo(command[0], command[1..])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>The program's path by <c>PATH</c>, or null.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
