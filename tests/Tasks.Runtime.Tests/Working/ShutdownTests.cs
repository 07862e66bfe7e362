using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Working;

namespace Tasks.Runtime.Tests.Working;

public sealed class ShutdownTests
{
    private readonly SemaphoreSlim started = new(0);
    private readonly TaskCompletionSource mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WorkerBench Bench(bool heedsToken) =>
        new WorkerBench().With(
            "wait",
            async run =>
            {
                started.Release();
                await (heedsToken ? Task.Delay(Timeout.Infinite, run.CancellationToken) : mayEnd.Task);
                return JsonText.From("1");
            }
        );

    [Fact]
    [Trait("Fault", "F13")]
    public async Task A_graceful_stop_lets_the_running_end_and_claims_nothing_more()
    {
        await using var bench = Bench(heedsToken: false);
        var running = await bench.EnqueueAsync("wait");
        var worker = bench.Worker(settings => settings with { Concurrency = 1 });
        var end = worker.RunAsync();
        await started.WaitAsync(TestContext.Current.CancellationToken).SoonAsync();
        var waiting = await bench.EnqueueAsync("wait");

        worker.Stop();
        await Eventually.TrueAsync(() => worker.State.Phase == WorkerPhase.Draining);
        mayEnd.SetResult();

        Assert.True(await end.SoonAsync());
        Assert.Equal(Status.Successful, (await bench.ReadAsync(running)).Status);
        var untouched = await bench.ReadAsync(waiting);
        Assert.Equal((Status.Ready, 0), (untouched.Status, untouched.History.Attempts));
    }

    [Fact]
    [Trait("Spec", "LIFE-10")]
    [Trait("Fault", "F14")]
    [Trait("Fault", "F15")]
    public async Task A_forced_stop_fires_the_tokens_and_gives_back_without_counting()
    {
        await using var bench = Bench(heedsToken: true);
        var id = await bench.EnqueueAsync("wait");
        var worker = bench.Worker();
        var end = worker.RunAsync();
        await started.WaitAsync(TestContext.Current.CancellationToken).SoonAsync();

        worker.Stop();
        worker.Force();

        Assert.True(await end.SoonAsync());
        var task = await bench.ReadAsync(id);
        Assert.Equal(new TaskState.Ready(WaitReason.Enqueued), task.State);
        Assert.Equal(History.None, task.History);
    }

    [Fact]
    [Trait("Fault", "F14")]
    public async Task A_method_that_ignores_a_forced_stop_is_given_back_after_the_grace()
    {
        await using var bench = Bench(heedsToken: false);
        var id = await bench.EnqueueAsync("wait");
        var worker = bench.Worker();
        var end = worker.RunAsync();
        await started.WaitAsync(TestContext.Current.CancellationToken).SoonAsync();

        worker.Force();
        await bench.WorkerTime.RingAsync(WorkerSettings.Grace);

        Assert.True(await end.SoonAsync());
        Assert.Equal((Status.Ready, 0), ((await bench.ReadAsync(id)).Status, (await bench.ReadAsync(id)).History.Attempts));
        mayEnd.SetResult();
    }

    [Fact]
    [Trait("Spec", "OBS-1")]
    [Trait("Spec", "CLI-2")]
    public async Task An_observer_that_does_not_return_holds_up_a_stop_but_a_forced_one_leaves_it_after_the_grace()
    {
        // What comes after the observer comes on the stack of whoever lets it return.
        var observer = new TaskCompletionSource();
        await using var bench = new WorkerBench { Telling = observer.Task }.With("quick", _ => new(JsonText.From("1")));
        var ids = new[] { await bench.EnqueueAsync("quick"), await bench.EnqueueAsync("quick") };
        var worker = bench.Worker();
        var end = worker.RunAsync();
        await Eventually.TrueAsync(() => bench.SettledCount == 1);

        worker.Stop();
        await Eventually.TrueAsync(() => worker.State.Phase == WorkerPhase.Stopped);
        Assert.False(end.IsCompleted);
        worker.Force();
        await bench.WorkerTime.RingAsync(WorkerSettings.Grace);

        Assert.False(await end.SoonAsync());
        foreach (var id in ids)
        {
            Assert.Equal(Status.Successful, (await bench.ReadAsync(id)).Status);
        }

        observer.SetResult();
        Assert.Equal(1, bench.SettledCount);
    }

    [Fact]
    [Trait("Spec", "OBS-1")]
    public async Task Methods_and_observers_together_take_no_longer_than_twice_the_grace_of_a_forced_stop()
    {
        await using var bench = new WorkerBench { Telling = mayEnd.Task }
            .With("quick", _ => new(JsonText.From("1")))
            .With(
                "wait",
                async _ =>
                {
                    started.Release();
                    await mayEnd.Task;
                    return JsonText.From("1");
                }
            );
        await bench.EnqueueAsync("quick");
        await bench.EnqueueAsync("wait");
        var worker = bench.Worker();
        var end = worker.RunAsync();
        await started.WaitAsync(TestContext.Current.CancellationToken).SoonAsync();
        await Eventually.TrueAsync(() => bench.SettledCount == 1);

        worker.Force();
        await bench.WorkerTime.RingAsync(WorkerSettings.Grace);
        await Eventually.TrueAsync(() => worker.State.Phase == WorkerPhase.Stopped);
        bench.WorkerTime.Advance(WorkerSettings.Grace);

        Assert.False(await end.SoonAsync());
        mayEnd.SetResult();
    }

    [Fact]
    [Trait("Fault", "F16")]
    public async Task A_worker_stopped_before_it_begins_ends_at_once_and_begins_only_once()
    {
        await using var bench = Bench(heedsToken: true);
        var worker = bench.Worker();
        worker.Stop();
        worker.Stop();

        Assert.True(await worker.RunAsync().SoonAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(worker.RunAsync);
    }
}
