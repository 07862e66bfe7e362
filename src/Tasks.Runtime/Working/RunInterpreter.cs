using System.Data.Common;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Domain.Working;
using Tasks.Runtime.Backends;
using Tasks.Runtime.Stores;
using Tasks.Runtime.Telemetry;

namespace Tasks.Runtime.Working;

/// <summary>
/// Carries out what a worker's mind wants of methods: calls them, fires their tokens, sets their alarms, and tells how each ended. Its
/// list of runs belongs to the loop's thread alone.
/// </summary>
internal sealed class RunInterpreter(
    ITaskHandlers handlers,
    ITaskStore store,
    WorkerTold told,
    TimeProvider time,
    Action<Observation, RunInProgress?> post
)
{
    // Linked through the runs themselves: each tells of its own end, and looking for one is rare.
    private RunInProgress? first;
    private ExecutionContext? ground;

    public ITaskHandlers Handlers => handlers;

    public WorkerTold Told => told;

    public TimeProvider Time => time;

    public void Invoke(TaskRecord task)
    {
        var run = told.Telemetry.WatchesRuns ? new WatchedRun(this, task, told.Telemetry) : new RunInProgress(this, task);
        run.Next = first;
        first?.Previous = run;
        first = run;
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

    public void Cancel(Hold hold, CancelReason reason)
    {
        Find(hold)?.Cancel(reason);
    }

    public void SetAlarm(Hold hold, AlarmKind kind, TimeSpan after)
    {
        Find(hold)?.SetAlarm(kind, after);
    }

    /// <summary>Lets go of a run that has ended.</summary>
    public void Forget(RunInProgress run)
    {
        if (run.Previous is { } before)
        {
            before.Next = run.Next;
        }
        else
        {
            first = run.Next;
        }

        run.Next?.Previous = run.Previous;
        run.Dispose();
    }

    public void Post(Observation observation) => post(observation, null);

    /// <summary>The last that is heard of a run.</summary>
    public void PostEnd(Observation observation, RunInProgress run) => post(observation, run);

    private RunInProgress? Find(Hold hold)
    {
        var run = first;
        while (run is not null && run.Task.Hold != hold)
        {
            run = run.Next;
        }

        return run;
    }

    /// <summary>Stores the metadata of a run; a stale lease is told to the mind, which ends the run.</summary>
    public async Task SaveAsync(Hold hold, JsonText metadata, CancellationToken cancellationToken)
    {
        Require(hold, await store.AnnotateAsync(hold, metadata, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Records an outcome in a transaction of the method's own; a stale lease ends the run here too.</summary>
    public async Task SettleAsync(Settlement settlement, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (store is not ITransactionalStore transactional)
        {
            throw Refused.NoTransactionsInRun();
        }

        Require(settlement.Hold, await transactional.SettleAsync(settlement, transaction, cancellationToken).ConfigureAwait(false));
    }

    private void Require(Hold hold, MoveAnswer answer)
    {
        switch (answer.Refusal)
        {
            case null:
                return;
            case TaskRefusal.NotTheOwner or TaskRefusal.NoSuchTask:
                Post(new Observation.LeaseDenied(hold));
                break;
        }

        throw new TaskStateException(answer.Refusal.Sentence);
    }
}
