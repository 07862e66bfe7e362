using Tasks.Benchmarks.Raw;

namespace Tasks.Benchmarks;

/// <summary>What a drain loses as the table grows: its rate beside many rows that it must not look at, as a share of the empty table's.</summary>
internal static class GrowthBench
{
    private const int Chunk = 1_000;
    private static readonly TimeSpan Later = TimeSpan.FromHours(12);

    public static async Task<Figures> RunAsync(Site site)
    {
        var tasks = site.Arguments.Tasks ?? (site.Arguments.IsSqlite ? 100_000 : 300_000);
        await DrainBench.DrainAsync(site, tasks / 10, Nothing);
        var before = await DrainBench.DrainAsync(site, tasks, Nothing);
        var (seconds, _) = await DrainBench.DrainAsync(site, tasks, file => FillAsync(site, file));
        var after = await DrainBench.DrainAsync(site, tasks, Nothing);
        return Figures.Of(site.Arguments, tasks, site.Slots, seconds, tasks / Math.Min(before.Seconds, after.Seconds));
    }

    private static Task Nothing(string? file) => Task.CompletedTask;

    private static async Task FillAsync(Site site, string? file)
    {
        var rows = site.Arguments.Rows;
        if (file is not null)
        {
            // The first enqueue makes the tables.
            await Bare.NothingTask.Using(delay: Later).EnqueueAsync(0);
            RawSqlite.Grow(file, rows);
        }
        else
        {
            await EnqueueAsync(Bare.NothingTask.Using(delay: Later), rows / 2);
            await EnqueueAsync(Bare.NothingTask.Using(delay: Later, priority: 50), rows / 2);
            await EnqueueAsync(Bare.NothingTask.Using(queue: "unserved"), rows);
        }

        Progress.Say($"grown: {rows:N0} future, {rows:N0} ready in a queue not served{(file is null ? "" : $", {rows:N0} finished")}");
    }

    private static async Task EnqueueAsync(Bare.NothingTaskHandle handle, int rows)
    {
        foreach (var chunk in Enumerable.Range(0, rows).Select(number => handle.With(number)).Chunk(Chunk))
        {
            await TaskBackends.Default.EnqueueManyAsync(chunk);
        }
    }
}
