namespace Tasks.CSharp.Tests.Backends;

public sealed class DummyTests
{
    [Fact, Trait("Spec", "BE-2")]
    public async Task It_keeps_calls_in_order_and_never_runs_them()
    {
        await using var app = App.Dummy(options => options.Queues = []);

        var first = await Maths.AddTask.EnqueueAsync(1, 2, App.Token);
        await Work.EchoTask.Using(queue: "other", priority: -3, delay: TimeSpan.FromDays(1)).EnqueueAsync("x", App.Token);
        await app.Backends.Default.EnqueueManyAsync([Work.EchoTask.With("a"), Work.EchoTask.With("b")], App.Token);

        Assert.Equal(
            ["Add", "Echo", "Echo", "Echo"],
            app.DummyBackend.Results.Select(result => result.TaskName.Split('.')[^1].Replace("Async", "", StringComparison.Ordinal))
        );
        Assert.All(app.DummyBackend.Results, result => Assert.Equal((TaskResultStatus.Ready, 0), (result.Status, result.Attempts)));
        Assert.Equal<TaskResult>(first, app.DummyBackend.Results[0]);
        Assert.Equal("x", app.DummyBackend.Results[1].Arguments["text"].GetString());
        Assert.Equal(("other", -3), (app.DummyBackend.Results[1].Queue, app.DummyBackend.Results[1].Priority));
    }

    [Fact, Trait("Spec", "BE-2")]
    public async Task It_can_be_cleared()
    {
        await using var app = App.Dummy();
        var result = await Work.EchoTask.EnqueueAsync("x", App.Token);

        app.DummyBackend.Clear();

        Assert.Empty(app.DummyBackend.Results);
        await Assert.ThrowsAsync<TaskResultDoesNotExistException>(() => result.RefreshAsync(App.Token));
    }

    [Fact, Trait("Spec", "BE-2")]
    public async Task It_supports_all_that_a_definition_can_ask()
    {
        await using var app = App.Dummy();

        Assert.Equal(
            new TaskBackendFeatures
            {
                SupportsDefer = true,
                SupportsAsyncTask = true,
                SupportsGetResult = true,
                SupportsPriority = true,
            },
            app.DummyBackend.Features
        );
    }

    [Fact, Trait("Spec", "RES-6")]
    public async Task Its_results_are_read_cancelled_and_retried_as_a_store_would()
    {
        await using var app = App.Dummy();
        var result = await Work.EchoTask.EnqueueAsync("x", App.Token);

        var cancelled = await result.CancelAsync(App.Token);
        Assert.Equal(TaskResultStatus.Cancelled, cancelled.Status);
        Assert.Equal(TaskResultStatus.Ready, result.Status);
        Assert.Equal(cancelled, await result.RefreshAsync(App.Token));

        var refusal = await Assert.ThrowsAsync<TaskStateException>(() => result.CancelAsync(App.Token));
        Assert.Equal($"Task '{result.Id}' is Cancelled: it cannot be cancelled.", refusal.Message);

        Assert.Equal(TaskResultStatus.Ready, (await app.DummyBackend.RetryAsync(result.Id, App.Token)).Status);
        await Assert.ThrowsAsync<TaskStateException>(() => app.DummyBackend.RetryAsync(result.Id, App.Token));
        await Assert.ThrowsAsync<TaskResultDoesNotExistException>(() => app.DummyBackend.RetryAsync("nobody", App.Token));
    }

    [Fact, Trait("Spec", "RES-7")]
    public async Task Who_waits_is_woken_when_somebody_cancels()
    {
        await using var app = App.Dummy();
        var result = await Work.EchoTask.EnqueueAsync("x", App.Token);

        var waiting = result.WaitAsync(Timeout.InfiniteTimeSpan, App.Token);
        await result.CancelAsync(App.Token);

        Assert.Equal(TaskResultStatus.Cancelled, (await waiting).Status);
    }

    [Fact, Trait("Spec", "RES-1")]
    public async Task An_id_that_another_task_has_is_refused_and_the_same_call_again_is_not()
    {
        await using var app = App.Dummy(options => options.NewId = () => "always the same");
        var first = await Work.EchoTask.EnqueueAsync("one", App.Token);

        var same = await Work.EchoTask.EnqueueAsync("one", App.Token);
        var otherArguments = await Assert.ThrowsAsync<InvalidTaskException>(() => Work.EchoTask.EnqueueAsync("two", App.Token));
        var otherTask = await Assert.ThrowsAsync<InvalidTaskException>(() => Work.FailTask.EnqueueAsync("one", App.Token));

        const string sentence = "NewId gave 'always the same', which is the id of another task: it must give a new id each time.";
        Assert.Equal(first, same);
        Assert.Equal((sentence, sentence), (otherArguments.Message, otherTask.Message));
        Assert.Equal(first, Assert.Single(app.DummyBackend.Results));
    }
}
