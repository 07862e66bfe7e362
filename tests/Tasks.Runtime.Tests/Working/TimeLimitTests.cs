using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;

namespace Tasks.Runtime.Tests.Working;

public sealed class TimeLimitTests
{
    // Shorter than a lease: a clock that leaps over a whole lease loses the session first.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    [Trait("Spec", "LIFE-10")]
    [Trait("Fault", "F4")]
    public async Task A_run_over_its_time_limit_is_told_by_its_token_and_fails_with_a_time_out()
    {
        await using var bench = new WorkerBench().With(
            "slow",
            async run =>
            {
                started.SetResult();
                await Task.Delay(Timeout.Infinite, run.CancellationToken);
                return default;
            }
        );
        var id = await bench.EnqueueAsync("slow", definition => definition with { TimeLimit = Limit });
        var worker = bench.Worker();
        var end = worker.RunAsync();
        await started.Task.SoonAsync();

        bench.WorkerTime.Advance(Limit);

        await Eventually.TrueAsync(async () => (await bench.ReadAsync(id)).IsFinished);
        var task = await bench.ReadAsync(id);
        Assert.Equal(Status.Failed, task.Status);
        Assert.Equal("System.TimeoutException", task.History.Errors[0].Failure.ExceptionType);
        Assert.Contains("7 s", task.History.Errors[0].Failure.Message, StringComparison.Ordinal);
        worker.Stop();
        Assert.True(await bench.EndAsync(end));
    }

    [Fact]
    [Trait("Spec", "LIFE-10")]
    [Trait("Fault", "F5")]
    public async Task A_method_that_ignores_its_token_keeps_its_slot_and_its_late_result_is_dropped()
    {
        await using var bench = new WorkerBench().With(
            "deaf",
            async _ =>
            {
                started.SetResult();
                await mayEnd.Task;
                return JsonText.From("\"too late\"");
            }
        );
        var id = await bench.EnqueueAsync("deaf", definition => definition with { TimeLimit = Limit });
        var worker = bench.Worker(settings => settings with { Concurrency = 1 });
        var end = worker.RunAsync();
        await started.Task.SoonAsync();

        await bench.WorkerTime.RingAsync(Limit);
        await bench.WorkerTime.RingAsync(Grace);
        await Eventually.TrueAsync(() => worker.State.StuckCount == 1);

        await Eventually.TrueAsync(async () => (await bench.ReadAsync(id)).IsFinished);
        Assert.True(worker.State.IsUnhealthy);
        Assert.Equal(Status.Failed, (await bench.ReadAsync(id)).Status);

        mayEnd.SetResult();
        await Eventually.TrueAsync(() => worker.State.StuckCount == 0);
        Assert.Equal(Status.Failed, (await bench.ReadAsync(id)).Status);
        worker.Stop();
        Assert.True(await bench.EndAsync(end));
    }
}
