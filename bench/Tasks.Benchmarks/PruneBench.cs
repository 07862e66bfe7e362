using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace Tasks.Benchmarks;

/// <summary>
/// What pruning costs a worker: the rate of a drain while the command <c>prune</c> deletes old tasks from the same store, as a share of the
/// rate beside the same old tasks when nobody deletes them. Runs of both sorts take turns, and the median of each sort counts.
/// </summary>
internal static class PruneBench
{
    private const string Old = "old";
    private const int UsualRows = 100_000;
    private const int UsualTasks = 200_000;
    private const int Rounds = 3;

    public static async Task<Figures> RunAsync(Site site)
    {
        var tasks = site.Arguments.Tasks ?? UsualTasks;
        await RateAsync(site, tasks / 2, isPruned: true);
        var (without, with) = (new double[Rounds], new double[Rounds]);
        for (var round = 0; round < Rounds; round++)
        {
            without[round] = await RateAsync(site, tasks, isPruned: false);
            with[round] = await RateAsync(site, tasks, isPruned: true);
        }

        return Figures.Of(site.Arguments, tasks, site.Slots, tasks / Median(with), Median(without));
    }

    private static double Median(double[] rates) => rates.Order().ElementAt(rates.Length / 2);

    private static async Task<double> RateAsync(Site site, int tasks, bool isPruned)
    {
        var rows = site.Arguments.Rows ?? UsualRows;
        var place = await site.Ground.NewPlaceAsync();
        await FillAsync(site, place, rows);
        using var worker = Site.NewHost(site.Arguments.Store, site.Crew, place);
        using var operators = Site.NewHost(site.Arguments.Store, Crew.None, place);
        using var ambient = TaskBackends.Use(worker.Services);
        await DrainBench.EnqueueAsync(tasks);
        var done = Tally.Await(tasks);
        var clock = Stopwatch.StartNew();
        await worker.StartAsync();
        var pruning = isPruned ? Task.Run(() => PruneAsync(operators)) : done;
        // The rest of the drain has the store to itself, and the rest of the pruning too.
        await Task.WhenAny(done, pruning);
        var (ran, seconds) = (tasks - Tally.Left, clock.Elapsed.TotalSeconds);
        await pruning;
        var pruned = clock.Elapsed.TotalSeconds;
        await done;
        await worker.StopAsync();
        await RequireAsync(isPruned ? 0 : rows);
        Progress.Say($"{ran / seconds:N0}/s in {seconds:F2} s, {(isPruned ? $"pruned {rows:N0} in {pruned:F2} s" : "nothing pruned")}");
        return ran / seconds;
    }

    /// <summary>Old tasks, of a queue of their own, which a worker has finished.</summary>
    private static async Task FillAsync(Site site, string place, int rows)
    {
        using var host = Site.NewHost(site.Arguments.Store, site.Crew, Old, [place]);
        using var ambient = TaskBackends.Use(host.Services);
        await DrainBench.EnqueueAsync(rows, Bare.NothingTask.Using(queue: Old));
        await DrainBench.RunToEndAsync(host, rows);
    }

    private static async Task PruneAsync(IHost host)
    {
        if (await host.RunTasksCommandAsync(["prune", "--queue-name", Old, "--min-age-days", "0"]) is not 0)
        {
            throw new InvalidOperationException("The command 'prune' did not end well.");
        }
    }

    private static async Task RequireAsync(int rows)
    {
        var left = await TaskBackends.Default.CountAsync(new() { Queue = Old });
        if (left != rows)
        {
            throw new InvalidOperationException($"{left} old tasks are left instead of {rows}: the figure would be wrong.");
        }
    }
}
