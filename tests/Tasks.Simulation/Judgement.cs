using Tasks.Domain;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;

namespace Tasks.Simulation;

/// <summary>What must hold for each task at the end, and for each session that is declared lost.</summary>
internal sealed class Judgement(World world)
{
    private object? looked;
    private bool isOver;

    /// <summary>Whether a task waits for a worker that has its method, and there is none.</summary>
    public static bool IsGivenUp(TaskRecord task) => task.State is TaskState.Ready(WaitReason.UnknownName);

    /// <summary>Whether nothing more can happen to any task.</summary>
    public bool IsOver
    {
        get
        {
            if (!ReferenceEquals(looked, world.Store.Model.Tasks))
            {
                looked = world.Store.Model.Tasks;
                isOver = world.Store.Model.Tasks.Values.All(task => task.IsFinished || IsGivenUp(task));
            }

            return isOver;
        }
    }

    public void OnTasks()
    {
        foreach (var id in world.Acknowledged)
        {
            var isThere = world.Store.Model.Tasks.TryGetValue(id, out var task);
            InvariantBroken.Unless(isThere || world.Store.Ledger.WasDeleted(id), $"{id} was acknowledged, and is gone.");
            if (isThere)
            {
                OnEnd(task!, world.BehaviourOf(id));
            }
        }
    }

    /// <summary>Only what has ended is deleted, once it was kept as long as it was to be; and its end is judged as any other.</summary>
    public void OnDeletion(TaskRecord task, Instant now)
    {
        InvariantBroken.Unless(task.State.EndedAt is not null, $"{task.Id} was deleted, and has not ended: {task.State}.");
        var (age, retention) = (now - task.State.EndedAt!.Value, world.Scenario.Retention);
        var kept = task.Status == Status.Failed ? retention?.Failed : retention?.Finished;
        InvariantBroken.Unless(age >= kept, $"{task.Id} was deleted {age} after its end, and was to be kept for {kept}.");
        OnEnd(task, world.BehaviourOf(task.Id));
    }

    /// <summary>Whether every worker that lives has said that it heeds what was paused and resumed.</summary>
    public bool IsHeeded =>
        world.Living.TrueForAll(worker => worker.State.Session is not { } session || world.Store.Pauses.IsHeededBy(session));

    /// <summary>
    /// After an outage that everybody must have noticed nobody is declared lost for a lease time, unless something else befell it. And who
    /// left cleanly left nothing behind.
    /// </summary>
    public void OnLoss(SessionId session)
    {
        var (scenario, since) = (world.Scenario, world.Network.LongOutageEndedAt);
        var owner = world.Workers.Find(worker => worker.State.Session == session);
        InvariantBroken.Unless(!scenario.KeepsSessions, $"{session} was declared lost.");
        InvariantBroken.Unless(
            world.Timeline.Now - since >= scenario.LeaseTime
                || scenario.MayLoseSessions
                || owner is not { IsDead: false }
                || owner.WasAwaySince(since),
            $"{session} was declared lost {world.Timeline.Now - since} after the store came back."
        );
        InvariantBroken.Unless(
            owner is not { IsDead: true, IsClean: true } || !world.Store.Model.Tasks.Values.Any(task => IsHeldBy(task, session)),
            $"{session} was left cleanly, and is declared lost with tasks in its hands."
        );
    }

    private void OnEnd(TaskRecord task, Behaviour behaviour)
    {
        var crashes = world.Store.Ledger.CrashesOf(task.Id);
        InvariantBroken.Unless(task.IsFinished || IsGivenUp(task), $"{task.Id} ({behaviour}) never ended: {task.State}, due {task.DueAt}.");
        var isExplained =
            Behaviours.MayEnd(behaviour, task)
            || (world.Store.Ledger.WasCancelAsked(task.Id) && task.Status == Status.Cancelled)
            || (
                crashes >= task.Call.Definition.Retry.MaxCrashes
                && task.Status == Status.Failed
                && (behaviour == Behaviour.Kills || !world.Scenario.SparesInnocents)
            );
        InvariantBroken.Unless(isExplained, $"{task.Id} ({behaviour}, {crashes} crashes) ended {task.State}.");
        if (task.State is TaskState.Successful(var value, _))
        {
            InvariantBroken.Unless(value == Behaviours.ValueOf(task), $"{task.Id} ended under lease {task.Lease} with {value}.");
            InvariantBroken.Unless(world.Invoked.Contains(task.Hold), $"{task.Id} ended under lease {task.Lease}, which called no method.");
        }
    }

    private static bool IsHeldBy(TaskRecord task, SessionId session) =>
        task.State is TaskState.Running running && running.Session == session;
}
