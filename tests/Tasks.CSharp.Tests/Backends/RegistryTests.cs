using Microsoft.Extensions.DependencyInjection;

namespace Tasks.CSharp.Tests.Backends;

public sealed class RegistryTests
{
    [Fact, Trait("Spec", "VAL-4")]
    public async Task An_unknown_alias_is_named()
    {
        await using var app = App.Immediate();

        var injected = Assert.Throws<InvalidTaskBackendException>(() => app.Backends.Get("nowhere"));
        var enqueued = await Assert.ThrowsAsync<InvalidTaskBackendException>(() =>
            Maths.AddTask.Using(backend: "nowhere").EnqueueAsync(1, 2, App.Token)
        );

        Assert.Equal("The connection 'nowhere' doesn't exist.", injected.Message);
        Assert.Equal("The connection 'nowhere' doesn't exist.", enqueued.Message);
    }

    [Fact, Trait("Spec", "VAL-4")]
    public async Task A_backend_that_cannot_be_made_says_why()
    {
        await using var app = new App(tasks => tasks.AddBackend("mine", _ => throw new InvalidOperationException("the moon is down")));

        var refusal = Assert.Throws<InvalidTaskBackendException>(() => app.Backends.Get("mine"));

        Assert.Equal("Could not find backend 'mine': the moon is down", refusal.Message);
        Assert.IsType<InvalidOperationException>(refusal.InnerException);
    }

    [Fact, Trait("Spec", "BE-6")]
    public async Task Aliases_of_one_process_never_see_each_others_tasks()
    {
        await using var app = new App(tasks => tasks.AddInMemory().AddInMemory("other").AddDummy("dummy"));

        var here = await Work.EchoTask.EnqueueAsync("here", App.Token);
        await Work.EchoTask.Using(backend: "other").EnqueueAsync("there", App.Token);
        await app.RunDueAsync("other");

        Assert.Equal(TaskResultStatus.Ready, (await here.RefreshAsync(App.Token)).Status);
        await Assert.ThrowsAsync<TaskResultDoesNotExistException>(() => app.Backends.Get("other").GetResultAsync(here.Id, App.Token));
        Assert.Equal(["default", "other", "dummy"], app.Backends.Aliases);
        Assert.Same(app.Backends.Default, app.Backends.Get("default"));
    }

    [Fact, Trait("Spec", "BE-6")]
    public async Task Queues_of_one_backend_are_all_served()
    {
        await using var app = App.InMemory(options => options.Queues = ["a", "b"]);

        var one = await Work.EchoTask.Using(queue: "a").EnqueueAsync("one", App.Token);
        var two = await Work.EchoTask.Using(queue: "b").EnqueueAsync("two", App.Token);
        await Assert.ThrowsAsync<InvalidTaskException>(() => Work.EchoTask.EnqueueAsync("three", App.Token));
        await app.RunDueAsync();

        Assert.Equal("one", (await one.RefreshAsync(App.Token)).ReturnValue);
        Assert.Equal("two", (await two.RefreshAsync(App.Token)).ReturnValue);
    }

    [Fact]
    public async Task Backends_are_disposed_with_the_services()
    {
        var own = new Disposable();
        var services = new ServiceCollection();
        services.AddTasks(tasks => tasks.AddBackend("default", _ => own));
        await using (var provider = services.BuildServiceProvider())
        {
            provider.GetRequiredService<ITaskBackends>().Get("default");
            Assert.False(own.IsDisposed);
        }

        Assert.True(own.IsDisposed);
    }

    private sealed class Disposable : ITaskBackend, IDisposable
    {
        public bool IsDisposed { get; private set; }

        public string Alias => "default";

        public TaskBackendFeatures Features { get; } = new();

        public void Dispose() => IsDisposed = true;

        public Task<TaskResult> EnqueueAsync(TaskCall call, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<TaskResult>> EnqueueManyAsync(
            IEnumerable<TaskCall> calls,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();

        public Task<TaskResult> GetResultAsync(string id, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task<TaskResult> CancelAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<TaskResult> RetryAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
