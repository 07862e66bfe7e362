using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tasks.Benchmarks.Grounds;
using Tasks.Benchmarks.Raw;

namespace Tasks.Benchmarks;

/// <summary>Where a benchmark takes place: hosts on stores that nobody has used, and raw loops.</summary>
internal sealed class Site(Arguments arguments, Ground ground)
{
    private const string DefaultQueue = "default";

    public Arguments Arguments => arguments;

    public Ground Ground => ground;

    /// <summary>The worker's slots: as told, else the best (tuned), else the default.</summary>
    public int Slots => Arguments.Concurrency ?? (Arguments.IsTuned ? Ground.BestSlots : new WorkerOptions().Concurrency);

    /// <summary>The workers: one, or as many as are best (tuned), who share the slots.</summary>
    public Crew Crew => Arguments.IsTuned ? new(Ground.BestWorkers, Math.Max(1, Slots / Ground.BestWorkers)) : Crew.Of(Slots);

    /// <summary>A host on a store of its own.</summary>
    public async Task<IHost> NewHostAsync(bool works) => NewHost(Arguments.Store, works ? Crew : Crew.None, await Ground.NewPlaceAsync());

    /// <summary>A host on stores of that kind at these places, one alias each, the first of them the default.</summary>
    /// <param name="store">The kind.</param>
    /// <param name="crew">Who works on each.</param>
    /// <param name="places">The places.</param>
    public static IHost NewHost(string store, Crew crew, params string[] places) => NewHost(store, crew, DefaultQueue, places);

    /// <summary>The same, with workers that serve only this queue.</summary>
    public static IHost NewHost(string store, Crew crew, string queue, string[] places)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddTasks(tasks =>
        {
            for (var index = 0; index < places.Length; index++)
            {
                var alias = AliasOf(index);
                Ground.Add(tasks, store, places[index], alias);
                for (var worker = 0; worker < crew.Workers; worker++)
                {
                    tasks.AddWorker(options => (options.Backend, options.Concurrency, options.Queues) = (alias, crew.Slots, [queue]));
                }
            }
        });
        return builder.Build();
    }

    public static string AliasOf(int index) =>
        index == 0 ? TasksBuilder.DefaultAlias : "other" + index.ToString(CultureInfo.InvariantCulture);

    /// <summary>Measures between two raw loops, of which the better counts.</summary>
    public async Task<(T Measured, double Raw)> BetweenRawAsync<T>(Func<IRawLoop, double> rate, Func<Task<T>> measure)
    {
        var before = await RateAsync(rate, "before");
        var measured = await measure();
        return (measured, Math.Max(before, await RateAsync(rate, "after")));
    }

    private async Task<double> RateAsync(Func<IRawLoop, double> rate, string when)
    {
        using var loop = Ground.NewRawLoop(await Ground.NewPlaceAsync());
        var found = rate(loop);
        Progress.Say($"raw loop {when}: {found:N0}/s");
        return found;
    }
}
