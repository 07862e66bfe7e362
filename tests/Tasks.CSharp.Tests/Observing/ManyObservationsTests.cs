using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tasks.CSharp.Tests.Hosting;

namespace Tasks.CSharp.Tests.Observing;

public sealed class ManyObservationsTests
{
    private const int Many = 10_000;

    [Fact, Trait("Spec", "OBS-1")]
    public async Task An_observer_that_throws_on_every_event_of_ten_thousand_tasks_spoils_none()
    {
        var counted = new Counting();
        await using var app = new App(
            tasks => tasks.AddInMemory().AddObserver<ObserverTests.Throwing>(),
            services => services.AddSingleton<ITaskObserver>(counted)
        );

        await app.Backends.Default.EnqueueManyAsync(Enumerable.Range(0, Many).Select(number => Errands.DoubleTask.With(number)), App.Token);
        await app.RunDueAsync();

        Assert.Equal(Many, await app.Backends.Default.CountAsync(new() { Status = TaskResultStatus.Successful }, App.Token));
        Assert.Equal((Many, Many, Many), (counted.Enqueued, counted.Started, counted.Finished));
    }

    [Fact, Trait("Spec", "OBS-2")]
    public async Task Every_line_of_a_stored_run_carries_the_task_and_the_worker()
    {
        var log = new Log();
        var logging = TaskHandle.Create(
            "logging",
            (Work.Node _, TaskContext context) =>
            {
                context.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Mine").LogInformation("from within");
                return context.Attempt == 1 ? throw new InvalidOperationException() : 0;
            },
            maxAttempts: 2
        );
        await using var app = new App(
            tasks => tasks.AddInMemory().AddTask(logging),
            services => services.AddLogging(logs => logs.SetMinimumLevel(LogLevel.Trace).AddProvider(log))
        );

        var result = await logging.EnqueueAsync(new(), App.Token);
        await app.RunDueAsync();

        string[] about = ["RUNNING", "from within", "READY again", "SUCCESSFUL"];
        var lines = log.Lines.Where(line => about.Any(text => line.Text.Contains(text, StringComparison.Ordinal))).ToArray();
        Assert.Equal(6, lines.Length);
        Assert.All(lines, line => Assert.Equal((result.Id, "tester"), (line.Scope["TaskId"], line.Scope["WorkerId"])));
    }

    [Fact, Trait("Spec", "OBS-2")]
    public async Task A_line_of_a_worker_about_one_run_carries_them_too()
    {
        var log = new Log();
        await using var app = new App(
            tasks => tasks.AddInMemory(),
            services => services.AddLogging(logs => logs.SetMinimumLevel(LogLevel.Trace).AddProvider(log))
        );

        await app.StoreAsync("nobody's", "{}");

        var line = Assert.Single(log.Lines, line => line.Text.Contains("is not known to this process", StringComparison.Ordinal));
        Assert.Equal("tester", line.Scope["WorkerId"]);
        Assert.Contains($"id={line.Scope["TaskId"]}", line.Text, StringComparison.Ordinal);
    }

    private sealed class Counting : ITaskObserver
    {
        private int enqueued;
        private int started;
        private int finished;

        public int Enqueued => enqueued;

        public int Started => started;

        public int Finished => finished;

        public ValueTask EnqueuedAsync(TaskResult result, CancellationToken cancellationToken) => Count(ref enqueued);

        public ValueTask StartedAsync(TaskResult result, CancellationToken cancellationToken) => Count(ref started);

        public ValueTask FinishedAsync(TaskResult result, CancellationToken cancellationToken) => Count(ref finished);

        private static ValueTask Count(ref int count)
        {
            Interlocked.Increment(ref count);
            return default;
        }
    }
}
