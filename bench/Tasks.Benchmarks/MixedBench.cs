using System.Diagnostics;

namespace Tasks.Benchmarks;

/// <summary>Callers enqueue one by one while a worker drains: from the first call to the last outcome.</summary>
internal static class MixedBench
{
    private const int WarmUp = 5_000;

    public static async Task<Figures> RunAsync(Site site)
    {
        var tasks = site.Arguments.Tasks ?? (site.Arguments.IsInMemory ? 300_000 : 50_000);
        await MixAsync(site, Math.Max(WarmUp, tasks / 2));
        var ((seconds, bytes), raw) = await site.BetweenRawAsync(
            loop => loop.Mix(tasks, EnqueueBench.Callers),
            () => MixAsync(site, tasks)
        );
        return Figures.Of(site.Arguments, tasks, site.Slots, seconds, raw) with
        {
            AllocatedBytesPerTask = Math.Round(bytes / (double)tasks),
        };
    }

    private static async Task<(double Seconds, long Bytes)> MixAsync(Site site, int tasks)
    {
        using var host = await site.NewHostAsync(works: true);
        using var ambient = TaskBackends.Use(host.Services);
        await host.StartAsync();
        GC.Collect();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var done = Tally.Await(tasks);
        var clock = Stopwatch.StartNew();
        await EnqueueBench.OneByOneAsync(tasks, EnqueueBench.Callers);
        await done;
        await host.StopAsync();
        var seconds = clock.Elapsed.TotalSeconds;
        Progress.Say($"enqueued and drained {tasks:N0} in {seconds:F2} s: {tasks / seconds:N0}/s");
        return (seconds, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }
}
