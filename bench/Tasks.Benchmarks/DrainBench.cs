using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Tasks.Benchmarks.Grounds;

namespace Tasks.Benchmarks;

/// <summary>How fast a worker works off what waits: from the start of its host to the end of its stop, by when all is settled.</summary>
internal static class DrainBench
{
    private const int WarmUp = 5_000;
    private const int Counted = 10_000;
    private const int Chunk = 1_000;

    public static async Task<Figures> RunAsync(Site site)
    {
        var tasks = site.Arguments.Tasks ?? (site.Arguments.IsInMemory ? 500_000 : 100_000);
        await DrainAsync(site, Math.Max(WarmUp, tasks / 2), FillNothing);
        var ((seconds, bytes), raw) = await site.BetweenRawAsync(loop => loop.Drain(tasks), () => DrainAsync(site, tasks, FillNothing));
        var cost = await CostAsync(site);
        return Figures.Of(site.Arguments, tasks, site.Slots, seconds, raw) with
        {
            AllocatedBytesPerTask = Math.Round(bytes / (double)tasks),
            StatementsPerTask = cost?.Statements,
            LogBytesPerTask = cost?.LogBytes,
        };
    }

    /// <summary>Drains a store of its own once.</summary>
    /// <param name="site">Where.</param>
    /// <param name="tasks">How many tasks.</param>
    /// <param name="fill">Puts other rows into the store first; the tasks' host is the ambient one.</param>
    /// <returns>How long the drain took, and what was allocated from the first enqueue to the last outcome.</returns>
    public static async Task<(double Seconds, long Bytes)> DrainAsync(Site site, int tasks, Func<string, Task> fill)
    {
        var place = await site.Ground.NewPlaceAsync();
        using var host = Site.NewHost(site.Arguments.Store, site.Crew, place);
        using var ambient = TaskBackends.Use(host.Services);
        await fill(place);
        var settled = await SettledAsync();
        Collect();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        await EnqueueAsync(tasks);
        var processor = Environment.CpuUsage.TotalTime;
        var seconds = await RunToEndAsync(host, tasks);
        processor = Environment.CpuUsage.TotalTime - processor;
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        RequireAll(tasks, await SettledAsync() - settled);
        Progress.Say(
            $"drained {tasks:N0} in {seconds:F2} s: {tasks / seconds:N0}/s, {processor.TotalMicroseconds / tasks:F1} µs of processor a task"
        );
        return (seconds, bytes);
    }

    /// <summary>Enqueues to the ambient backend, many at a time.</summary>
    public static Task EnqueueAsync(int tasks) => EnqueueAsync(tasks, Bare.NothingTask);

    /// <summary>Enqueues to the ambient backend, many at a time, as the handle has them.</summary>
    public static async Task EnqueueAsync(int tasks, Bare.NothingTaskHandle handle)
    {
        foreach (var chunk in Enumerable.Range(0, tasks).Select(number => handle.With(number)).Chunk(Chunk))
        {
            await TaskBackends.Default.EnqueueManyAsync(chunk);
        }
    }

    /// <summary>From the start of the host to the end of its stop; in seconds.</summary>
    public static async Task<double> RunToEndAsync(IHost host, int tasks)
    {
        var done = Tally.Await(tasks);
        var clock = Stopwatch.StartNew();
        await host.StartAsync();
        await done;
        await host.StopAsync();
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>What a task costs the store, in a drain that is not timed.</summary>
    private static async Task<Cost?> CostAsync(Site site)
    {
        using var meter = site.Ground.NewMeter();
        if (meter is null)
        {
            return null;
        }

        using var host = await site.NewHostAsync(works: true);
        using var ambient = TaskBackends.Use(host.Services);
        await EnqueueAsync(Counted);
        var before = await meter.ReadAsync();
        await RunToEndAsync(host, Counted);
        return (await meter.ReadAsync()).Since(before).PerTask(Counted);
    }

    private static Task FillNothing(string place) => Task.CompletedTask;

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private static Task<long> SettledAsync() => TaskBackends.Default.CountAsync(new() { Status = TaskResultStatus.Successful });

    private static void RequireAll(int tasks, long settled)
    {
        if (settled != tasks)
        {
            throw new InvalidOperationException($"Only {settled} of {tasks} outcomes are stored: the figure would be wrong.");
        }
    }
}
