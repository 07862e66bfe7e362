using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Tasks.Benchmarks.Grounds;

namespace Tasks.Benchmarks;

/// <summary>
/// What a forgotten transaction costs: the rate of a drain while a snapshot is open for a time, as a share of the rate without. Both are
/// rates of the last third of that time, when most has piled up that cannot be cleaned away.
/// </summary>
internal static class PinnedBench
{
    private const int FastestDrain = 40_000;

    public static async Task<Figures> RunAsync(Site site)
    {
        var tasks = site.Arguments.Tasks ?? FastestDrain * site.Arguments.ForSeconds;
        var free = await RateAsync(site, tasks, isPinned: false);
        var pinned = await RateAsync(site, tasks, isPinned: true);
        return new()
        {
            Bench = site.Arguments.Bench,
            Store = site.Arguments.Store,
            Tuned = site.Arguments.IsTuned,
            Tasks = tasks,
            Concurrency = site.Slots,
            Seconds = site.Arguments.ForSeconds,
            TasksPerSecond = Math.Round(pinned),
            RawPerSecond = Math.Round(free),
            Efficiency = Math.Round(pinned / free, 4),
        };
    }

    private static async Task<double> RateAsync(Site site, int tasks, bool isPinned)
    {
        var place = await site.Ground.NewPlaceAsync();
        using var host = Site.NewHost(site.Arguments.Store, site.Crew, place);
        using var ambient = TaskBackends.Use(host.Services);
        // The first call makes the tables.
        await TaskBackends.Default.CountAsync(new());
        await PostgreSqlGround.FillAsync(place, tasks);
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(place) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        if (isPinned)
        {
            // The first statement takes the snapshot.
            await using var look = new NpgsqlCommand("SELECT 1", connection);
            await look.ExecuteScalarAsync();
        }

        var rate = await LastThirdAsync(host, tasks, TimeSpan.FromSeconds(site.Arguments.ForSeconds));
        Progress.Say($"at the end {rate:N0}/s {(isPinned ? "with" : "without")} an open snapshot");
        return rate;
    }

    private static async Task<double> LastThirdAsync(IHost host, int tasks, TimeSpan time)
    {
        var empty = Tally.Await(tasks);
        await host.StartAsync();
        await Task.Delay(2 * time / 3);
        var left = Tally.Left;
        var clock = Stopwatch.StartNew();
        await Task.WhenAny(empty, Task.Delay(time / 3));
        var (seconds, done) = (clock.Elapsed.TotalSeconds, left - Tally.Left);
        await host.StopAsync();
        return left > 0 ? done / seconds : throw new InvalidOperationException("There were too few tasks for that time: say --tasks.");
    }
}
