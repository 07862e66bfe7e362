using Tasks.EndToEnd.App;

namespace Tasks.EndToEnd.Tests;

/// <summary>Several processes on one file, some of which die.</summary>
public sealed class ProcessTests
{
    private const int Many = 20_000;

    [Fact]
    [Trait("Spec", "LIFE-8")]
    [Trait("Spec", "BE-6")]
    [Trait("Fault", "F1")]
    [Trait("Fault", "F3")]
    public async Task One_process_enqueues_and_two_drain_and_killing_one_loses_nothing_and_records_nothing_twice()
    {
        await using var file = new StoreFile();
        using var victim = file.StartWorker();
        using var survivor = file.StartWorker();
        using var enqueuer = file.StartEnqueuer(Many);

        await file.UntilAsync(async () => await file.CountAsync(TaskResultStatus.Successful) > Many / 10, () => enqueuer.Output);
        victim.Kill();
        Assert.Equal(0, await enqueuer.ExitAsync());
        await file.UntilAsync(async () => await file.CountAsync(TaskResultStatus.Successful) == Many, () => survivor.Output);

        Assert.Equal(Many, await file.CountAsync());
        Assert.Equal(Enumerable.Range(0, Many).Select(number => 2 * number), await file.ValuesAsync(Many));
        survivor.Terminate();
        Assert.Equal(0, await survivor.ExitAsync());
    }

    [Fact]
    [Trait("Spec", "LIFE-8")]
    public async Task What_was_acknowledged_before_the_enqueuing_process_was_killed_is_there()
    {
        await using var file = new StoreFile();
        using var enqueuer = file.StartEnqueuer(1_000_000);
        await file.UntilAsync(
            () => Task.FromResult(enqueuer.Output.Contains("enqueued 500", StringComparison.Ordinal)),
            () => enqueuer.Output
        );

        enqueuer.Kill();
        await enqueuer.ExitAsync();

        var acknowledged = enqueuer.Output.Split('\n').Count(line => line == "enqueued 500") * 500;
        var stored = await file.CountAsync();
        // A chunk may have been committed whose acknowledgement was not printed any more; half a chunk never is.
        Assert.InRange(stored, acknowledged, acknowledged + 500);
        Assert.Equal(0, stored % 500);
    }

    [Fact]
    [Trait("Fault", "F9")]
    [Trait("Spec", "LIFE-3")]
    public async Task A_task_that_kills_its_process_every_time_fails_as_lost_and_its_neighbours_end_well()
    {
        await using var file = new StoreFile();
        var poison = await file.Backend.EnqueueAsync(Sums.PoisonTask.With(), TestContext.Current.CancellationToken);
        var neighbours = await file.Backend.EnqueueManyAsync(
            Enumerable.Range(0, 50).Select(number => Sums.DoubleTask.With(number)),
            TestContext.Current.CancellationToken
        );

        var deaths = 0;
        while (!(await poison.RefreshAsync(TestContext.Current.CancellationToken)).IsFinished)
        {
            using var worker = file.StartWorker();
            await file.UntilAsync(
                async () => worker.HasExited || (await poison.RefreshAsync(TestContext.Current.CancellationToken)).IsFinished,
                () => worker.Output
            );
            deaths += worker.HasExited ? 1 : 0;
        }

        using var last = file.StartWorker();
        await file.UntilAsync(async () => await file.CountAsync(TaskResultStatus.Successful) == neighbours.Count, () => last.Output);
        poison = await poison.RefreshAsync(TestContext.Current.CancellationToken);
        Assert.Equal((TaskResultStatus.Failed, 3), (poison.Status, deaths));
        Assert.Equal("Tasks.WorkerLostException", poison.Errors[^1].ExceptionType);
    }
}
