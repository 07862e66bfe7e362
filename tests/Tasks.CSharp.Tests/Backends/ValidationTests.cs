namespace Tasks.CSharp.Tests.Backends;

/// <summary>A backend that can do nothing meets calls that ask for everything: the rules speak in their order, each in its words.</summary>
public sealed class ValidationTests
{
    private static readonly TaskCall Demanding = Maths
        .AddTask.Using(priority: 5, queue: "special", delay: TimeSpan.FromSeconds(1))
        .With(1, 2);

    [Fact, Trait("Spec", "VAL-3")]
    public Task An_asynchronous_method_comes_first() => RefusesAsync(new TaskBackendFeatures(), "Backend does not support async Tasks.");

    [Fact, Trait("Spec", "VAL-3")]
    public Task Then_the_priority() =>
        RefusesAsync(new TaskBackendFeatures { SupportsAsyncTask = true }, "Backend does not support setting priority of tasks.");

    [Fact, Trait("Spec", "VAL-3")]
    public Task Then_the_earliest_start() =>
        RefusesAsync(new TaskBackendFeatures { SupportsAsyncTask = true, SupportsPriority = true }, "Backend does not support run_after.");

    [Fact, Trait("Spec", "VAL-3")]
    public async Task Then_the_queue()
    {
        await using var app = App.Dummy();

        await RefusesAsync(Maths.AddTask.Using(queue: "special").With(1, 2), "Queue 'special' is not valid for backend.");
        Assert.Empty(app.DummyBackend.Results);
    }

    [Fact, Trait("Spec", "VAL-3")]
    public async Task The_immediate_backend_defers_nothing()
    {
        await using var app = App.Immediate();

        await RefusesAsync(Maths.AddTask.Using(delay: TimeSpan.FromSeconds(1)).With(1, 2), "Backend does not support run_after.");
        await RefusesAsync(Maths.AddTask.Using(runAfter: DateTimeOffset.UnixEpoch).With(1, 2), "Backend does not support run_after.");
    }

    [Fact, Trait("Spec", "VAL-3")]
    public async Task A_call_that_the_own_backend_can_serve_reaches_it()
    {
        var own = new OwnBackend { Features = TaskBackendFeatures.All };
        await using var app = new App(tasks => tasks.AddBackend("default", _ => own));

        await Assert.ThrowsAsync<NotImplementedException>(() => TaskBackends.Default.EnqueueAsync(Demanding, App.Token));
        Assert.Same(Demanding, Assert.Single(own.Received));
    }

    [Fact, Trait("Spec", "VAL-3"), Trait("Spec", "VAL-4")]
    public async Task Several_calls_are_checked_before_one_is_taken()
    {
        await using var app = App.Dummy();
        TaskCall[] calls = [Maths.AddTask.With(1, 2), Maths.AddTask.Using(queue: "special").With(1, 2)];

        await Assert.ThrowsAsync<InvalidTaskException>(() => app.Backends.Default.EnqueueManyAsync(calls, App.Token));
        Assert.Empty(app.DummyBackend.Results);
    }

    private static async Task RefusesAsync(TaskBackendFeatures features, string sentence)
    {
        var own = new OwnBackend { Features = features };
        await using var app = new App(tasks => tasks.AddBackend("default", _ => own));

        await RefusesAsync(Demanding, sentence);
        var several = () => TaskBackends.Default.EnqueueManyAsync([Demanding], App.Token);
        Assert.Equal(sentence, (await Assert.ThrowsAsync<InvalidTaskException>(several)).Message);
        Assert.Empty(own.Received);
    }

    private static async Task RefusesAsync(TaskCall call, string sentence)
    {
        var refusal = await Assert.ThrowsAsync<InvalidTaskException>(() => TaskBackends.Default.EnqueueAsync(call, App.Token));
        Assert.Equal(sentence, refusal.Message);
    }
}
