using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Working;

namespace Tasks.Runtime.Tests.Working;

public sealed class WorkerTests
{
    private static ValueTask<JsonText> Nothing => ValueTask.FromResult(JsonText.Null);

    [Fact]
    public async Task A_worker_told_to_stop_when_idle_runs_what_is_due_and_ends()
    {
        await using var bench = new WorkerBench().With("answer", _ => ValueTask.FromResult(JsonText.From("42")));
        var ids = new List<TaskId>();
        for (var i = 0; i < 1000; i++)
        {
            ids.Add(await bench.EnqueueAsync("answer"));
        }

        Assert.True(await bench.DrainAsync());

        foreach (var id in ids)
        {
            var task = await bench.ReadAsync(id);
            Assert.Equal(new TaskState.Successful(JsonText.From("42"), task.History.LastAttemptedAt!.Value), task.State);
            Assert.Equal((1L, 1), (task.Lease, task.History.Attempts));
        }

        Assert.Equal((1000, 1000), (bench.Started.Count, bench.Settled.Count));
    }

    [Fact]
    public async Task What_a_method_throws_is_the_failure_of_its_task_and_nothing_else()
    {
        await using var bench = new WorkerBench()
            .With("throw", _ => throw new InvalidOperationException("no such luck"))
            .With("fine", _ => Nothing);
        var bad = await bench.EnqueueAsync("throw");
        var good = await bench.EnqueueAsync("fine");

        await bench.DrainAsync();

        var failed = await bench.ReadAsync(bad);
        Assert.Equal(Status.Failed, failed.Status);
        Assert.Equal(
            ("System.InvalidOperationException", "no such luck"),
            (failed.History.Errors[0].Failure.ExceptionType, failed.History.Errors[0].Failure.Message)
        );
        Assert.Equal(Status.Successful, (await bench.ReadAsync(good)).Status);
    }
}
