using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tasks.CSharp.Tests.Observing;

public sealed class ObserverTests
{
    [Fact, Trait("Spec", "OBS-1")]
    public async Task Observers_are_told_after_the_fact_on_every_backend()
    {
        var notes = new Notes();
        await using var app = Observed(notes, tasks => tasks.AddImmediate().AddInMemory("memory").AddDummy("dummy").AddObserver<Noting>());

        await Work.EchoTask.EnqueueAsync("x", App.Token);
        await Work.FailTask.EnqueueAsync("no", App.Token);
        await Work.EchoTask.Using(backend: "memory").EnqueueAsync("x", App.Token);
        await app.RunDueAsync("memory");
        await (await Work.EchoTask.Using(backend: "dummy").EnqueueAsync("x", App.Token)).CancelAsync(App.Token);

        Assert.Equal(
            [
                "enqueued Ready",
                "started Running",
                "finished Successful",
                "enqueued Ready",
                "started Running",
                "finished Failed",
                "enqueued Ready",
                "started Running",
                "finished Successful",
                "enqueued Ready",
                "finished Cancelled",
            ],
            notes.Told
        );
    }

    [Fact, Trait("Spec", "OBS-1")]
    public async Task An_observer_that_throws_is_logged_and_changes_nothing()
    {
        var notes = new Notes();
        var log = new Log();
        await using var app = Observed(
            notes,
            tasks => tasks.AddImmediate().AddInMemory("memory").AddObserver<Throwing>().AddObserver<Noting>(),
            log
        );

        var immediate = await Maths.AddTask.EnqueueAsync(1, 2, App.Token);
        var stored = await Maths.AddTask.Using(backend: "memory").EnqueueAsync(1, 2, App.Token);
        await app.RunDueAsync("memory");

        Assert.Equal((3, TaskResultStatus.Successful), (immediate.ReturnValue, immediate.Status));
        Assert.Equal(3, (await stored.RefreshAsync(App.Token)).ReturnValue);
        Assert.Equal(6, notes.Told.Count);
        Assert.Equal(6, log.Lines.Count(line => line.Level == LogLevel.Error && line.Exception?.Message == "an observer's own fault"));
    }

    [Fact, Trait("Spec", "OBS-1")]
    public async Task An_attempt_that_is_retried_is_no_end()
    {
        var notes = new Notes();
        var twice = TaskHandle.Create(
            "twice",
            (Work.Node _, TaskContext context) => context.Attempt == 1 ? throw new InvalidOperationException() : 1,
            maxAttempts: 2
        );
        await using var app = Observed(notes, tasks => tasks.AddInMemory().AddTask(twice).AddObserver<Noting>());

        await twice.EnqueueAsync(new(), App.Token);
        await app.RunDueAsync();

        Assert.Equal(["enqueued Ready", "started Running", "started Running", "finished Successful"], notes.Told);
    }

    [Fact, Trait("Spec", "OBS-2")]
    public async Task The_log_tells_of_each_task_in_the_words_of_the_contract()
    {
        var log = new Log();
        await using var app = Observed(new(), tasks => tasks.AddImmediate(), log);

        var good = await Work.EchoTask.EnqueueAsync("a secret argument", App.Token);
        var bad = await Work.FailTask.EnqueueAsync("no", App.Token);

        const string echo = "path=Tasks.CSharp.Tests.Work.Echo";
        const string fail = "path=Tasks.CSharp.Tests.Work.Fail";
        Assert.Equal(
            [
                (LogLevel.Debug, $"Task id={good.Id} {echo} enqueued backend=default", null),
                (LogLevel.Information, $"Task id={good.Id} {echo} state=RUNNING", null),
                (LogLevel.Information, $"Task id={good.Id} {echo} state=SUCCESSFUL", null),
                (LogLevel.Debug, $"Task id={bad.Id} {fail} enqueued backend=default", null),
                (LogLevel.Information, $"Task id={bad.Id} {fail} state=RUNNING", null),
                (LogLevel.Error, $"Task id={bad.Id} {fail} state=FAILED", typeof(InvalidOperationException)),
            ],
            log.Lines.Select(line => (line.Level, line.Text, line.Exception?.GetType()))
        );
    }

    [Fact, Trait("Spec", "OBS-2")]
    public async Task Every_line_of_a_run_carries_the_task_and_the_worker()
    {
        var log = new Log();
        await using var app = Observed(new(), tasks => tasks.AddImmediate(), log);
        var logging = TaskHandle.Create(
            "logging",
            (Work.Node _, TaskContext context) =>
            {
                context.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Mine").LogInformation("from within");
                return 0;
            }
        );

        var result = await logging.EnqueueAsync(new(), App.Token);

        var line = Assert.Single(log.Lines, line => line.Text == "from within");
        Assert.Equal((result.Id, result.WorkerIds[0]), (line.Scope["TaskId"], line.Scope["WorkerId"]));
    }

    [Fact, Trait("Spec", "SEC-4")]
    public async Task No_line_holds_an_argument_or_a_return_value()
    {
        var log = new Log();
        await using var app = Observed(new(), tasks => tasks.AddImmediate().AddInMemory("memory"), log);

        await Work.EchoTask.EnqueueAsync("hunter2", App.Token);
        await Work.EchoTask.Using(backend: "memory").EnqueueAsync("hunter2", App.Token);
        await app.RunDueAsync("memory");
        await Assert.ThrowsAsync<InvalidTaskException>(() => Work.EchoTask.EnqueueAsync("hunter2\0", App.Token));

        Assert.NotEmpty(log.Lines);
        Assert.All(log.Lines, line => Assert.DoesNotContain("hunter2", line.Text + line.Exception, StringComparison.Ordinal));
    }

    private static App Observed(Notes notes, Action<TasksBuilder> configure, Log? log = null) =>
        new(
            configure,
            services =>
            {
                services.AddSingleton(notes);
                if (log is not null)
                {
                    services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
                }
            }
        );

    public sealed class Notes
    {
        public List<string> Told { get; } = [];
    }

    public sealed class Noting(Notes notes) : ITaskObserver
    {
        public ValueTask EnqueuedAsync(TaskResult result, CancellationToken cancellationToken) => Note("enqueued", result);

        public ValueTask StartedAsync(TaskResult result, CancellationToken cancellationToken) => Note("started", result);

        public ValueTask FinishedAsync(TaskResult result, CancellationToken cancellationToken) => Note("finished", result);

        private ValueTask Note(string what, TaskResult result)
        {
            notes.Told.Add($"{what} {result.Status}");
            return default;
        }
    }

    public sealed class Throwing : ITaskObserver
    {
        public ValueTask EnqueuedAsync(TaskResult result, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("an observer's own fault");

        public ValueTask StartedAsync(TaskResult result, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("an observer's own fault");

        public async ValueTask FinishedAsync(TaskResult result, CancellationToken cancellationToken)
        {
            await Task.Yield();
            throw new InvalidOperationException("an observer's own fault");
        }
    }
}
