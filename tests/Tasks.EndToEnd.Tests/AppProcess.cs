using System.Diagnostics;
using System.Globalization;

namespace Tasks.EndToEnd.Tests;

/// <summary>The app as a process of its own; ended, at the latest, with the test.</summary>
internal sealed class AppProcess : IDisposable
{
    private readonly Process process;
    private readonly List<string> lines = [];

    private AppProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public bool HasExited => process.HasExited;

    public string Output
    {
        get
        {
            lock (lines)
            {
                return string.Join('\n', lines);
            }
        }
    }

    public static AppProcess Start(params string[] arguments) => StartSample("Tasks.EndToEnd.App", arguments);

    /// <summary>A program that these tests reference.</summary>
    public static AppProcess StartSample(string program, params string[] arguments)
    {
        var app = Path.Combine(AppContext.BaseDirectory, $"{program}.dll");
        var start = new ProcessStartInfo("dotnet", [app, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        return new(Process.Start(start)!);
    }

    /// <summary>Dies without a chance to say anything.</summary>
    public void Kill() => process.Kill();

    /// <summary>Is asked to end.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async Task<int> ExitAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (lines)
        {
            lines.Add(line ?? "");
        }
    }
}
