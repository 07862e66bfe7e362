namespace Tasks.Benchmarks;

/// <summary>What a drain loses as the table grows: its rate beside many rows that it must not look at, as a share of the empty table's.</summary>
internal static class GrowthBench
{
    private const int UsualRows = 1_000_000;
    private static readonly TimeSpan Later = TimeSpan.FromHours(12);

    public static async Task<Figures> RunAsync(Site site)
    {
        var tasks = site.Arguments.Tasks ?? (site.Arguments.IsInMemory ? 300_000 : 100_000);
        await DrainBench.DrainAsync(site, tasks / 10, Nothing);
        var before = await DrainBench.DrainAsync(site, tasks, Nothing);
        var (seconds, _) = await DrainBench.DrainAsync(site, tasks, place => FillAsync(site, place));
        var after = await DrainBench.DrainAsync(site, tasks, Nothing);
        return Figures.Of(site.Arguments, tasks, site.Slots, seconds, tasks / Math.Min(before.Seconds, after.Seconds));
    }

    private static Task Nothing(string place) => Task.CompletedTask;

    private static async Task FillAsync(Site site, string place)
    {
        var rows = site.Arguments.Rows ?? UsualRows;
        // The first enqueue makes the tables.
        await Bare.NothingTask.Using(delay: Later).EnqueueAsync(0);
        await site.Ground.GrowAsync(place, rows);
        var finished = site.Arguments.IsInMemory ? 0 : rows;
        Progress.Say($"grown: {rows:N0} future, {rows:N0} ready in a queue not served, {finished:N0} finished");
    }
}
