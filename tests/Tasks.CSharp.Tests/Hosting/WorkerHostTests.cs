using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Tasks.CSharp.Tests.Backends;

namespace Tasks.CSharp.Tests.Hosting;

[Collection(LiveHosts.Name)]
public sealed class WorkerHostTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Spec", "RES-7")]
    public async Task A_worker_of_the_host_runs_what_is_enqueued_and_wakes_who_waits()
    {
        using var host = Host(tasks => tasks.AddInMemory().AddWorker());
        await host.StartAsync(Token);
        using var scope = TaskBackends.Use(host.Services);

        var result = await Errands.DoubleTask.EnqueueAsync(21, Token);
        result = await result.WaitAsync(Soon, Token);

        Assert.Equal((42, 1), (result.ReturnValue, result.Attempts));
        await host.StopAsync(Token);
    }

    [Fact]
    [Trait("Fault", "F13")]
    [Trait("Spec", "CLI-2")]
    public async Task A_host_that_stops_lets_what_runs_end()
    {
        var gate = Errands.NewGate();
        using var host = Host(tasks => tasks.AddInMemory().AddWorker());
        await host.StartAsync(Token);
        using var scope = TaskBackends.Use(host.Services);
        var result = await Errands.WaitAtGateTask.EnqueueAsync(gate, Token);
        await Errands.Gates[gate].Started.Task.WaitAsync(Soon, Token);

        var stop = host.StopAsync(Token);
        Errands.Gates[gate].MayEnd.SetResult();
        await stop.WaitAsync(Soon, Token);

        Assert.Equal("passed", (await result.RefreshAsync(Token)).ReturnValue);
    }

    [Fact]
    [Trait("Fault", "F14")]
    [Trait("Spec", "LIFE-10")]
    public async Task A_host_whose_patience_ends_gives_back_what_runs_uncounted()
    {
        var gate = Errands.NewGate();
        using var host = Host(tasks => tasks.AddInMemory().AddWorker(worker => worker.ShutdownTimeout = TimeSpan.Zero));
        await host.StartAsync(Token);
        using var scope = TaskBackends.Use(host.Services);
        var result = await Errands.WaitAtGateTask.EnqueueAsync(gate, Token);
        await Errands.Gates[gate].Started.Task.WaitAsync(Soon, Token);

        await host.StopAsync(Token).WaitAsync(Soon, Token);

        result = await result.RefreshAsync(Token);
        Assert.Equal((TaskResultStatus.Ready, 0), (result.Status, result.Attempts));
        Assert.Empty(result.Errors);
    }

    [Fact]
    public async Task A_worker_serves_its_queues_and_no_others()
    {
        using var host = Host(tasks =>
            tasks
                .AddInMemory(configure: options => options.Queues = [])
                .AddWorker(worker =>
                {
                    worker.Queues = ["*"];
                    worker.ExcludedQueues = ["later"];
                })
        );
        await host.StartAsync(Token);
        using var scope = TaskBackends.Use(host.Services);
        var later = await Errands.DoubleTask.Using(queue: "later", priority: 100).EnqueueAsync(1, Token);
        var mail = await Errands.DoubleTask.Using(queue: "mail").EnqueueAsync(2, Token);

        Assert.Equal(4, (await mail.WaitAsync(Soon, Token)).ReturnValue);

        var inVain = await Assert.ThrowsAsync<TimeoutException>(() => later.WaitAsync(TimeSpan.Zero, Token));
        Assert.Contains("Ready, queue 'later'; no live worker serves it", inVain.Message, StringComparison.Ordinal);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task Every_wrong_option_of_a_worker_is_reported_at_start_with_what_to_do()
    {
        using var host = Host(tasks =>
            tasks
                .AddInMemory()
                .AddWorker(worker =>
                {
                    worker.Backend = "other";
                    worker.Queues = ["a,b"];
                    worker.ExcludedQueues = ["m*"];
                    worker.Concurrency = 0;
                    worker.QueueConcurrency["default"] = 0;
                    worker.PollInterval = TimeSpan.FromSeconds(-1);
                    worker.LeaseTime = TimeSpan.Zero;
                    worker.ShutdownTimeout = TimeSpan.FromSeconds(-1);
                    worker.WorkerId = "";
                    worker.MaxTasks = 0;
                })
        );

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Equal(
            [
                "AddWorker: Backend: the connection 'other' doesn't exist; there are: default.",
                "AddWorker: Queues: queue 'a,b' must be 1 to 64 characters without comma, '*' or control characters.",
                "AddWorker: ExcludedQueues: queue 'm*' must be 1 to 64 characters without comma, '*' or control characters.",
                "AddWorker: ExcludedQueues: queues can only be excluded from all of them; set Queues to \"*\", or leave them out of Queues.",
                "AddWorker: QueueConcurrency: 'default' is limited to 0; a limit is at least 1.",
                "AddWorker: Concurrency: 0 is too small; at least 1.",
                "AddWorker: PollInterval: -00:00:01 is out of range; from zero to a day.",
                "AddWorker: LeaseTime: 00:00:00 is out of range; from a second to a day.",
                "AddWorker: ShutdownTimeout: -00:00:01 is negative; use zero to cancel running tasks at once, Timeout.InfiniteTimeSpan to wait as long as the host does.",
                "AddWorker: WorkerId: '' must be 1 to 64 characters without control characters.",
                "AddWorker: MaxTasks: 0 is too small; at least 1, or leave it unset.",
            ],
            exception.Failures
        );
    }

    [Fact]
    [Trait("Spec", "CLI-3")]
    public async Task A_worker_with_a_maximum_starts_exactly_that_many()
    {
        using var host = Host(tasks => tasks.AddInMemory().AddWorker(worker => worker.MaxTasks = 3));
        using var scope = TaskBackends.Use(host.Services);
        var results = await TaskBackends.Default.EnqueueManyAsync(
            Enumerable.Range(0, 10).Select(number => Errands.DoubleTask.With(number)),
            Token
        );

        await host.StartAsync(Token);
        await results[2].WaitAsync(Soon, Token);
        await host.StopAsync(Token);

        Assert.Equal(3, await TaskBackends.Default.CountAsync(new() { Status = TaskResultStatus.Successful }, Token));
        Assert.Equal(7, await TaskBackends.Default.CountAsync(new() { Status = TaskResultStatus.Ready }, Token));
    }

    [Fact]
    public async Task Where_the_backend_runs_tasks_itself_a_worker_is_left_out()
    {
        using var host = Host(tasks => tasks.AddImmediate().AddWorker());
        await host.StartAsync(Token);
        using var scope = TaskBackends.Use(host.Services);

        Assert.Equal(4, (await Errands.DoubleTask.EnqueueAsync(2, Token)).ReturnValue);
        await host.StopAsync(Token);
    }

    private static IHost Host(Action<TasksBuilder> configure)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddTasks(configure);
        return builder.Build();
    }
}
