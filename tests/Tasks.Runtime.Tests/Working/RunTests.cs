using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;

namespace Tasks.Runtime.Tests.Working;

public sealed class RunTests
{
    [Fact]
    [Trait("Spec", "LIFE-9")]
    [Trait("Fault", "F10")]
    public async Task A_task_of_an_unknown_name_is_given_back_for_thirty_seconds_and_runs_where_it_is_known()
    {
        await using var bench = new WorkerBench();
        var id = await bench.EnqueueAsync("later");

        Assert.True(await bench.DrainAsync());

        var task = await bench.ReadAsync(id);
        Assert.Equal((new TaskState.Ready(WaitReason.UnknownName), 0), ((TaskState.Ready)task.State, task.History.Attempts));
        Assert.Equal(TimeSpan.FromSeconds(30), task.DueAt - task.EnqueuedAt);

        bench.With("later", _ => ValueTask.FromResult(JsonText.Null));
        bench.StoreTime.Advance(TimeSpan.FromSeconds(30));
        await bench.DrainAsync();
        Assert.Equal(Status.Successful, (await bench.ReadAsync(id)).Status);
    }

    [Fact]
    [Trait("Fault", "F23")]
    public async Task A_cancel_request_reaches_the_token_of_the_run_and_the_task_ends_cancelled()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var bench = new WorkerBench().With(
            "wait",
            async run =>
            {
                started.SetResult();
                await Task.Delay(Timeout.Infinite, run.CancellationToken);
                return default;
            }
        );
        var id = await bench.EnqueueAsync("wait");
        var worker = bench.Worker();
        var end = worker.RunAsync();
        await started.Task.SoonAsync();

        await bench.Store.CancelAsync([id], TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(
            async () => (await bench.ReadAsync(id)).IsFinished,
            () => bench.WorkerTime.Advance(TimeSpan.FromMilliseconds(100))
        );

        var task = await bench.ReadAsync(id);
        Assert.Equal(Status.Cancelled, task.Status);
        Assert.Equal("System.Threading.Tasks.TaskCanceledException", task.History.Errors[0].Failure.ExceptionType);
        worker.Stop();
        Assert.True(await bench.EndAsync(end));
    }

    [Fact]
    [Trait("Spec", "OBS-1")]
    public async Task A_task_that_ended_because_its_worker_was_lost_is_told_by_the_worker_that_noticed()
    {
        await using var bench = new WorkerBench();
        var id = await bench.EnqueueLostAsync("fatal");
        var worker = bench.Worker();
        var end = worker.RunAsync();

        await Eventually.TrueAsync(() => bench.SettledCount > 0, () => bench.WorkerTime.Advance(TimeSpan.FromMilliseconds(500)));

        Assert.Equal((id, Status.Failed), (bench.Settled[0].Id, bench.Settled[0].Status));
        worker.Stop();
        Assert.True(await bench.EndAsync(end));
    }

    [Fact]
    [Trait("Spec", "LIFE-13")]
    public async Task An_operation_cancelled_without_any_token_of_ours_is_an_ordinary_failure()
    {
        await using var bench = new WorkerBench().With("quit", _ => throw new OperationCanceledException("my own"));
        var id = await bench.EnqueueAsync("quit");

        await bench.DrainAsync();

        var task = await bench.ReadAsync(id);
        Assert.Equal((Status.Failed, "my own"), (task.Status, task.History.Errors[0].Failure.Message));
    }

    [Fact]
    [Trait("Fault", "F26")]
    [Trait("Spec", "LIFE-2")]
    public async Task Metadata_under_a_lost_lease_is_refused_and_tells_the_run_that_its_lease_is_lost()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mayGoOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var told = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isFirst = true;
        await using var bench = new WorkerBench().With(
            "note",
            async run =>
            {
                if (!isFirst)
                {
                    return default;
                }

                isFirst = false;
                await run.SaveMetadataAsync(JsonText.From("""{"step":1}"""), run.CancellationToken);
                started.SetResult();
                await mayGoOn.Task;
                told.SetResult(
                    await Assert.ThrowsAsync<TaskStateException>(() => run.SaveMetadataAsync(JsonText.EmptyObject, CancellationToken.None))
                );
                await Task.Delay(Timeout.Infinite, run.CancellationToken);
                return default;
            }
        );
        var id = await bench.EnqueueAsync("note");
        var worker = bench.Worker();
        var end = worker.RunAsync();
        await started.Task.SoonAsync();
        Assert.Equal("""{"step":1}""", (await bench.ReadAsync(id)).Metadata.ToString());

        // The session ends by the store's clock, and somebody else sweeps it.
        bench.StoreTime.Advance(TimeSpan.FromMinutes(1));
        Assert.Single((await bench.Store.SweepAsync(10, TestContext.Current.CancellationToken)).Changes);
        mayGoOn.SetResult();

        Assert.Contains("stale", (await told.Task.SoonAsync()).Message, StringComparison.Ordinal);
        await Eventually.TrueAsync(
            async () => (await bench.ReadAsync(id)).IsFinished,
            () =>
            {
                bench.StoreTime.Advance(TimeSpan.FromSeconds(1));
                bench.WorkerTime.Advance(TimeSpan.FromSeconds(1));
            }
        );
        var task = await bench.ReadAsync(id);
        Assert.Equal((Status.Successful, 1, 2), (task.Status, task.History.Crashes, task.History.Attempts));
        worker.Stop();
        Assert.True(await bench.EndAsync(end));
    }

    [Fact]
    [Trait("Fault", "F8")]
    public async Task An_exception_of_ten_megabytes_or_one_that_cannot_be_described_still_ends_its_task()
    {
        await using var bench = new WorkerBench()
            .With("huge", _ => throw new InvalidOperationException(new string('x', 10_000_000)))
            .With("mute", _ => throw new MuteException());
        var huge = await bench.EnqueueAsync("huge");
        var mute = await bench.EnqueueAsync("mute");

        await bench.DrainAsync();

        Assert.InRange((await bench.ReadAsync(huge)).History.Errors[0].Failure.Message.Length, 60_000, 65_536);
        Assert.Contains(
            "could not be described",
            (await bench.ReadAsync(mute)).History.Errors[0].Failure.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(Status.Failed, (await bench.ReadAsync(mute)).Status);
    }

    private sealed class MuteException : Exception
    {
        public override string Message => throw new NotSupportedException();

        public override string ToString() => throw new NotSupportedException();
    }
}
