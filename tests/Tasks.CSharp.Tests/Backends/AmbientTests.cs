using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tasks.Backends;

namespace Tasks.CSharp.Tests.Backends;

/// <summary>Which host a static handle means. The registry of the process is shared, so what starts hosts runs alone.</summary>
[Collection(LiveHosts.Name)]
public sealed class AmbientTests
{
    [Fact]
    public async Task A_host_is_the_ambient_one_from_its_start_to_its_stop()
    {
        using var host = Build(tasks => tasks.AddDummy());
        const string sentence = "AddTasks was called, but no host is running: start the host first, or inject ITaskBackends.";
        Assert.Equal(sentence, NotAmbient());

        await host.StartAsync(App.Token);
        Assert.Same(host.Services.GetRequiredService<ITaskBackends>().Default, TaskBackends.Default);
        Assert.Equal(["default"], TaskBackends.Aliases);
        await Maths.AddTask.EnqueueAsync(1, 2, App.Token);
        Assert.Single(((DummyBackend)TaskBackends.Get("default")).Results);

        await host.StopAsync(App.Token);
        Assert.Equal(sentence, NotAmbient());
    }

    [Fact]
    public async Task A_host_that_is_disposed_without_a_stop_is_ambient_no_longer()
    {
        using (var host = Build(tasks => tasks.AddDummy()))
        {
            await host.StartAsync(App.Token);
        }

        NotAmbient();
    }

    [Fact]
    public async Task A_host_whose_start_failed_is_ambient_no_longer_once_it_is_disposed()
    {
        using (var host = Build(tasks => tasks.AddDummy(), services => services.AddHostedService<Stillborn>()))
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync(App.Token));
        }

        NotAmbient();
    }

    [Fact]
    public async Task A_hosted_service_can_enqueue_while_the_host_starts()
    {
        using var host = Build(tasks => tasks.AddDummy(), services => services.AddHostedService<Eager>());

        await host.StartAsync(App.Token);

        Assert.Single(((DummyBackend)TaskBackends.Default).Results);
        await host.StopAsync(App.Token);
    }

    [Fact, Trait("Fault", "F72")]
    public async Task Two_live_hosts_are_an_error_that_names_both_remedies()
    {
        using var one = Build(tasks => tasks.AddDummy());
        using var other = Build(tasks => tasks.AddDummy());
        await one.StartAsync(App.Token);
        await other.StartAsync(App.Token);

        var refusal = await Assert.ThrowsAsync<InvalidTaskBackendException>(() => Maths.AddTask.EnqueueAsync(1, 2, App.Token));
        Assert.Equal(
            "2 hosts with tasks are live in this process, and nothing says which one is meant: "
                + "inject ITaskBackends, or open a scope with TaskBackends.Use(host.Services).",
            refusal.Message
        );

        using (TaskBackends.Use(other.Services))
        {
            await Maths.AddTask.EnqueueAsync(1, 2, App.Token);
        }

        await one.Services.GetRequiredService<ITaskBackends>().Default.EnqueueAsync(Work.EchoTask.With("x"), App.Token);
        Assert.Equal(Maths.AddTask.Name, Assert.Single(ResultsOf(other)).TaskName);
        Assert.Equal(Work.EchoTask.Name, Assert.Single(ResultsOf(one)).TaskName);

        await other.StopAsync(App.Token);
        Assert.Same(one.Services.GetRequiredService<ITaskBackends>().Default, TaskBackends.Default);
        await one.StopAsync(App.Token);
    }

    [Fact]
    public async Task A_scope_holds_for_its_flow_and_what_it_awaits_and_nests()
    {
        await using var outer = App.Dummy();
        await using (var inner = App.Dummy())
        {
            await Task.Run(() => Maths.AddTask.EnqueueAsync(1, 2), App.Token);
            Assert.Single(inner.DummyBackend.Results);
        }

        await Maths.AddTask.EnqueueAsync(1, 2, App.Token);
        Assert.Single(outer.DummyBackend.Results);
    }

    [Fact]
    public async Task A_run_enqueues_to_its_own_host()
    {
        await using var inside = App.Dummy();
        await using var app = new App(tasks => tasks.AddInMemory().AddTask(Nested).AddDummy("next"));
        await Nested.EnqueueAsync(new(), App.Token);
        Task running;
        using (TaskBackends.Use(inside.Services))
        {
            running = app.RunDueAsync();
        }

        await running;

        Assert.Single(((DummyBackend)app.Backends.Get("next")).Results);
        Assert.Empty(inside.DummyBackend.Results);
    }

    [Fact, Trait("Spec", "CFG-2")]
    public async Task Where_nobody_called_AddTasks_tasks_run_at_once()
    {
        // The registry of a process in which nothing has happened yet.
        var fresh = new AmbientBackends();

        var result = await fresh.Backends.Default.EnqueueAsync(Maths.AddTask.With(1, 2), App.Token);

        Assert.Equal(3, result.ReturnValue);
        Assert.Equal(["default"], fresh.Backends.Aliases);
        Assert.Equal(
            "The connection 'other' doesn't exist.",
            Assert.Throws<InvalidTaskBackendException>(() => fresh.Backends.Get("other")).Message
        );
        fresh.Expect();
        Assert.Throws<InvalidTaskBackendException>(() => fresh.Backends);
    }

    [Fact]
    public void Services_without_tasks_cannot_be_used()
    {
        using var provider = new ServiceCollection().BuildServiceProvider();

        Assert.Equal(
            "AddTasks was not called on these services.",
            Assert.Throws<InvalidTaskBackendException>(() => TaskBackends.Use(provider)).Message
        );
    }

    private static readonly TaskHandle<Work.Node, int> Nested = TaskHandle.Create(
        "nested",
        async (Work.Node _, TaskContext context) =>
        {
            await Maths.AddTask.Using(backend: "next").EnqueueAsync(1, 2, context.CancellationToken);
            return 0;
        }
    );

    private static string NotAmbient() => Assert.Throws<InvalidTaskBackendException>(() => TaskBackends.Default).Message;

    private static IReadOnlyList<TaskResult> ResultsOf(IHost host) =>
        ((DummyBackend)host.Services.GetRequiredService<ITaskBackends>().Default).Results;

    private static IHost Build(Action<TasksBuilder> configure, Action<IServiceCollection>? add = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddTasks(configure);
        add?.Invoke(builder.Services);
        return builder.Build();
    }

    private sealed class Stillborn : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("does not start");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Eager : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Maths.AddTask.EnqueueAsync(1, 2, cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
