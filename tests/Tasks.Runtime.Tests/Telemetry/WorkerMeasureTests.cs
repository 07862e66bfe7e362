using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Runtime.Tests.Working;

namespace Tasks.Runtime.Tests.Telemetry;

[Trait("Spec", "OBS-3")]
public sealed class WorkerMeasureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ValueTask<JsonText> Nothing => ValueTask.FromResult(JsonText.Null);

    [Fact]
    public async Task Runs_are_counted_and_timed_by_queue_task_and_outcome()
    {
        await using var bench = new WorkerBench().With("fine", _ => Nothing).With("throw", _ => throw new InvalidOperationException());
        using var measures = new Measures(bench.Backend);
        await bench.EnqueueAsync("fine");
        await bench.EnqueueAsync("fine");
        await bench.EnqueueAsync("throw");
        bench.StoreTime.Advance(TimeSpan.FromSeconds(7));

        await bench.DrainAsync();

        Assert.Equal(3, measures.Sum("messaging.client.consumed.messages"));
        Assert.Equal([7.0, 7.0, 7.0], measures.Of("tasks.queue.time").Select(measure => measure.Value));
        Assert.Equal(
            ["fine successful", "fine successful", "throw failed"],
            measures.Of("tasks.finished").Select(measure => $"{measure.Tags["tasks.task.name"]} {measure.Tags["tasks.outcome"]}").Order()
        );
        Assert.Equal(
            [null, null, "System.InvalidOperationException"],
            measures.Of("messaging.process.duration").Select(measure => measure.Tags.GetValueOrDefault("error.type")).Order()
        );
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["messaging.system"] = "tasks",
                ["messaging.operation.name"] = "process",
                ["messaging.destination.name"] = "default",
                ["tasks.backend"] = bench.Backend,
                ["tasks.task.name"] = "throw",
                ["tasks.outcome"] = "failed",
            },
            measures.Of("tasks.finished").Single(measure => Equals(measure.Tags["tasks.outcome"], "failed")).Tags
        );
    }

    [Fact]
    public async Task A_run_that_will_be_tried_again_is_a_retry_and_no_end()
    {
        await using var bench = new WorkerBench().With("throw", _ => throw new InvalidOperationException());
        using var measures = new Measures(bench.Backend);
        await bench.EnqueueAsync("throw", definition => definition with { Retry = RetryPolicy.Default with { MaxAttempts = 3 } });

        await bench.DrainAsync();

        Assert.Equal((2, 1), (measures.Sum("tasks.retries"), measures.Sum("tasks.finished")));
    }

    [Fact]
    public async Task A_task_of_an_unknown_name_was_not_started()
    {
        await using var bench = new WorkerBench();
        using var measures = new Measures(bench.Backend);
        await bench.EnqueueAsync("nobody's");

        await bench.DrainAsync();

        Assert.Equal((0, 0), (measures.Sum("messaging.client.consumed.messages"), measures.Sum("tasks.finished")));
    }

    [Fact]
    public async Task An_exchange_is_timed_and_what_it_carried_is_counted()
    {
        await using var bench = new WorkerBench().With("fine", _ => Nothing);
        using var measures = new Measures(bench.Backend);
        for (var i = 0; i < 3; i++)
        {
            await bench.EnqueueAsync("fine");
        }

        await bench.DrainAsync();

        Assert.Equal((3, 3), (measures.Sum("tasks.exchange.claimed"), measures.Sum("tasks.exchange.settled")));
        Assert.Equal(measures.Of("tasks.exchange.claimed").Count, measures.Of("tasks.exchange.duration").Count);
        Assert.All(measures.Of("tasks.exchange.duration"), measure => Assert.Equal(0, measure.Value));
    }

    [Fact]
    public async Task Failures_of_the_store_are_counted_by_what_was_asked_and_so_is_its_return()
    {
        await using var bench = new WorkerBench().With("fine", _ => Nothing);
        using var measures = new Measures(bench.Backend);
        var id = await bench.EnqueueAsync("fine");
        var calls = 0;
        bench.Between.Before = verb =>
        {
            if (verb == "exchange" && ++calls <= 2)
            {
                throw FaultyStore.Unavailable;
            }
        };
        var worker = bench.Worker();
        var end = worker.RunAsync();
        await Eventually.TrueAsync(
            async () => (await bench.ReadAsync(id)).IsFinished,
            () => bench.WorkerTime.Advance(TimeSpan.FromMilliseconds(100))
        );
        worker.Stop();
        Assert.True(await bench.EndAsync(end));

        Assert.Equal(["exchange", "exchange"], measures.Of("tasks.store.failures").Select(measure => measure.Tags["tasks.store.verb"]));
        Assert.InRange(measures.Sum("tasks.store.reconnects"), 1, 2);
    }

    [Fact]
    public async Task A_lost_worker_is_a_crash_where_it_is_noticed()
    {
        await using var bench = new WorkerBench();
        using var measures = new Measures(bench.Backend);
        var id = await bench.EnqueueLostAsync("fatal");

        var worker = bench.Worker();
        var end = worker.RunAsync();
        await Eventually.TrueAsync(() => measures.Sum("tasks.crashes") > 0, () => bench.WorkerTime.Advance(TimeSpan.FromMilliseconds(500)));

        Assert.Equal(Status.Failed, (await bench.ReadAsync(id)).Status);
        Assert.Equal("failed", Assert.Single(measures.Of("tasks.finished")).Tags["tasks.outcome"]);
        worker.Stop();
        Assert.True(await bench.EndAsync(end));
    }

    [Fact]
    public async Task An_outcome_under_a_lease_that_was_taken_away_is_stale()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mayEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var bench = new WorkerBench().With(
            "wait",
            async _ =>
            {
                started.TrySetResult();
                await mayEnd.Task;
                return JsonText.Null;
            }
        );
        using var measures = new Measures(bench.Backend);
        await bench.EnqueueAsync("wait");
        var worker = bench.Worker();
        var end = worker.RunAsync();
        await started.Task.SoonAsync();

        bench.StoreTime.Advance(TimeSpan.FromMinutes(1));
        await bench.Store.SweepAsync(10, Token);
        mayEnd.SetResult();

        await Eventually.TrueAsync(
            () => measures.Of("tasks.outcomes.stale").Count > 0,
            () => bench.WorkerTime.Advance(TimeSpan.FromMilliseconds(100))
        );
        worker.Stop();
        await bench.EndAsync(end);
    }

    [Fact]
    public async Task Gauges_tell_of_the_workers_that_work()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mayEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var bench = new WorkerBench().With(
            "wait",
            async _ =>
            {
                started.TrySetResult();
                await mayEnd.Task;
                return JsonText.Null;
            }
        );
        await bench.EnqueueAsync("wait");
        var worker = bench.Worker();
        var end = worker.RunAsync();
        await started.Task.SoonAsync();

        using (var measures = new Measures(bench.Backend).Scrape())
        {
            Assert.Equal(
                (4, 1, 0),
                (measures.Sum("tasks.worker.slots"), measures.Sum("tasks.worker.running"), measures.Sum("tasks.worker.stuck"))
            );
            Assert.Equal("bench", measures.Of("tasks.worker.slots")[0].Tags["messaging.client.id"]);
        }

        mayEnd.SetResult();
        worker.Stop();
        Assert.True(await bench.EndAsync(end));
        using var after = new Measures(bench.Backend).Scrape();
        Assert.Empty(after.Of("tasks.worker.slots"));
    }
}
