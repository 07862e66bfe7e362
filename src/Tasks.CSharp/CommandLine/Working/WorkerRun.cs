using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tasks.Hosting;
using Tasks.Runtime.Backends;
using Tasks.Runtime.Working;

namespace Tasks.CommandLine.Working;

/// <summary>
/// One worker, from its start to the signal that ends it.
/// <code>
///   starting ──► working ── nothing left, maximum reached ──────────────────────────► exit 0
///       │            └─ first signal ──► draining ── all has ended ──────────────────► exit 0
///       │                                    └─ second signal, or time-out ─► forced ► exit 1
///       └─ first signal ─────────────────────────────────────────────────────────────► exit 0
/// </code>
/// </summary>
internal sealed class WorkerRun
{
    private readonly Desk desk;
    private readonly WorkerOrders orders;
    private readonly StoreBackend backend;
    private readonly WorkerStory story;
    private readonly Tally tally;
    private readonly Worker worker;
    private readonly HostedWorker hosted;

    public WorkerRun(Desk desk, WorkerOrders orders, StoreBackend backend)
    {
        this.desk = desk;
        this.orders = orders;
        this.backend = backend;
        var logger = desk.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Tasks.Worker");
        var options = orders.Options;
        tally = new(backend.Handlers, backend.Observer);
        worker = new(
            WorkerRules.IdOf(options),
            WorkerRules.SettingsOf(options, desk.Plan.Find(options.Backend).Options) with
            {
                StopsWhenIdle = orders.StopsWhenIdle,
            },
            backend.Store,
            tally,
            tally,
            desk.Time,
            logger
        );
        hosted = new(worker, options.ShutdownTimeout, desk.Time, logger);
        story = new(desk.Screen, worker, tally, orders);
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var signals = new Signals(story.Heard);
        using var asked = cancellationToken.Register(signals.Ask);
        using var stopped = StopOfHost().Register(signals.Ask);
        var verbosity = desk.Services.GetRequiredService<Verbosity>();
        verbosity.Set(story.LevelOfLog, isOfConsole: orders.LogLevel is null);
        try
        {
            await BeginAsync(signals.Once);
            return await WorkAsync(signals);
        }
        catch (OperationCanceledException) when (signals.Once.IsCancellationRequested)
        {
            return ExitCode.Well;
        }
        finally
        {
            verbosity.Set(null);
        }
    }

    /// <summary>Finds out about a store that will never do before anything is claimed; one that is away is waited for by the worker.</summary>
    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        try
        {
            await backend.Store.PrepareAsync(cancellationToken);
        }
        catch (TaskStoreException away) when (away.Fault == TaskStoreFault.Unavailable)
        {
            desk.Screen.Trouble(away.Message);
        }

        if (orders.HasStartupDelay)
        {
            await Task.Delay(TimeSpan.FromSeconds(Random.Shared.NextDouble()), desk.Time, cancellationToken);
        }
    }

    private async Task<int> WorkAsync(Signals signals)
    {
        story.Begin();
        await using var live = BeginLiveLine();
        hosted.Start();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = signals.Once.Register(asked.SetResult);
        await Task.WhenAny(hosted.End, asked.Task);
        var isGraceful = hosted.End.IsCompleted || await hosted.StopAsync(signals.Twice);
        var isClean = await hosted.End;
        await live.DisposeAsync();
        var exitCode = isGraceful && isClean ? ExitCode.Well : ExitCode.Trouble;
        story.End(isGraceful, exitCode);
        return exitCode;
    }

    private LiveLineHold BeginLiveLine() =>
        story.IsLive
            ? new(
                new(desk.Screen.Terminal, story.Look, desk.Time),
                desk.Services.GetServices<ILoggerProvider>().OfType<LineClearing>().FirstOrDefault()
            )
            : new(null, null);

    /// <summary>A host that has been stopped before does not stop again.</summary>
    private CancellationToken StopOfHost() =>
        desk.Services.GetService<IHostApplicationLifetime>()?.ApplicationStopping is { IsCancellationRequested: false } stopping
            ? stopping
            : CancellationToken.None;
}
