using System.Diagnostics;

namespace Tasks.Storage.Sqlite.Tests.Processes;

/// <summary>This test program once more, as another process that does one verb on a file.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process process;

    public ChildProcess(string verb, string file)
    {
        var program = Path.Combine(AppContext.BaseDirectory, typeof(Child).Assembly.GetName().Name!);
        process = Process.Start(
            new ProcessStartInfo(OperatingSystem.IsWindows() ? program + ".exe" : program)
            {
                RedirectStandardOutput = true,
                RedirectStandardInput = true,
                Environment = { [Child.Variable] = $"{verb}|{file}" },
            }
        )!;
    }

    public Task<string?> ReadLineAsync() => process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();

    public void WriteLine() => process.StandardInput.WriteLine();

    /// <summary>What it still says, to its end.</summary>
    public async Task<string[]> ReadToEndAsync()
    {
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>Ends it as kill -9 does.</summary>
    public void Kill() => process.Kill();

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
