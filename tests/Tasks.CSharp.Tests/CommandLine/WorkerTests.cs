using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tasks.CommandLine;
using Tasks.CSharp.Tests.Hosting;
using Tasks.CSharp.Tests.Observing;

namespace Tasks.CSharp.Tests.CommandLine;

/// <summary>The command <c>worker</c>, within one process. Its signals are proven with processes of their own.</summary>
public sealed class WorkerTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Spec", "CLI-3")]
    public async Task A_batch_ends_once_nothing_is_due_and_waits_for_no_back_off()
    {
        await using var shell = new Shell();
        var now = await Errands.DoubleTask.EnqueueAsync(1, Token);
        var later = await Errands.DoubleTask.Using(delay: TimeSpan.FromHours(1)).EnqueueAsync(2, Token);

        var said = await shell.RunAsync("worker --batch --no-startup-delay");

        Assert.Equal((ExitCode.Well, ""), (said.ExitCode, said.Errors));
        Assert.Equal(TaskResultStatus.Successful, (await now.RefreshAsync(Token)).Status);
        Assert.Equal(TaskResultStatus.Ready, (await later.RefreshAsync(Token)).Status);
        Assert.Contains("1 done, 0 failed, 0 to be retried, 0 cancelled.", said.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "CLI-3")]
    public async Task A_worker_with_a_maximum_starts_exactly_that_many_and_ends_well()
    {
        await using var shell = new Shell();
        await shell.Backend.EnqueueManyAsync(Enumerable.Range(0, 10).Select(number => Errands.DoubleTask.With(number)), Token);

        var said = await shell.RunAsync("worker --max-tasks 3 --no-startup-delay");

        Assert.Equal(ExitCode.Well, said.ExitCode);
        Assert.Equal(3, await shell.Backend.CountAsync(new() { Status = TaskResultStatus.Successful }, Token));
        Assert.Equal(7, await shell.Backend.CountAsync(new() { Status = TaskResultStatus.Ready }, Token));
    }

    [Fact]
    [Trait("Spec", "CLI-5")]
    public async Task Nothing_a_task_does_keeps_a_worker_from_the_next()
    {
        await using var shell = new Shell();
        await Work.FailTask.EnqueueAsync("on purpose", Token);
        await shell.Backend.EnqueueAsync(Errands.DoubleTask.With(1), Token);

        var said = await shell.RunAsync("worker --batch --no-startup-delay");

        Assert.Equal(ExitCode.Well, said.ExitCode);
        Assert.Contains("1 done, 1 failed, 0 to be retried, 0 cancelled.", said.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "CLI-6")]
    public async Task A_worker_says_what_it_serves()
    {
        await using var shell = new Shell();

        var said = await shell.RunAsync("worker --batch --no-startup-delay --worker-id w1 --queue-name b,a --concurrency 2");

        Assert.Equal("Worker w1 serves queues b,a of backend default, 2 tasks at once.", said.Lines[0]);
        Assert.Equal("Worker w1 has ended: 0 done, 0 failed, 0 to be retried, 0 cancelled.", said.Lines[1]);
    }

    [Fact]
    public async Task A_worker_tells_scripts_in_JSON_one_object_a_line()
    {
        await using var shell = new Shell();
        await Errands.DoubleTask.EnqueueAsync(1, Token);

        var said = await shell.RunAsync("worker --batch --no-startup-delay --worker-id w1 --json");

        var told = Array.ConvertAll(said.Lines, line => JsonDocument.Parse(line).RootElement);
        Assert.Equal(["started", "ended"], told.Select(one => one.GetProperty("event").GetString()));
        Assert.All(told, one => Assert.Equal("w1", one.GetProperty("workerId").GetString()));
        Assert.Equal(1, told[1].GetProperty("done").GetInt32());
        Assert.Equal(0, told[1].GetProperty("exitCode").GetInt32());
    }

    [Fact]
    [Trait("Spec", "CLI-2")]
    public async Task A_worker_that_is_stopped_while_idle_ends_well_at_once()
    {
        await using var shell = new Shell();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        var said = await shell.StoppableAsync("worker --worker-id w1", stop.Token).WaitAsync(Soon, Token);

        Assert.Equal(ExitCode.Well, said.ExitCode);
    }

    [Fact]
    [Trait("Spec", "CLI-2")]
    public async Task A_worker_that_is_stopped_lets_what_runs_end()
    {
        await using var shell = new Shell();
        var gate = Errands.NewGate();
        var result = await Errands.WaitAtGateTask.EnqueueAsync(gate, Token);
        using var stop = new CancellationTokenSource();
        var worker = shell.StoppableAsync("worker --no-startup-delay", stop.Token);
        await Errands.Gates[gate].Started.Task.WaitAsync(Soon, Token);

        await stop.CancelAsync();
        Errands.Gates[gate].MayEnd.SetResult();
        var said = await worker.WaitAsync(Soon, Token);

        Assert.Equal(ExitCode.Well, said.ExitCode);
        Assert.Contains("1 task runs. Once more cancels what runs and gives it back.", said.Errors, StringComparison.Ordinal);
        Assert.Equal("passed", (await result.RefreshAsync(Token)).ReturnValue);
    }

    [Fact]
    [Trait("Spec", "CLI-2")]
    public async Task What_does_not_end_in_time_is_given_back_and_the_exit_code_says_so()
    {
        await using var shell = new Shell();
        var gate = Errands.NewGate();
        var result = await Errands.WaitAtGateTask.EnqueueAsync(gate, Token);
        using var stop = new CancellationTokenSource();
        var worker = shell.StoppableAsync("worker --no-startup-delay --shutdown-timeout 0.1", stop.Token);
        await Errands.Gates[gate].Started.Task.WaitAsync(Soon, Token);

        await stop.CancelAsync();
        var said = await worker.WaitAsync(Soon, Token);

        Assert.Equal(ExitCode.Trouble, said.ExitCode);
        Assert.Contains("has ended by force", said.Output, StringComparison.Ordinal);
        result = await result.RefreshAsync(Token);
        Assert.Equal((TaskResultStatus.Ready, 0), (result.Status, result.Attempts));
    }

    [Fact]
    public async Task The_end_of_the_host_ends_its_worker()
    {
        await using var shell = new Shell();
        var worker = shell.StoppableAsync("worker", Token);

        shell.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        Assert.Equal(ExitCode.Well, (await worker.WaitAsync(Soon, Token)).ExitCode);
    }

    [Fact]
    public async Task A_command_starts_none_of_the_hosts_own_services_and_can_be_run_again()
    {
        var service = new Noticing();
        await using var shell = new Shell(
            tasks => tasks.AddInMemory().AddWorker(),
            services => services.AddSingleton<IHostedService>(service)
        );
        await Errands.DoubleTask.EnqueueAsync(1, Token);

        Assert.Equal(ExitCode.Well, (await shell.RunAsync("list")).ExitCode);
        Assert.Equal(ExitCode.Well, (await shell.RunAsync("stats")).ExitCode);

        Assert.False(service.HasStarted);
        Assert.Equal(1, await shell.Backend.CountAsync(new() { Status = TaskResultStatus.Ready }, Token));
    }

    [Fact]
    public async Task Without_a_command_the_host_runs_until_it_is_stopped_and_commands_work_after_it()
    {
        var service = new Noticing();
        await using var shell = new Shell(add: services => services.AddSingleton<IHostedService>(service));
        var app = shell.RunAppAsync();

        Assert.True(service.HasStarted);
        shell.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        Assert.Equal(ExitCode.Well, await app.WaitAsync(Soon, Token));

        await Errands.DoubleTask.EnqueueAsync(1, Token);
        Assert.Contains("1 done", (await shell.RunAsync("worker --batch --no-startup-delay")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_finds_the_backends_of_its_host_around_it()
    {
        await using var shell = new Shell();
        await Errands.PassOnTask.EnqueueAsync(2, Token);

        await shell.RunAsync("worker --batch --no-startup-delay");

        Assert.Equal(3, await shell.Backend.CountAsync(new() { Status = TaskResultStatus.Successful }, Token));
    }

    [Theory]
    [Trait("Spec", "OBS-2")]
    [InlineData("-v 0", false, false)]
    [InlineData("-v 1", true, false)]
    [InlineData("-v 2", true, true)]
    [InlineData("", false, false)]
    public async Task The_verbosity_decides_what_is_logged_of_tasks_for_as_long_as_the_worker_runs(string given, bool runs, bool sessions)
    {
        var log = new Log();
        await using var shell = new Shell(add: services =>
            services.AddLogging(logging =>
                logging.AddProvider(log).SetMinimumLevel(LogLevel.Warning).AddFilter<Log>("Tasks", LogLevel.Warning)
            )
        );
        await Errands.DoubleTask.EnqueueAsync(1, Token);

        await shell.RunAsync($"worker --batch --no-startup-delay --worker-id w1 {given}");

        Assert.Equal(runs, log.Lines.Any(line => line.Text == "Starting worker worker_id=w1 queues=default"));
        Assert.Equal(runs, log.Lines.Any(line => line.Text.EndsWith("state=SUCCESSFUL", StringComparison.Ordinal)));
        Assert.Equal(runs, log.Lines.Any(line => line.Text == "No more tasks to run for worker_id=w1 - exiting gracefully."));
        Assert.Equal(sessions, log.Lines.Any(line => line.Text.StartsWith("Session ", StringComparison.Ordinal)));
    }

    private sealed class Noticing : IHostedService
    {
        public bool HasStarted { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            HasStarted = true;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
