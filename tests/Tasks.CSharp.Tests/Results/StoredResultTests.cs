using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Tasks.CSharp.Tests.Results;

/// <summary>Results of a durable backend: what they say, and what reading, waiting and commanding give.</summary>
public sealed class StoredResultTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact, Trait("Spec", "BE-7")]
    public async Task A_result_says_everything_of_its_task()
    {
        var time = new FakeTimeProvider(Start);
        await using var app = InMemory(time);
        var enqueued = await Work.EchoTask.Using(priority: 7, delay: TimeSpan.FromMinutes(5)).EnqueueAsync("x", App.Token);

        Assert.Equal((TaskResultStatus.Ready, Start, Start.AddMinutes(5)), (enqueued.Status, enqueued.EnqueuedAt, enqueued.DueAt));
        Assert.Equal(
            (Start.AddMinutes(5), 7, "default", "default"),
            (enqueued.RunAfter, enqueued.Priority, enqueued.Queue, enqueued.Backend)
        );
        Assert.Equal(
            (null, null, null, 0, false),
            (enqueued.StartedAt, enqueued.LastAttemptedAt, enqueued.FinishedAt, enqueued.Attempts, enqueued.IsFinished)
        );
        Assert.Equal("x", enqueued.Arguments["text"].GetString());
        Assert.Empty(enqueued.Metadata);
        Assert.Empty(enqueued.Errors);
        Assert.Empty(enqueued.WorkerIds);
        Assert.Equal("Tasks.CSharp.Tests.Work.Echo", enqueued.TaskName);

        time.Advance(TimeSpan.FromMinutes(6));
        await app.RunDueAsync();
        var ended = await enqueued.RefreshAsync(App.Token);

        Assert.Equal((TaskResultStatus.Successful, "x", 1, true), (ended.Status, ended.ReturnValue, ended.Attempts, ended.IsFinished));
        Assert.Equal(
            (Start.AddMinutes(6), Start.AddMinutes(6), Start.AddMinutes(6)),
            (ended.StartedAt, ended.LastAttemptedAt, ended.FinishedAt)
        );
        Assert.Matches("^tester:.+$", Assert.Single(ended.WorkerIds));
    }

    [Fact, Trait("Spec", "VAL-5")]
    public async Task A_moment_in_the_past_means_at_once()
    {
        await using var app = InMemory(new(Start));

        var result = await Work.EchoTask.Using(runAfter: Start.AddYears(-1)).EnqueueAsync("x", App.Token);

        Assert.Equal((Start, Start.AddYears(-1)), (result.DueAt, result.RunAfter));
    }

    [Fact, Trait("Fault", "F46")]
    public async Task Far_moments_and_impossible_delays_stop_at_the_ends_of_the_calendar()
    {
        await using var app = InMemory(new(Start));

        var never = await Work.EchoTask.Using(runAfter: DateTimeOffset.MaxValue).EnqueueAsync("x", App.Token);
        var later = await Work.EchoTask.Using(delay: TimeSpan.MaxValue).EnqueueAsync("x", App.Token);
        var before = await Work.EchoTask.Using(delay: TimeSpan.MinValue).EnqueueAsync("x", App.Token);

        Assert.Equal(9999, never.DueAt.Year);
        Assert.Equal(9999, later.DueAt.Year);
        Assert.Equal(Start, before.DueAt);
    }

    [Fact, Trait("Spec", "RES-7")]
    public async Task A_result_never_changes_by_itself()
    {
        await using var app = App.InMemory();
        var result = await Work.EchoTask.EnqueueAsync("x", App.Token);

        await app.RunDueAsync();

        Assert.Equal(TaskResultStatus.Ready, result.Status);
    }

    [Fact, Trait("Spec", "RES-3")]
    public async Task A_return_value_that_is_not_there_says_why()
    {
        await using var app = App.InMemory();
        var ready = await Work.EchoTask.EnqueueAsync("x", App.Token);
        Assert.Equal("Task has not finished yet", Assert.Throws<InvalidOperationException>(() => ready.ReturnValue).Message);

        var cancelled = await ready.CancelAsync(App.Token);
        Assert.Equal("Task was cancelled", Assert.Throws<InvalidOperationException>(() => cancelled.ReturnValue).Message);

        var failed = await app.StoreAsync(Work.FailTask.Name, """{"message":"no"}""");
        Assert.Equal("Task failed", Assert.Throws<InvalidOperationException>(() => failed.ReturnValue).Message);
        Assert.Equal("Task failed", Assert.Throws<InvalidOperationException>(() => failed.As<string>().ReturnValue).Message);
    }

    [Fact, Trait("Spec", "RES-3")]
    public async Task An_untyped_return_value_is_an_element_or_null()
    {
        await using var app = App.InMemory();

        var some = await app.StoreAsync(Work.EchoTask.Name, """{"text":"x"}""");
        var none = await app.StoreAsync(Work.EchoTask.Name, """{"text":null}""");

        Assert.Equal("x", Assert.IsType<JsonElement>(some.ReturnValue).GetString());
        Assert.Null(none.ReturnValue);
    }

    [Fact, Trait("Spec", "RES-4")]
    public async Task A_handle_reads_tasks_of_its_own_method_only()
    {
        await using var app = App.InMemory();
        var echo = await Work.EchoTask.EnqueueAsync("x", App.Token);

        Assert.Equal(echo, await Work.EchoTask.GetResultAsync(echo.Id, App.Token));
        Assert.Equal<TaskResult>(echo, await app.Backends.Default.GetResultAsync(echo.Id, App.Token));
        var refusal = await Assert.ThrowsAsync<TaskResultMismatchException>(() => Maths.AddTask.GetResultAsync(echo.Id, App.Token));
        Assert.Equal("Task does not match (received 'Tasks.CSharp.Tests.Work.Echo')", refusal.Message);
    }

    [Theory, Trait("Spec", "RES-4")]
    [InlineData("01890a5d-ac96-774b-bcce-b302099a8057")]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("tab\t")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task An_id_that_is_nobodys_does_not_exist(string? id)
    {
        await using var app = new App(tasks => tasks.AddInMemory().AddDummy("dummy"));

        foreach (var alias in app.Backends.Aliases)
        {
            var backend = app.Backends.Get(alias);
            await Assert.ThrowsAsync<TaskResultDoesNotExistException>(() => backend.GetResultAsync(id!, App.Token));
            await Assert.ThrowsAsync<TaskResultDoesNotExistException>(() => backend.CancelAsync(id!, App.Token));
            await Assert.ThrowsAsync<TaskResultDoesNotExistException>(() => backend.RetryAsync(id!, App.Token));
            await Assert.ThrowsAsync<TaskResultDoesNotExistException>(() =>
                Work.EchoTask.Using(backend: alias).GetResultAsync(id!, App.Token)
            );
        }
    }

    [Fact, Trait("Spec", "RES-5")]
    public async Task A_task_whose_method_and_queue_are_gone_still_reads()
    {
        await using var app = App.InMemory();

        var result = await app.StoreAsync("Gone.Method", """{"a":1}""");

        Assert.Equal(("Gone.Method", TaskResultStatus.Ready, 1), (result.TaskName, result.Status, result.Arguments["a"].GetInt32()));
    }

    [Fact, Trait("Spec", "RES-2")]
    public async Task Attempts_workers_and_errors_tell_of_each_failure()
    {
        var time = new FakeTimeProvider(Start);
        await using var app = InMemory(time);
        var twice = TaskHandle.Create(
            "twice",
            int (Work.Node _, TaskContext context) => throw new InvalidOperationException($"no {context.Attempt}"),
            maxAttempts: 2
        );
        var registered = new App(tasks => tasks.AddInMemory().AddTask(twice), services => services.AddSingleton<TimeProvider>(time));
        await using var _ = registered;

        var result = await twice.EnqueueAsync(new(), App.Token);
        await registered.RunDueAsync();
        result = await result.RefreshAsync(App.Token);

        Assert.Equal((TaskResultStatus.Failed, 2, 2), (result.Status, result.Attempts, result.WorkerIds.Count));
        Assert.Equal([(1, "no 1"), (2, "no 2")], result.Errors.Select(error => (error.Attempt, error.Message)));
    }

    [Fact]
    public async Task Commands_give_the_newest_result_or_say_what_the_state_forbids()
    {
        await using var app = App.InMemory();
        var result = await Work.EchoTask.EnqueueAsync("x", App.Token);
        await app.RunDueAsync();

        var refusal = await Assert.ThrowsAsync<TaskStateException>(() => result.CancelAsync(App.Token));
        Assert.Equal($"Task '{result.Id}' is Successful: it cannot be cancelled.", refusal.Message);
        refusal = await Assert.ThrowsAsync<TaskStateException>(() => app.Backends.Default.RetryAsync(result.Id, App.Token));
        Assert.Equal($"Task '{result.Id}' is Successful: it cannot be retried.", refusal.Message);

        var failed = await app.StoreAsync(Work.FailTask.Name, """{"message":"no"}""");
        Assert.Equal(TaskResultStatus.Ready, (await app.Backends.Default.RetryAsync(failed.Id, App.Token)).Status);
    }

    [Fact]
    public async Task An_own_backend_makes_results_that_read_like_any_other()
    {
        await using var app = App.InMemory();
        var result = await app.StoreAsync(Work.EchoTask.Name, """{"text":"x"}""");

        var own = TaskResult.Of(result.Record, new Backends.OwnBackend());

        Assert.Equal("x", own.As<string>().ReturnValue);
        Assert.Same(own, await own.WaitAsync(TimeSpan.Zero, App.Token));
    }

    private static App InMemory(FakeTimeProvider time) =>
        new(tasks => tasks.AddInMemory(), services => services.AddSingleton<TimeProvider>(time));
}
