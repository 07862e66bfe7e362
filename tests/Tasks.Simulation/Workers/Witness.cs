using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Domain.Working;

namespace Tasks.Simulation;

/// <summary>Looks over a worker's shoulder: what its mind may never want.</summary>
internal sealed class Witness(SimulatedWorker worker)
{
    private readonly HashSet<StoreVerb> underWay = [];
    private TimeSpan openSentAt;
    private TimeSpan beatSentAt;
    private TimeSpan certainSince = TimeSpan.MinValue;
    private SessionId? session;
    private SessionId? sentUnder;
    private bool isInDoubt;
    private bool isStopping;
    private int invoked;
    private int idleSteps;

    private WorkerSettings Settings => worker.State.Settings;

    private bool IsCertain => certainSince > TimeSpan.MinValue && worker.Now - certainSince < Settings.LeaseTime;

    public void BeforeEffects(IReadOnlyList<Observation> observations, IReadOnlyList<Effect> effects)
    {
        foreach (var observation in observations)
        {
            See(observation);
        }

        // The first step of a worker may be empty, and the one at the end of a sleep may find that its time is a moment away.
        var isIdle = observations.Count == 0 && effects.All(effect => effect is Effect.SleepUntil);
        idleSteps = isIdle ? idleSteps + 1 : 0;
        Unless(idleSteps < 3, "spins");
        foreach (var effect in effects)
        {
            See(effect);
        }
    }

    public void AfterEffects()
    {
        var running = worker.Runs.Values;
        var (concurrency, limits) = (Settings.Concurrency, Settings.QueueConcurrency);
        Unless(running.Count <= concurrency, $"runs {running.Count} methods in {concurrency} slots");
        Unless(running.Count(run => run is { Task.IsSuspect: true, IsCancelled: false }) <= 1, "runs two suspects at once");
        foreach (var (queue, limit) in limits)
        {
            var count = running.Count(run => run.Task.Call.Definition.Queue == queue && !run.IsCancelled);
            Unless(count <= limit, $"runs {count} tasks of queue {queue}, which is limited to {limit}");
        }

        Unless(IsCertain || running.All(run => run.IsCancelled) || session is null, "lets methods run though it may have lost its session");
        Unless(Settings.MaxTasks is not { } most || invoked <= most, $"started {invoked} tasks, of at most {Settings.MaxTasks}");
    }

    private void See(Observation observation)
    {
        switch (observation)
        {
            case Observation.Opened(var id, _):
                (session, certainSince, isInDoubt) = (id, openSentAt, false);
                underWay.Remove(StoreVerb.Open);
                break;
            case Observation.Beaten(var answer):
                certainSince = answer.IsAccepted ? beatSentAt : certainSince;
                underWay.Remove(StoreVerb.Beat);
                break;
            case Observation.Reconciled(var answer):
                isInDoubt &= answer.Standing != SessionStanding.Live;
                underWay.Remove(StoreVerb.Reconcile);
                break;
            case Observation.StoreFailed(var verb):
                isInDoubt |= verb == StoreVerb.Exchange && sentUnder == session;
                underWay.Remove(verb);
                break;
            case Observation.Exchanged or Observation.StoreRefused:
                underWay.Remove(StoreVerb.Exchange);
                break;
            case Observation.Swept:
                underWay.Remove(StoreVerb.Sweep);
                break;
            case Observation.Pruned:
                underWay.Remove(StoreVerb.Prune);
                break;
            case Observation.ShutdownAsked or Observation.ShutdownForced:
                isStopping = true;
                break;
            case Observation.NameUnknown:
                invoked--;
                break;
        }
    }

    private void See(Effect effect)
    {
        switch (effect)
        {
            case Effect.Open:
                openSentAt = worker.Now;
                Send(StoreVerb.Open);
                break;
            case Effect.Exchange(var request):
                Send(StoreVerb.Exchange);
                sentUnder = request.Session;
                Unless(request.Claim is null || !isInDoubt, "claims though a reply was lost");
                Unless(request.Claim is null || !isStopping, "claims though it is to stop");
                break;
            case Effect.Beat:
                beatSentAt = worker.Now;
                Send(StoreVerb.Beat);
                break;
            case Effect.Sweep:
                Send(StoreVerb.Sweep);
                break;
            case Effect.Reconcile:
                Send(StoreVerb.Reconcile);
                break;
            case Effect.Prune:
                Send(StoreVerb.Prune);
                Unless(!isStopping, "deletes though it is to stop");
                break;
            case Effect.Invoke(var task):
                invoked++;
                Unless(worker.World.Invoked.Add(task.Hold), $"calls the method of {task.Hold} twice");
                Unless(IsCertain, $"calls the method of {task.Hold} though it may have lost its session");
                Unless(!isStopping, $"calls the method of {task.Hold} though it is to stop");
                Unless(!HasForsworn(task), $"calls the method of {task.Hold} in a queue whose pause it said to heed");
                break;
            case Effect.Log(WorkerReport.ReachedMaximum(var most)):
                Unless(invoked == most, $"stops after {invoked} of {most} tasks");
                break;
            case Effect.Log(WorkerReport.NothingLeft):
                Unless(worker.Runs.Values.All(run => run.IsCancelled), "stops for want of work while methods run");
                break;
            case Effect.Log(WorkerReport.SessionLost(var lost, _)):
                Unless(worker.World.Store.Ledger.HasEnded(lost), $"believes {lost} lost, and nobody declared it so");
                break;
            case Effect.Stop(true):
                Unless(worker.State.Held.IsEmpty, "stops cleanly with tasks in its hands");
                break;
        }
    }

    private bool HasForsworn(TaskRecord task) =>
        task.State is TaskState.Running running && worker.World.Store.Pauses.Forbids(running.Session, task.Call.Definition.Queue);

    private void Send(StoreVerb verb) => Unless(underWay.Add(verb), $"sends a second {verb} while one is under way");

    private void Unless(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvariantBroken($"{worker.Name} {what}.");
        }
    }
}
