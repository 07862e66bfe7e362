using Tasks.Runtime.Stores;
using Tasks.Storage.Contract;
using Tasks.Storage.InMemory.Tests.Clocks;

namespace Tasks.Storage.InMemory.Tests;

public sealed class InMemoryBackendKindTests
{
    private readonly InMemoryBackendKind kind = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void It_is_called_InMemory_and_its_default_options_are_right()
    {
        Assert.Equal("InMemory", kind.Name);
        Assert.Empty(kind.FindMistakes(kind.CreateOptions()));
    }

    [Fact]
    [Trait("Spec", "BE-7")]
    public async Task A_store_goes_by_the_clock_of_the_services()
    {
        var clock = new SteeredClock();
        await using var store = Create(new Services(clock));

        clock.Move(TimeSpan.FromDays(1000));
        var task = Assert.Single(await store.EnqueueAsync([Some.New("t1")], Token));

        Assert.Equal(clock.GetUtcNow(), task.EnqueuedAt.ToDateTimeOffset());
    }

    [Fact]
    public async Task A_store_of_services_without_a_clock_goes_by_the_systems()
    {
        await using var store = Create(new Services(null));
        var before = TimeProvider.System.GetUtcNow();

        var task = Assert.Single(await store.EnqueueAsync([Some.New("t1")], Token));

        Assert.InRange(task.EnqueuedAt.ToDateTimeOffset(), before.AddHours(-1), before.AddHours(1));
    }

    [Fact]
    [Trait("Spec", "BE-6")]
    public async Task Every_alias_has_tasks_of_its_own()
    {
        var services = new Services(null);
        await using var one = Create(services);
        await using var other = Create(services, "other");

        await one.EnqueueAsync([Some.New("t1")], Token);

        Assert.Equal(0, await other.CountAsync(new(), long.MaxValue, Token));
    }

    [Fact]
    public async Task A_token_that_is_cancelled_already_stops_a_verb_before_it_begins()
    {
        await using var store = Create(new Services(null));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.EnqueueAsync([Some.New("t1")], new(canceled: true)));

        Assert.Equal(0, await store.CountAsync(new(), long.MaxValue, Token));
    }

    private ITaskStore Create(IServiceProvider services, string alias = "default") =>
        kind.CreateStore(services, alias, kind.CreateOptions());

    private sealed class Services(TimeProvider? clock) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(TimeProvider) ? clock : null;
    }
}
