using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace Tasks.Benchmarks;

/// <summary>Many tasks through one worker, enqueued as it goes, and what the process remembers of them: nothing, if memory is flat.</summary>
internal static class LongBench
{
    private const int Parts = 10;

    public static async Task<Figures> RunAsync(Site site)
    {
        var tasks = (site.Arguments.Tasks ?? 1_000_000) / Parts * Parts;
        using var host = await site.NewHostAsync(works: true);
        using var ambient = TaskBackends.Use(host.Services);
        await host.StartAsync();
        var clock = Stopwatch.StartNew();
        var live = new List<long>();
        for (var part = 0; part < Parts; part++)
        {
            var done = Tally.Await(tasks / Parts);
            await DrainBench.EnqueueAsync(tasks / Parts);
            await done;
            live.Add(GC.GetTotalMemory(forceFullCollection: true));
            Progress.Say($"{(part + 1) * (tasks / Parts):N0} tasks: {live[^1] / 1024.0 / 1024.0:F1} MiB live");
        }

        await host.StopAsync();
        return new()
        {
            Bench = site.Arguments.Bench,
            Store = site.Arguments.Store,
            Tuned = site.Arguments.IsTuned,
            Tasks = tasks,
            Concurrency = site.Slots,
            Seconds = Math.Round(clock.Elapsed.TotalSeconds, 3),
            TasksPerSecond = Math.Round(tasks / clock.Elapsed.TotalSeconds),
            LiveBytesFirst = live[0],
            LiveBytesLast = live[^1],
        };
    }
}
