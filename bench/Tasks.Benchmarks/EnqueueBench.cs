using System.Diagnostics;
using Tasks.Benchmarks.Grounds;

namespace Tasks.Benchmarks;

/// <summary>How fast calls become stored tasks: one by one from several callers, or many a call from one.</summary>
internal static class EnqueueBench
{
    /// <summary>How many callers enqueue one by one unless told otherwise.</summary>
    public const int Callers = 16;

    private const int WarmUp = 5_000;
    private const int Counted = 10_000;

    public static async Task<Figures> RunAsync(Site site)
    {
        var isMany = site.Arguments.Bench == "enqueue-many";
        var callers = site.Arguments.Concurrency ?? (isMany ? 1 : Callers);
        var tasks = site.Arguments.Tasks ?? (site.Arguments.IsInMemory ? 500_000 : 100_000);
        await EnqueueAsync(site, isMany, callers, Math.Max(WarmUp, tasks / 2));
        var ((seconds, bytes), raw) = await site.BetweenRawAsync(
            loop => isMany ? loop.EnqueueMany(tasks) : loop.Enqueue(tasks, callers),
            () => EnqueueAsync(site, isMany, callers, tasks)
        );
        var cost = await CostAsync(site, isMany, callers);
        return Figures.Of(site.Arguments, tasks, callers, seconds, raw) with
        {
            AllocatedBytesPerTask = Math.Round(bytes / (double)tasks),
            StatementsPerTask = cost?.Statements,
            LogBytesPerTask = cost?.LogBytes,
        };
    }

    /// <summary>Enqueues one by one to the ambient backend, each caller its share.</summary>
    public static Task OneByOneAsync(int tasks, int callers)
    {
        var next = 0;
        return Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(CallAsync)));

        async Task CallAsync()
        {
            int number;
            while ((number = Interlocked.Increment(ref next)) <= tasks)
            {
                await Bare.NothingTask.EnqueueAsync(number);
            }
        }
    }

    private static async Task<(double Seconds, long Bytes)> EnqueueAsync(Site site, bool isMany, int callers, int tasks)
    {
        using var host = await site.NewHostAsync(works: false);
        using var ambient = TaskBackends.Use(host.Services);
        await Bare.NothingTask.EnqueueAsync(0);
        GC.Collect();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var clock = Stopwatch.StartNew();
        await (isMany ? DrainBench.EnqueueAsync(tasks) : OneByOneAsync(tasks, callers));
        var seconds = clock.Elapsed.TotalSeconds;
        Progress.Say($"enqueued {tasks:N0} in {seconds:F2} s: {tasks / seconds:N0}/s");
        return (seconds, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }

    /// <summary>What a task costs the store, in an enqueue that is not timed.</summary>
    private static async Task<Cost?> CostAsync(Site site, bool isMany, int callers)
    {
        using var meter = site.Ground.NewMeter();
        if (meter is null)
        {
            return null;
        }

        using var host = await site.NewHostAsync(works: false);
        using var ambient = TaskBackends.Use(host.Services);
        await Bare.NothingTask.EnqueueAsync(0);
        var before = await meter.ReadAsync();
        await (isMany ? DrainBench.EnqueueAsync(Counted) : OneByOneAsync(Counted, callers));
        return (await meter.ReadAsync()).Since(before).PerTask(Counted);
    }
}
