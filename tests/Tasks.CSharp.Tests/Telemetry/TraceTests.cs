using System.Diagnostics;
using Tasks.CSharp.Tests.Hosting;
using Tasks.Runtime.Tests.Telemetry;

namespace Tasks.CSharp.Tests.Telemetry;

[Trait("Spec", "OBS-3")]
public sealed class TraceTests
{
    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    public async Task A_chain_of_three_tasks_is_one_trace_with_the_request_that_began_it(string store)
    {
        var folder = Directory.CreateTempSubdirectory("tasks-trace-").FullName;
        await using var app = store == "memory" ? App.InMemory() : new(tasks => tasks.AddSqlite($"Data Source={folder}/tasks.db"));
        using var request = new Activity("request").Start();
        using var spans = Spans.OfTrace(request.TraceId);

        await Errands.PassOnTask.EnqueueAsync(2, App.Token);
        await app.RunDueAsync();

        Assert.Equal(
            ["request", "send default", "process default", "send default", "process default", "send default", "process default"],
            Line(request, spans.Ended)
        );
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Spans_say_what_they_cover_in_the_words_of_OpenTelemetry()
    {
        var alias = $"spans {Guid.NewGuid()}";
        using var spans = Spans.OfBackend(alias);
        await using var app = new App(tasks => tasks.AddInMemory(alias));

        var result = await Work.EchoTask.Using(backend: alias).EnqueueAsync("a secret argument", App.Token);
        await app.RunDueAsync(alias);

        Assert.Equal([ActivityKind.Producer, ActivityKind.Consumer], spans.Ended.Select(span => span.Kind));
        Assert.Equal(
            [
                "messaging.system=tasks",
                "messaging.operation.name=send",
                $"tasks.backend={alias}",
                "messaging.destination.name=default",
                "messaging.operation.type=send",
                "tasks.task.name=Tasks.CSharp.Tests.Work.Echo",
                $"messaging.message.id={result.Id}",
            ],
            Tags(spans.Ended[0])
        );
        Assert.Equal(
            [
                "messaging.system=tasks",
                "messaging.operation.name=process",
                "messaging.destination.name=default",
                $"tasks.backend={alias}",
                "tasks.task.name=Tasks.CSharp.Tests.Work.Echo",
                "messaging.operation.type=process",
                $"messaging.message.id={result.Id}",
                "tasks.attempt=1",
                "messaging.client.id=tester",
            ],
            Tags(spans.Ended[1])
        );
    }

    [Fact]
    public async Task Each_attempt_is_a_span_of_the_same_trace_and_a_failure_is_written_down_in_it()
    {
        var alias = $"retries {Guid.NewGuid()}";
        using var spans = Spans.OfBackend(alias);
        var twice = TaskHandle.Create(
            "twice",
            (Work.Node _, TaskContext context) => context.Attempt == 1 ? throw new InvalidOperationException("not yet") : 1,
            maxAttempts: 2
        );
        await using var app = new App(tasks => tasks.AddInMemory(alias).AddTask(twice));

        await twice.Using(backend: alias).EnqueueAsync(new(), App.Token);
        await app.RunDueAsync(alias);

        var (send, runs) = (spans.Ended[0], spans.Ended.Skip(1).ToArray());
        Assert.Equal([1, 2], runs.Select(run => run.GetTagItem("tasks.attempt")));
        Assert.All(runs, run => Assert.Equal((send.TraceId, send.SpanId), (run.TraceId, run.ParentSpanId)));
        Assert.Equal([ActivityStatusCode.Error, ActivityStatusCode.Unset], runs.Select(run => run.Status));
        Assert.Equal(["System.InvalidOperationException", null], runs.Select(run => run.GetTagItem("error.type")));
        var thrown = Assert.Single(runs[0].Events);
        Assert.Equal("exception", thrown.Name);
        Assert.Contains(new("exception.message", "not yet"), thrown.Tags);
    }

    [Fact]
    public async Task The_span_of_a_run_is_the_current_one_of_its_method_and_of_nothing_else()
    {
        Activity? within = null;
        var looking = TaskHandle.Create("looking", (Work.Node _, TaskContext _) => (within = Activity.Current)?.DisplayName);
        await using var app = new App(tasks => tasks.AddInMemory().AddImmediate("now").AddTask(looking));
        using var request = new Activity("request").Start();
        using var spans = Spans.OfTrace(request.TraceId);

        await looking.EnqueueAsync(new(), App.Token);
        Assert.Same(request, Activity.Current);
        await app.RunDueAsync();
        Assert.Equal((request.TraceId, "process default"), (within?.TraceId, within?.DisplayName));

        within = null;
        await looking.Using(backend: "now").EnqueueAsync(new(), App.Token);
        Assert.Equal((request.TraceId, "process default"), (within?.TraceId, within?.DisplayName));
        Assert.Same(request, Activity.Current);
    }

    [Fact]
    public async Task Many_tasks_share_the_span_of_their_enqueue()
    {
        var alias = $"many {Guid.NewGuid()}";
        using var spans = Spans.OfBackend(alias);
        await using var app = new App(tasks => tasks.AddInMemory(alias, options => options.Queues = []));
        var backend = app.Backends.Get(alias);

        await backend.EnqueueManyAsync(Enumerable.Range(0, 3).Select(n => Errands.DoubleTask.With(n)), App.Token);
        await backend.EnqueueManyAsync([Errands.DoubleTask.With(1), Errands.DoubleTask.Using(queue: "other").With(2)], App.Token);
        await app.RunDueAsync(alias);

        var sends = spans.Ended.Where(span => span.Kind == ActivityKind.Producer).ToArray();
        Assert.Equal(
            [("send default", 3), ("send", 2)],
            sends.Select(send => (send.DisplayName, send.GetTagItem("messaging.batch.message_count")))
        );
        Assert.Equal(
            [(sends[0].SpanId, 3), (sends[1].SpanId, 2)],
            spans
                .Ended.Where(span => span.Kind == ActivityKind.Consumer)
                .CountBy(span => span.ParentSpanId)
                .Select(pair => (pair.Key, pair.Value))
        );
    }

    [Theory]
    [InlineData("now")]
    [InlineData("memory")]
    [InlineData("dummy")]
    public async Task An_enqueue_that_is_refused_is_a_failed_span(string alias)
    {
        await using var app = new App(tasks => tasks.AddImmediate("now").AddInMemory("memory").AddDummy("dummy"));
        using var request = new Activity("request").Start();
        using var spans = Spans.OfTrace(request.TraceId);

        await Assert.ThrowsAsync<InvalidTaskException>(() => Work.EchoTask.Using(backend: alias).EnqueueAsync("\0", App.Token));

        var send = Assert.Single(spans.Ended);
        Assert.Equal((ActivityStatusCode.Error, "Tasks.InvalidTaskException"), (send.Status, send.GetTagItem("error.type")));
        Assert.Same(request, Activity.Current);
    }

    [Fact]
    public async Task A_trace_goes_through_a_process_in_which_nobody_listens()
    {
        await using var app = App.InMemory();
        using var request = new Activity("request").Start();
        await Errands.DoubleTask.EnqueueAsync(1, App.Token);

        using var spans = Spans.OfTrace(request.TraceId);
        await app.RunDueAsync();

        Assert.Equal(request.SpanId, Assert.Single(spans.Ended).ParentSpanId);
    }

    /// <summary>The names of spans from a root on, each the only child of the one before.</summary>
    private static IEnumerable<string> Line(Activity root, IReadOnlyList<Activity> spans)
    {
        yield return root.DisplayName;
        for (var span = Child(root); span is not null; span = Child(span))
        {
            yield return span.DisplayName;
        }

        Activity? Child(Activity parent) => spans.SingleOrDefault(span => span.ParentSpanId == parent.SpanId);
    }

    private static IEnumerable<string> Tags(Activity span) => span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}");
}
