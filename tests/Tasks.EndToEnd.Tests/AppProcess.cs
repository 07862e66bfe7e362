using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tasks.TestServers;

namespace Tasks.EndToEnd.Tests;

/// <summary>The app as a process of its own; ended, at the latest, with the test.</summary>
internal sealed class AppProcess : IDisposable
{
    // Tests that a shell has put into the background ignore these signals, and so would every process they start. env becomes the app: it has
    // the same process id.
    private const string Signals = "--default-signal=HUP,INT,QUIT";

    private readonly Process process;
    private readonly StringBuilder said = new();
    private readonly Task reading;

    private AppProcess(Process process)
    {
        this.process = process;
        reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    public bool HasExited => process.HasExited;

    public string Output
    {
        get
        {
            lock (said)
            {
                return said.ToString();
            }
        }
    }

    public static AppProcess Start(params string[] arguments) => StartSample("Tasks.EndToEnd.App", arguments);

    /// <summary>A program that these tests reference.</summary>
    public static AppProcess StartSample(string program, params string[] arguments) =>
        Start(new ProcessStartInfo("env", [Signals, "dotnet", PathOf(program), .. arguments]));

    /// <summary>The app at a screen of its own, a pseudo-terminal that <c>script</c> (of util-linux) keeps; what is typed goes to it.</summary>
    public static AppProcess StartOnScreen(params string[] arguments)
    {
        string[] words = ["env", Signals, "dotnet", PathOf("Tasks.EndToEnd.App"), .. arguments];
        // The app takes the place of the shell: a shell beside it would get each Ctrl-C as well, and some end with 130 then, whatever the
        // app's own exit code. Nor does it matter which shell somebody likes.
        var line = "exec " + string.Join(' ', words.Select(word => $"'{word}'"));
        var start = new ProcessStartInfo("script", ["-qefc", line, "/dev/null"]) { RedirectStandardInput = true };
        start.Environment["TERM"] = "xterm";
        start.Environment["SHELL"] = "/bin/sh";
        try
        {
            return Start(start);
        }
        catch (Win32Exception)
        {
            throw new ServerMissingException("script is not on PATH: install it (Debian: apt-get install bsdutils).");
        }
    }

    /// <summary>Dies without a chance to say anything.</summary>
    public void Kill() => process.Kill();

    /// <summary>Is asked to end.</summary>
    public void Terminate() => Signal("TERM");

    /// <summary>Gets a signal, by its name without SIG.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Somebody presses Ctrl and C at its screen.</summary>
    public void PressCtrlC()
    {
        process.StandardInput.Write('\x03');
        process.StandardInput.Flush();
    }

    /// <summary>Waits until it has said something.</summary>
    public async Task SaysAsync(string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(limit.IsCancellationRequested || (HasExited && !Output.Contains(text, StringComparison.Ordinal)), Output);
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    public async Task<int> ExitAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        await process.WaitForExitAsync(limit.Token);
        await reading.WaitAsync(limit.Token);
        return process.ExitCode;
    }

    public void Dispose()
    {
        // What it has started goes with it: at a screen, the app is a child of the screen's.
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private static AppProcess Start(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        return new(Process.Start(start)!);
    }

    private static string PathOf(string program) => Path.Combine(AppContext.BaseDirectory, $"{program}.dll");

    // In pieces and not in lines: a line that is drawn again and again has no end.
    private async Task ReadAsync(StreamReader from)
    {
        var piece = new char[4096];
        int length;
        while ((length = await from.ReadAsync(piece)) > 0)
        {
            lock (said)
            {
                said.Append(piece, 0, length);
            }
        }
    }
}
