using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Working;
using Tasks.Runtime.Stores;

namespace Tasks.Runtime.Working;

/// <summary>
/// Carries out what a worker's mind wants of methods: calls them, fires their tokens, sets their alarms, and tells how each ended. Its
/// table of runs belongs to the loop's thread alone.
/// </summary>
internal sealed class RunInterpreter(ITaskHandlers handlers, ITaskStore store, WorkerTold told, TimeProvider time, Action<Observation> post)
{
    private readonly Dictionary<Hold, RunInProgress> runs = [];
    private ExecutionContext? ground;

    public ITaskHandlers Handlers => handlers;

    public WorkerTold Told => told;

    public TimeProvider Time => time;

    public void Invoke(TaskRecord task)
    {
        var run = new RunInProgress(this, task);
        runs.Add(task.Hold, run);
        if (task.Call.Definition.TimeLimit is { } limit)
        {
            run.SetAlarm(AlarmKind.TimeLimit, limit);
        }

        // Nothing of the caller's context flows into a run: what a run sees, it sets up itself.
        ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
    }

    /// <summary>
    /// Gives the current flow, which must be a pool thread's clean one, what every run finds around it. Setting it up once and restoring it
    /// for each run costs nothing.
    /// </summary>
    public void EnterGround()
    {
        if (Volatile.Read(ref ground) is { } known)
        {
            ExecutionContext.Restore(known);
            return;
        }

        handlers.Enter();
        Volatile.Write(ref ground, ExecutionContext.Capture());
    }

    public void Cancel(Hold hold)
    {
        if (runs.TryGetValue(hold, out var run))
        {
            run.Cancel();
        }
    }

    public void SetAlarm(Hold hold, AlarmKind kind, TimeSpan after)
    {
        if (runs.TryGetValue(hold, out var run))
        {
            run.SetAlarm(kind, after);
        }
    }

    /// <summary>Lets go of a run that has ended.</summary>
    public void Note(Observation observation)
    {
        var ended = observation switch
        {
            Observation.Returned(var hold, _, _) => hold,
            Observation.Threw(var hold, _, _, _) => hold,
            Observation.NameUnknown(var hold) => hold,
            _ => default(Hold?),
        };
        if (ended is { } key && runs.Remove(key, out var run))
        {
            run.Dispose();
        }
    }

    public void Post(Observation observation) => post(observation);

    /// <summary>Stores the metadata of a run; a stale lease is told to the mind, which ends the run.</summary>
    public async Task SaveAsync(Hold hold, JsonText metadata, CancellationToken cancellationToken)
    {
        var answer = await store.AnnotateAsync(hold, metadata, cancellationToken).ConfigureAwait(false);
        if (answer.Refusal is { } refusal)
        {
            post(new Observation.LeaseDenied(hold));
            throw new TaskStateException(refusal.Sentence);
        }
    }
}
