using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Tasks.Benchmarks;

/// <summary>This program once more, as a process that only works. It ends when its standard input does, so also when its parent dies.</summary>
internal sealed class Child : IDisposable
{
    public const string Verb = "worker";

    private const string Ready = "working";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process process;

    private Child(Process process) => this.process = process;

    /// <summary>Starts workers on these stores, one each, and waits until they work.</summary>
    public static async Task<Child> StartAsync(string store, int slots, string[] places)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        }

        foreach (var argument in (string[])[Verb, store, slots.ToString(CultureInfo.InvariantCulture), .. places])
        {
            start.ArgumentList.Add(argument);
        }

        var child = new Child(Process.Start(start)!);
        return await child.ReadAsync() == Ready ? child : throw new InvalidOperationException("The worker's process did not start.");
    }

    /// <summary>The next line it prints.</summary>
    public async Task<string> ReadAsync() =>
        await process.StandardOutput.ReadLineAsync().WaitAsync(Patience)
        ?? throw new InvalidOperationException("The worker's process ended.");

    /// <summary>What that process does.</summary>
    public static async Task RunAsync(string[] args)
    {
        Arrivals.Note = ticks => Console.WriteLine(ticks.ToString(CultureInfo.InvariantCulture));
        using var host = Site.NewHost(args[1], Crew.Of(int.Parse(args[2], CultureInfo.InvariantCulture)), args[3..]);
        await host.StartAsync();
        Console.WriteLine(Ready);
        await Console.In.ReadToEndAsync();
        await host.StopAsync();
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }
}
