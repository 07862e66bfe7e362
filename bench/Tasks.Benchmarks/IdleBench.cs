using System.Diagnostics;

namespace Tasks.Benchmarks;

/// <summary>What a worker asks of a store that has nothing for it.</summary>
internal static class IdleBench
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    public static async Task<Figures> RunAsync(Site site)
    {
        using var meter = site.Ground.NewMeter() ?? throw new InvalidOperationException("This server does not count statements.");
        using var host = await site.NewHostAsync(works: true);
        await host.StartAsync();
        await Task.Delay(Settling);
        var clock = Stopwatch.StartNew();
        var before = await meter.ReadAsync();
        await Task.Delay(TimeSpan.FromSeconds(site.Arguments.ForSeconds));
        var cost = (await meter.ReadAsync()).Since(before);
        var seconds = clock.Elapsed.TotalSeconds;
        await host.StopAsync();
        return new()
        {
            Bench = site.Arguments.Bench,
            Store = site.Arguments.Store,
            Tuned = site.Arguments.IsTuned,
            Tasks = 0,
            Concurrency = site.Slots,
            Seconds = Math.Round(seconds, 3),
            StatementsPerSecond = Math.Round(cost.Statements / seconds, 2),
        };
    }
}
