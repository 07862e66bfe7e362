using System.Reflection;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Tasks.Domain.Leasing;
using Tasks.Domain.Working;
using Tasks.Runtime.Stores;
using Tasks.Runtime.Telemetry.Gauges;

namespace Tasks.Runtime.Working;

/// <summary>
/// The loop that carries out a worker's mind: it drains what was observed, takes one <see cref="WorkerStep"/> for all of it, and hands the
/// effects to their interpreters. It decides nothing itself. One worker serves one store; a process may run several.
/// </summary>
public sealed class Worker
{
    private readonly Channel<(Observation? Observation, RunInProgress? Ended)> observations = Channel.CreateUnbounded<(
        Observation?,
        RunInProgress?
    )>(new() { SingleReader = true });
    private readonly StoreInterpreter storeCalls;
    private readonly RunInterpreter runs;
    private readonly WorkerTold told;
    private readonly TimeProvider time;
    private readonly ITaskStore store;
    private readonly long startedAt;
    private readonly ITimer alarmClock;
    private readonly TaskCompletionSource<long> forced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WorkerState state;
    private TimeSpan alarmAt;
    private int isWakeQueued;
    private int isRunning;

    /// <summary>A worker that has not begun.</summary>
    /// <param name="id">The name it goes by; its sessions add a boot id.</param>
    /// <param name="settings">What it is told to do.</param>
    /// <param name="store">What it serves.</param>
    /// <param name="handlers">The methods this process knows.</param>
    /// <param name="observer">Told of every run.</param>
    /// <param name="time">Where its monotonic clock and its timers come from.</param>
    /// <param name="logger">Where it reports.</param>
    public Worker(
        WorkerId id,
        WorkerSettings settings,
        ITaskStore store,
        ITaskHandlers handlers,
        IRunObserver observer,
        TimeProvider time,
        ILogger logger
    )
    {
        Id = id;
        this.store = store;
        this.time = time;
        startedAt = time.GetTimestamp();
        state = WorkerState.Begin(settings, (ulong)Random.Shared.NextInt64());
        told = new(observer, logger, id, new(store, time, logger), new(handlers.Backend, id, time));
        storeCalls = new(store, id, ProfileOf(settings, handlers), time, Post, logger);
        runs = new(handlers, store, told, time, Post);
        alarmClock = time.CreateTimer(_ => Post(null), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The name it goes by.</summary>
    public WorkerId Id { get; }

    /// <summary>What it knew after its last step.</summary>
    public WorkerState State => Volatile.Read(ref state);

    /// <summary>How long ago the last beat was sent that the store accepted; from its making on, until there is one.</summary>
    public TimeSpan SinceBeat => time.GetElapsedTime(startedAt) - State.Clock.GoodBeatAt;

    /// <summary>Works until it is stopped, or has nothing left and was told to stop then. Called twice, the second call is refused.</summary>
    /// <returns>Whether everything it held was settled, and all who watch were told.</returns>
    /// <exception cref="InvalidOperationException">It has begun already.</exception>
    public async Task<bool> RunAsync()
    {
        if (Interlocked.Exchange(ref isRunning, 1) == 1)
        {
            throw new InvalidOperationException("This worker has begun already: make a new one.");
        }

        LeaveRoomInThreadPool();
        using var watch = store.Watch(Wake);
        using var gauges = new WorkerGauges(told.Telemetry.Backend, Id, () => State);
        var batch = new List<Observation>();
        bool? isClean = null;
        while (isClean is null)
        {
            Drain(batch);
            var (next, effects) = WorkerStep.Next(state, time.GetElapsedTime(startedAt), batch);
            Volatile.Write(ref state, next);
            told.Listen();
            told.Telemetry.Hear(batch);
            batch.Clear();
            foreach (var effect in effects)
            {
                told.Telemetry.Hear(effect);
                isClean ??= CarryOut(effect);
            }

            if (isClean is null)
            {
                await observations.Reader.WaitToReadAsync().ConfigureAwait(false);
            }
        }

        await alarmClock.DisposeAsync().ConfigureAwait(false);
        var isTold = await told.CompleteAsync(forced.Task, time).ConfigureAwait(false);
        return isClean.Value && isTold;
    }

    /// <summary>Claims nothing more and ends once what runs has ended. Harmless before the start, and twice.</summary>
    public void Stop() => Post(new Observation.ShutdownAsked());

    /// <summary>Fires every token and gives back what it can; ends within about ten seconds, whatever methods and observers do.</summary>
    public void Force()
    {
        forced.TrySetResult(time.GetTimestamp());
        Post(new Observation.ShutdownForced());
    }

    /// <summary>Says that there may be something to claim. Many calls between two steps count as one.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref isWakeQueued, 1) == 0)
        {
            Post(new Observation.Woke());
        }
    }

    private static WorkerProfile ProfileOf(WorkerSettings settings, ITaskHandlers handlers) =>
        new(
            Environment.MachineName,
            Environment.ProcessId,
            Assembly.GetEntryAssembly()?.GetName().Version?.ToString() ?? "",
            settings.Concurrency,
            settings.Queues.Text,
            handlers.Names is { } names ? [.. names.Order()] : null
        );

    private void Post(Observation? observation) => Post(observation, null);

    private void Post(Observation? observation, RunInProgress? ended) => observations.Writer.TryWrite((observation, ended));

    private void Drain(List<Observation> batch)
    {
        Volatile.Write(ref isWakeQueued, 0);
        while (observations.Reader.TryRead(out var next))
        {
            if (next.Observation is not { } observation)
            {
                // It rang, perhaps a little before its time: it must be set again.
                alarmAt = default;
                continue;
            }

            if (next.Ended is { } run)
            {
                runs.Forget(run);
            }

            if (observation is Observation.Swept(var answer))
            {
                told.Swept(answer);
            }

            batch.Add(observation);
        }
    }

    /// <summary>Does one thing the mind wants; gives how it ended if that was to stop.</summary>
    private bool? CarryOut(Effect effect)
    {
        switch (effect)
        {
            case Effect.Invoke(var task):
                runs.Invoke(task);
                break;
            case Effect.Tell tell:
                told.Settled(tell);
                break;
            case Effect.Cancel(var hold, var reason):
                runs.Cancel(hold, reason);
                break;
            case Effect.Alarm(var hold, var kind, var after):
                runs.SetAlarm(hold, kind, after);
                break;
            case Effect.SleepUntil(var moment):
                SleepUntil(moment);
                break;
            case Effect.Log(var report):
                told.Report(report, storeCalls.LastError);
                break;
            case Effect.Stop(var isClean):
                return isClean;
            default:
                storeCalls.CarryOut(effect);
                break;
        }

        return null;
    }

    private void SleepUntil(TimeSpan moment)
    {
        var now = time.GetElapsedTime(startedAt);
        // An alarm that is set too early costs one empty step; setting it anew with every step costs more.
        if (now < alarmAt && alarmAt <= moment)
        {
            return;
        }

        alarmAt = moment;
        var pause = moment - now;
        // A timer cannot be set further than some weeks ahead; waking early costs one empty step.
        alarmClock.Change(TimeSpan.FromTicks(Math.Clamp(pause.Ticks, 0, TimeSpan.TicksPerDay)), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Methods that block must not starve the loop's own continuations, and with them the beats.</summary>
    private void LeaveRoomInThreadPool()
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        var wanted = state.Settings.Concurrency + Environment.ProcessorCount;
        if (wanted > workers)
        {
            ThreadPool.SetMinThreads(wanted, ports);
        }
    }
}
