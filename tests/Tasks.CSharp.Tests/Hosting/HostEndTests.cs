using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tasks.CSharp.Tests.Backends;
using Tasks.CSharp.Tests.Observing;

namespace Tasks.CSharp.Tests.Hosting;

/// <summary>What must not outlive a host, nor stray into another.</summary>
[Collection(LiveHosts.Name)]
public sealed class HostEndTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Fault", "F16")]
    public async Task A_host_that_is_disposed_without_a_stop_leaves_no_worker_behind()
    {
        var gate = Errands.NewGate();
        var host = Host(tasks => tasks.AddInMemory().AddWorker());
        await host.StartAsync(Token);
        using (TaskBackends.Use(host.Services))
        {
            await Errands.WaitAtGateTask.EnqueueAsync(gate, Token);
        }

        await Errands.Gates[gate].Started.Task.WaitAsync(Soon, Token);
        host.Dispose();

        await Errands.Gates[gate].Ended.Task.WaitAsync(Soon, Token);
    }

    [Fact]
    [Trait("Fault", "F16")]
    public async Task A_start_that_fails_half_way_leaves_no_worker_behind()
    {
        var gate = Errands.NewGate();
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddTasks(tasks => tasks.AddInMemory().AddWorker());
        builder.Services.AddHostedService(services => new Refusing(services, gate));
        var host = builder.Build();

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync(Token));
        await Errands.Gates[gate].Started.Task.WaitAsync(Soon, Token);
        host.Dispose();

        await Errands.Gates[gate].Ended.Task.WaitAsync(Soon, Token);
    }

    [Fact]
    [Trait("Fault", "F72")]
    public async Task An_observer_enqueues_to_its_own_host_whichever_scope_started_it()
    {
        using var other = Host(tasks => tasks.AddInMemory());
        await other.StartAsync(Token);
        using var host = Host(tasks => tasks.AddInMemory().AddWorker().AddObserver<Following>());
        using (TaskBackends.Use(other.Services))
        {
            await host.StartAsync(Token);
        }

        var backend = host.Services.GetRequiredService<ITaskBackends>().Default;
        var first = await backend.EnqueueAsync(Errands.PassOnTask.With(0), Token);
        await first.WaitAsync(Soon, Token);

        using var limit = new CancellationTokenSource(Soon);
        while (await backend.CountAsync(new() { Status = TaskResultStatus.Successful }, limit.Token) < 3)
        {
            await Task.Delay(5, limit.Token);
        }

        Assert.Equal(0, await other.Services.GetRequiredService<ITaskBackends>().Default.CountAsync(new(), Token));
        await host.StopAsync(Token);
        await other.StopAsync(Token);
    }

    [Fact]
    [Trait("Spec", "OBS-2")]
    public async Task Every_line_of_a_workers_run_carries_the_task_and_the_worker()
    {
        var log = new Log();
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(log);
        builder.Services.AddTasks(tasks => tasks.AddInMemory().AddWorker(worker => worker.WorkerId = "ann"));
        using var host = builder.Build();
        await host.StartAsync(Token);
        var result = await host.Services.GetRequiredService<ITaskBackends>().Default.EnqueueAsync(Errands.DoubleTask.With(1), Token);
        await result.WaitAsync(Soon, Token);
        await host.StopAsync(Token);

        var lines = log.Lines.Where(line => line.Text.Contains("state=", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Equal((result.Id, "ann"), (line.Scope["TaskId"], line.Scope["WorkerId"])));
        Assert.Contains(log.Lines, line => line.Text == "Starting worker worker_id=ann queues=default");
    }

    [Fact]
    [Trait("Spec", "OBS-1")]
    public async Task An_observer_that_cannot_be_made_changes_nothing()
    {
        using var host = Host(tasks => tasks.AddInMemory().AddObserver<Unmakeable>());
        using var scope = TaskBackends.Use(host.Services);

        var result = await Errands.DoubleTask.EnqueueAsync(1, Token);

        Assert.Equal(1, await host.RunDueTasksAsync(Token));
        Assert.Equal(2, (await result.RefreshAsync(Token)).ReturnValue);
    }

    [Fact]
    public async Task Draining_a_store_that_cannot_be_used_says_so()
    {
        using var host = Host(tasks => tasks.AddSqlite("Data Source=/no/such/folder/tasks.db"));

        var exception = await Assert.ThrowsAsync<TaskStoreException>(() => host.RunDueTasksAsync(Token).WaitAsync(Soon, Token));

        Assert.Equal(TaskStoreFault.Unusable, exception.Fault);
    }

    [Fact]
    public async Task A_worker_may_wait_as_long_as_its_host_does()
    {
        using var host = Host(tasks =>
            tasks
                .AddInMemory()
                .AddWorker(worker => worker.ShutdownTimeout = Timeout.InfiniteTimeSpan)
                .AddWorker(worker => worker.ShutdownTimeout = TimeSpan.MaxValue)
        );
        await host.StartAsync(Token);
        await host.StopAsync(Token).WaitAsync(Soon, Token);
    }

    private static IHost Host(Action<TasksBuilder> configure)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddTasks(configure);
        return builder.Build();
    }

    /// <summary>Enqueues once when a task starts and once when it has finished.</summary>
    public sealed class Following : ITaskObserver
    {
        private int started;
        private int finished;

        public async ValueTask StartedAsync(TaskResult result, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref started) == 1)
            {
                await Errands.DoubleTask.EnqueueAsync(1, cancellationToken);
            }
        }

        public async ValueTask FinishedAsync(TaskResult result, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref finished) == 1)
            {
                await Errands.DoubleTask.EnqueueAsync(2, cancellationToken);
            }
        }
    }

    public sealed class Unmakeable : ITaskObserver
    {
        public Unmakeable() => throw new InvalidOperationException("not today");
    }

    /// <summary>Enqueues, and then refuses to start.</summary>
    private sealed class Refusing(IServiceProvider services, string gate) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await services.GetRequiredService<ITaskBackends>().Default.EnqueueAsync(Errands.WaitAtGateTask.With(gate), cancellationToken);
            await Errands.Gates[gate].Started.Task.WaitAsync(Soon, cancellationToken);
            throw new InvalidOperationException("refused");
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
