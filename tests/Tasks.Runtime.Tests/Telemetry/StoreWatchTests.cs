using Microsoft.Extensions.Time.Testing;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores;
using Tasks.Runtime.Telemetry;
using Tasks.Runtime.Telemetry.Gauges;
using Tasks.Runtime.Tests.Working;
using Tasks.Storage.InMemory;

namespace Tasks.Runtime.Tests.Telemetry;

[Trait("Spec", "OBS-3")]
public sealed class StoreWatchTests
{
    private readonly string backend = $"watch {Guid.NewGuid()}";
    private readonly FakeTimeProvider time = new(DateTimeOffset.Parse("2026-01-01T00:00:00Z"));
    private int reads;

    [Fact]
    public async Task Depth_and_age_of_each_queue_and_what_the_store_measures_itself_are_gauges()
    {
        var store = NewStore();
        var watch = new StoreWatch(backend, store, time);
        Instruments.Stores.Add(watch);
        await EnqueueAsync(store, "a", Timing.Now);
        await EnqueueAsync(store, "a", new Timing.NotBefore(Domain.Instant.From(time.GetUtcNow().AddHours(1))));
        await EnqueueAsync(store, "b", Timing.Now);
        time.Advance(TimeSpan.FromSeconds(90));

        using (var first = new Measures(backend))
        {
            await Eventually.TrueAsync(() => first.Scrape().Of("tasks.store.made_up").Count > 0);
        }

        using var measures = new Measures(backend).Scrape();

        Assert.Equal(
            ["a due 1", "a later 1", "a running 0", "b due 1", "b later 0", "b running 0"],
            measures
                .Of("tasks.queue.depth")
                .Select(measure => $"{measure.Tags["messaging.destination.name"]} {measure.Tags["tasks.state"]} {measure.Value}")
        );
        Assert.Equal([90.0, 90.0], measures.Of("tasks.queue.oldest_age").Select(measure => measure.Value));
        Assert.Equal(7, Assert.Single(measures.Of("tasks.store.made_up")).Value);
        Instruments.Stores.Remove(watch);
        using var after = new Measures(backend).Scrape();
        Assert.Empty(after.Of("tasks.queue.depth"));
    }

    [Fact]
    public async Task However_often_somebody_asks_the_store_is_read_once_in_five_seconds()
    {
        var store = NewStore();
        await EnqueueAsync(store, "a", Timing.Now);
        var watch = new StoreWatch(backend, store, time);

        await Eventually.TrueAsync(() => watch.Depths().Any());
        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal(3, watch.Depths().Count());
        }

        Assert.Equal(1, reads);
        time.Advance(TimeSpan.FromSeconds(5));
        await Eventually.TrueAsync(() => watch.Depths().Any() && Volatile.Read(ref reads) == 2);
    }

    [Fact]
    public async Task A_store_that_fails_has_no_figures_until_it_answers_again()
    {
        var store = NewStore();
        await EnqueueAsync(store, "a", Timing.Now);
        var watch = new StoreWatch(backend, store, time);
        await Eventually.TrueAsync(() => watch.Depths().Any());

        store.Before = _ => throw FaultyStore.Unavailable;
        time.Advance(TimeSpan.FromSeconds(5));
        await Eventually.TrueAsync(() => !watch.Depths().Any());
        store.Before = _ => { };
        await Eventually.TrueAsync(() => watch.Depths().Any(), () => time.Advance(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task What_is_not_used_any_more_is_not_kept_alive_by_being_watched()
    {
        var all = new Watched<object>();
        AddOne(all);

        await Eventually.TrueAsync(() => !all.All.Any(), GC.Collect);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void AddOne(Watched<object> all)
    {
        all.Add(new());
        Assert.Single(all.All);
    }

    private static Task EnqueueAsync(FaultyStore store, string queue, Timing timing)
    {
        var definition = Definition.Of(TaskName.Stored("task")) with { Queue = QueueName.Stored(queue) };
        var id = TaskId.Stored(Guid.NewGuid().ToString());
        return store.EnqueueAsync([new NewTask(id, new(definition, JsonText.EmptyObject, timing))], TestContext.Current.CancellationToken);
    }

    private FaultyStore NewStore() =>
        new(new InMemoryStore(time))
        {
            OnInspect = inspection =>
            {
                Interlocked.Increment(ref reads);
                return inspection with { Gauges = [new StoreGauge("tasks.store.made_up", "{row}", "Of this test.", 7)] };
            },
        };
}
