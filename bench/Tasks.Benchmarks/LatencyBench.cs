using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;

namespace Tasks.Benchmarks;

/// <summary>
/// From just before an enqueue in this process to the first line of the method in an idle worker's process (in memory: in this one). Both
/// read the machine's monotonic clock. One task at a time, at random moments.
/// </summary>
internal static class LatencyBench
{
    private const int WarmUp = 20;
    private const int CalmStores = 40;

    // Longer than the store looks briskly for what others write after the last activity.
    private static readonly TimeSpan CalmAfter = TimeSpan.FromSeconds(65);

    public static async Task<Figures> RunAsync(Site site)
    {
        var clock = Stopwatch.StartNew();
        var latencies = site.Arguments switch
        {
            { IsInMemory: true } => await InThisProcessAsync(site),
            { IsSqlite: true, IsCalm: true } => await CalmAsync(site),
            _ => await BriskAsync(site),
        };
        latencies.Sort();
        return new()
        {
            Bench = site.Arguments.Bench,
            Store = site.Arguments.Store,
            Tuned = site.Arguments.IsTuned,
            Tasks = latencies.Count,
            Concurrency = site.Slots,
            Seconds = Math.Round(clock.Elapsed.TotalSeconds, 3),
            P50 = Percentile(latencies, 0.50),
            P95 = Percentile(latencies, 0.95),
            P99 = Percentile(latencies, 0.99),
        };
    }

    private static async Task<List<long>> InThisProcessAsync(Site site)
    {
        var arrived = Channel.CreateUnbounded<long>();
        Arrivals.Note = ticks => arrived.Writer.TryWrite(ticks);
        using var host = await site.NewHostAsync(works: true);
        await host.StartAsync();
        var found = await SampleAsync(site.Arguments.Tasks ?? 300, _ => 0, async () => await arrived.Reader.ReadAsync());
        await host.StopAsync();
        return found;
    }

    private static async Task<List<long>> BriskAsync(Site site)
    {
        string[] places = [await site.Ground.NewPlaceAsync()];
        using var host = await StartAsync(site, places);
        using var child = await Child.StartAsync(site.Arguments.Store, site.Slots, places);
        var found = await SampleAsync(site.Arguments.Tasks ?? 300, _ => 0, () => TicksAsync(child));
        await host.StopAsync();
        return found;
    }

    /// <summary>A task wakes its store for a minute; so each sample has a store of its own, and all of them calm down together.</summary>
    private static async Task<List<long>> CalmAsync(Site site)
    {
        var warm = await site.Ground.NewPlaceAsync();
        var files = await Task.WhenAll(Enumerable.Range(0, site.Arguments.Tasks ?? CalmStores).Select(_ => site.Ground.NewPlaceAsync()));
        using var host = await StartAsync(site, [warm, .. files]);
        using var child = await Child.StartAsync(site.Arguments.Store, site.Slots, [warm, .. files]);
        await SampleAsync(0, _ => 0, () => TicksAsync(child));
        Progress.Say($"{files.Length} workers on {files.Length} files calm down for {CalmAfter.TotalSeconds} s");
        await Task.Delay(CalmAfter);
        var found = await SampleAsync(files.Length, sample => sample + 1, () => TicksAsync(child), warmUp: 0);
        await host.StopAsync();
        return found;
    }

    private static async Task<IHost> StartAsync(Site site, string[] places)
    {
        var host = Site.NewHost(site.Arguments.Store, Crew.None, places);
        await host.StartAsync();
        return host;
    }

    /// <summary>Sends one after another and waits for each; the first few are not looked at.</summary>
    private static async Task<List<long>> SampleAsync(int samples, Func<int, int> storeOf, Func<Task<long>> arrival, int warmUp = WarmUp)
    {
        var found = new List<long>();
        for (var sample = -warmUp; sample < samples; sample++)
        {
            await Task.Delay(Random.Shared.Next(20, 60));
            var handle = Bare.ArriveTask.Using(backend: Site.AliasOf(storeOf(sample)));
            await handle.EnqueueAsync(Stopwatch.GetTimestamp());
            var ticks = await arrival().WaitAsync(TimeSpan.FromSeconds(30));
            if (sample >= 0)
            {
                found.Add(ticks);
            }
        }

        return found;
    }

    private static async Task<long> TicksAsync(Child child) => long.Parse(await child.ReadAsync(), CultureInfo.InvariantCulture);

    private static double Percentile(List<long> sorted, double share)
    {
        var ticks = sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];
        return Math.Round(ticks * 1_000d / Stopwatch.Frequency, 3);
    }
}
