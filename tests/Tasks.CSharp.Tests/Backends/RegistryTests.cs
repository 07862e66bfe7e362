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

    [Fact, Trait("Spec", "VAL-4")]
    public async Task Everybody_who_waited_for_a_backend_that_cannot_be_made_is_told_alike_and_the_next_use_tries_again()
    {
        var isDown = true;
        using var entered = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        await using var app = new App(tasks =>
            tasks.AddBackend(
                "mine",
                _ =>
                {
                    entered.Set();
                    go.Wait(App.Token);
                    return isDown ? throw new InvalidOperationException("the moon is down") : new OwnBackend();
                }
            )
        );

        var uses = Enumerable.Range(0, 4).Select(_ => new Use(app.Backends)).ToArray();
        entered.Wait(App.Token);
        Assert.True(SpinWait.SpinUntil(() => Array.TrueForAll(uses, use => use.IsWaiting), TimeSpan.FromSeconds(20)));
        go.Set();
        Array.ForEach(uses, use => use.Join());
        isDown = false;

        Assert.All(uses, use => Assert.Equal("Could not find backend 'mine': the moon is down", use.Refusal?.Message));
        Assert.All(uses, use => Assert.IsType<InvalidTaskBackendException>(use.Refusal));
        Assert.NotNull(app.Backends.Get("mine"));
    }

    [Fact, Trait("Spec", "VAL-4")]
    public async Task A_refusal_of_the_factorys_own_is_not_kept_either()
    {
        var isDown = true;
        await using var app = new App(tasks =>
            tasks.AddBackend("mine", _ => isDown ? throw new InvalidTaskBackendException("not yet") : new OwnBackend())
        );

        Assert.Equal("not yet", Assert.Throws<InvalidTaskBackendException>(() => app.Backends.Get("mine")).Message);
        isDown = false;

        Assert.NotNull(app.Backends.Get("mine"));
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

    [Fact]
    public async Task A_backend_of_ones_own_lists_and_counts_its_tasks()
    {
        await using var app = new App(tasks => tasks.AddBackend("default", _ => new Listing()));

        Assert.Equal(7, await app.Backends.Default.CountAsync(new(), App.Token));
        Assert.Empty(await app.Backends.Default.ListAsync(new(), App.Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_backend_that_cannot_be_disposed_keeps_no_other_from_it(int broken)
    {
        var backends = Enumerable.Range(0, 4).Select(index => new Disposable { IsBroken = index < broken }).ToArray();
        var provider = new ServiceCollection()
            .AddTasks(tasks =>
            {
                foreach (var (index, backend) in backends.Index())
                {
                    tasks.AddBackend($"b{index}", _ => backend);
                }
            })
            .BuildServiceProvider();
        var registry = provider.GetRequiredService<ITaskBackends>();
        Assert.All(registry.Aliases, alias => registry.Get(alias));

        var failure = await Assert.ThrowsAnyAsync<Exception>(async () => await provider.DisposeAsync());

        Assert.All(backends, backend => Assert.True(backend.IsDisposed));
        Assert.Equal(broken == 1 ? typeof(InvalidOperationException) : typeof(AggregateException), failure.GetType());
    }

    /// <summary>One use of a backend on a thread of its own.</summary>
    private sealed class Use
    {
        private readonly Thread thread;

        public Use(ITaskBackends backends)
        {
            thread = new(() => Refusal = Record.Exception(() => backends.Get("mine")));
            thread.Start();
        }

        public Exception? Refusal { get; private set; }

        public bool IsWaiting => thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin);

        public void Join() => thread.Join();
    }

    /// <summary>Supports nothing but to list and to count.</summary>
    private sealed class Listing : ITaskBackend
    {
        public string Alias => "default";

        public TaskBackendFeatures Features { get; } = new();

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

        public Task<IReadOnlyList<TaskResult>> ListAsync(TaskQuery query, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<TaskResult>>([]);

        public Task<long> CountAsync(TaskQuery query, CancellationToken cancellationToken = default) => Task.FromResult(7L);
    }

    private sealed class Disposable : ITaskBackend, IDisposable
    {
        public bool IsBroken { get; init; }

        public bool IsDisposed { get; private set; }

        public string Alias => "default";

        public TaskBackendFeatures Features { get; } = new();

        public void Dispose()
        {
            IsDisposed = true;
            if (IsBroken)
            {
                throw new InvalidOperationException("does not close");
            }
        }

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
