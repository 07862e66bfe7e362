using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Tasks.CSharp.Tests.Backends;
using Tasks.CSharp.Tests.Hosting;
using Tasks.Runtime.Tests.Working;

namespace Tasks.CSharp.Tests.Health;

[Collection(LiveHosts.Name)]
[Trait("Spec", "OBS-3")]
public sealed class HealthCheckTests : IAsyncDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly FaultyKind kind;
    private readonly IHost host;
    private readonly IDisposable ambient;

    public HealthCheckTests()
    {
        kind = new(time);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddTasks(tasks =>
            tasks
                .AddStore<TaskBackendOptions>(kind, "default", null)
                .AddWorker(worker =>
                {
                    worker.WorkerId = "w";
                    worker.Concurrency = 2;
                    worker.ShutdownTimeout = TimeSpan.Zero;
                })
        );
        builder.Services.AddHealthChecks().AddTasks(tags: ["ready"]);
        host = builder.Build();
        ambient = TaskBackends.Use(host.Services);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_is_well_with_a_store_that_answers_and_a_worker_that_beats()
    {
        await host.StartAsync(Token);

        var entry = await CheckAsync();

        Assert.Equal((HealthStatus.Healthy, null), (entry.Status, entry.Description));
        Assert.Equal(["ready"], entry.Tags);
        Assert.Equal(
            [
                "default.due",
                "default.later",
                "default.oldest_ready_seconds",
                "default.paused_queues",
                "default.running",
                "default.worker.0.id",
                "default.worker.0.running",
                "default.worker.0.since_beat_seconds",
                "default.worker.0.slots",
                "default.worker.0.stuck",
            ],
            entry.Data.Keys.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_store_that_is_away_is_told_in_its_own_words()
    {
        kind.Store.Before = _ => throw FaultyStore.Unavailable;

        var entry = await CheckAsync();

        Assert.Equal((HealthStatus.Unhealthy, "default: The store is away."), (entry.Status, entry.Description));
    }

    [Fact, Trait("Spec", "CFG-5")]
    public async Task What_a_client_says_of_its_connection_is_not_told()
    {
        kind.Store.Before = _ => throw new InvalidOperationException("Host=db;Password=hunter2");

        var entry = await CheckAsync();

        Assert.Equal("default: The store failed with System.InvalidOperationException.", entry.Description);
        Assert.Null(entry.Exception);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_not_waited_for()
    {
        kind.Store.Before = verb => throw (verb == "queues" ? new OperationCanceledException() : FaultyStore.Unavailable);

        Assert.Equal("default: The store did not answer within 5 s.", (await CheckAsync()).Description);
    }

    [Fact]
    public async Task A_worker_whose_beats_are_not_accepted_is_not_well()
    {
        await host.StartAsync(Token);
        await Eventually.TrueAsync(async () => (await CheckAsync()).Data.ContainsKey("default.worker.0.id"));
        kind.Store.Before = verb => _ = verb is "beat" or "open" ? throw FaultyStore.Unavailable : 0;

        await Eventually.TrueAsync(
            async () => (await CheckAsync()).Status == HealthStatus.Unhealthy,
            () => time.Advance(TimeSpan.FromSeconds(2))
        );

        Assert.Contains("default: worker w has had no beat accepted for", (await CheckAsync()).Description, StringComparison.Ordinal);
    }

    [Fact, Trait("Spec", "LIFE-10")]
    public async Task Stuck_slots_are_told_and_a_worker_with_no_other_is_not_well()
    {
        await host.StartAsync(Token);
        var gates = new[] { Errands.NewGate(), Errands.NewGate() };

        await Errands.HoldOutTask.EnqueueAsync(gates[0], Token);
        await Eventually.TrueAsync(async () => (await CheckAsync()).Status == HealthStatus.Degraded, Advance);
        Assert.Contains("1 of 2 slots are taken", (await CheckAsync()).Description, StringComparison.Ordinal);
        await Errands.HoldOutTask.EnqueueAsync(gates[1], Token);
        await Eventually.TrueAsync(async () => (await CheckAsync()).Status == HealthStatus.Unhealthy, Advance);
        Assert.Contains("all of its 2 slots are taken", (await CheckAsync()).Description, StringComparison.Ordinal);

        Array.ForEach(gates, gate => Errands.Gates[gate].MayEnd.SetResult());
        await Eventually.TrueAsync(async () => (await CheckAsync()).Status == HealthStatus.Healthy, Advance);

        void Advance() => time.Advance(TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public async Task What_a_failure_is_reported_as_is_for_the_application_to_say()
    {
        var own = Host.CreateEmptyApplicationBuilder(null);
        own.Services.AddTasks(tasks => tasks.AddStore<TaskBackendOptions>(kind, "default", null).AddImmediate("now"));
        own.Services.AddHealthChecks().AddTasks(health => health.OldestReadyAge = null, "mine", HealthStatus.Degraded);
        using var app = own.Build();
        kind.Store.Before = _ => throw FaultyStore.Unavailable;

        var report = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);

        Assert.Equal(HealthStatus.Degraded, report.Entries["mine"].Status);
    }

    public async ValueTask DisposeAsync()
    {
        kind.Store.Before = _ => { };
        ambient.Dispose();
        // A worker that waits before it speaks to its store again needs its clock to go on.
        var stop = host.StopAsync(Token);
        await Eventually.TrueAsync(() => stop.IsCompleted, () => time.Advance(TimeSpan.FromMilliseconds(250)));
        await stop;
        host.Dispose();
    }

    private async Task<HealthReportEntry> CheckAsync() =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token)).Entries["tasks"];
}
