using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Domain.Working;

namespace Tasks.Simulation;

/// <summary>A process with one worker: a mind, an inbox, and methods that run. It may freeze, and it may die with everything in its head.</summary>
internal sealed class SimulatedWorker
{
    private readonly World world;
    private readonly TimeSpan bornAt;
    private readonly Witness witness;
    private List<Observation> inbox = [];
    private bool isStepPlanned;
    private long sleep;

    public SimulatedWorker(World world, string name, WorkerSettings settings)
    {
        this.world = world;
        Name = name;
        bornAt = world.Timeline.Now;
        State = WorkerState.Begin(settings, world.Dice.Seed());
        witness = new(this);
        Plan();
    }

    public string Name { get; }

    public WorkerState State { get; private set; }

    public Dictionary<Hold, Run> Runs { get; } = [];

    public bool IsDead { get; private set; }

    /// <summary>Whether it ended by itself, with everything settled and closed.</summary>
    public bool IsClean { get; private set; }

    public TimeSpan FrozenUntil { get; set; }

    public TimeSpan CutUntil { get; set; }

    public bool IsCut => world.Timeline.Now < CutUntil;

    public bool IsFrozen => world.Timeline.Now < FrozenUntil;

    /// <summary>Whether it was frozen or cut off at some time since a moment.</summary>
    public bool WasAwaySince(TimeSpan moment) => FrozenUntil >= moment || CutUntil >= moment;

    /// <summary>The moment on its own monotonic clock.</summary>
    public TimeSpan Now => world.Timeline.Now - bornAt;

    public World World => world;

    public void Observe(Observation observation)
    {
        if (!IsDead)
        {
            inbox.Add(observation);
            Plan();
        }
    }

    public void Die()
    {
        IsDead = true;
        world.Trace?.Note($"{Name} is dead");
    }

    /// <summary>Does something in this process after a while: later if it is frozen then, never if it is dead.</summary>
    public void Later(TimeSpan delay, Action action) =>
        world.Timeline.After(
            delay,
            () =>
            {
                if (IsFrozen)
                {
                    Later(FrozenUntil - world.Timeline.Now, action);
                }
                else if (!IsDead)
                {
                    action();
                }
            }
        );

    private void Plan()
    {
        if (!isStepPlanned)
        {
            isStepPlanned = true;
            Later(world.Dice.Milliseconds(0, 2), Step);
        }
    }

    private void Step()
    {
        isStepPlanned = false;
        var (before, observations) = (State, inbox);
        inbox = [];
        (State, var effects) = WorkerStep.Next(before, Now, observations);
        world.Trace?.Note(this, observations, effects);
        witness.BeforeEffects(observations, effects);
        foreach (var effect in effects)
        {
            Do(effect);
        }

        witness.AfterEffects();
    }

    private void Do(Effect effect)
    {
        var store = world.Store;
        switch (effect)
        {
            case Effect.Open(var leaseTime):
                var id = world.NextSession();
                Call(StoreVerb.Open, () => store.Open(id, leaseTime));
                break;
            case Effect.Exchange(var request) when request.Settlements.Any(Behaviours.IsUnstorable):
                Later(world.Dice.Milliseconds(0, 5), () => Observe(new Observation.StoreRefused("it says so")));
                break;
            case Effect.Exchange(var request):
                Call(StoreVerb.Exchange, () => new Observation.Exchanged(store.Exchange(request)));
                break;
            case Effect.Beat(var session, var leaseTime, var load, var heeded):
                Call(StoreVerb.Beat, () => new Observation.Beaten(store.Beat(new(session, leaseTime, load, heeded))));
                break;
            case Effect.Sweep(var limit):
                Call(StoreVerb.Sweep, () => new Observation.Swept(store.Sweep(limit)));
                break;
            case Effect.Reconcile(var session, var turn, var held):
                Call(StoreVerb.Reconcile, () => new Observation.Reconciled(store.Reconcile(session, turn, held)));
                break;
            case Effect.Prune(var request):
                Call(StoreVerb.Prune, () => new Observation.Pruned(store.Prune(request)));
                break;
            case Effect.Close(var session):
                Call(StoreVerb.Close, () => store.Close(session), () => new Observation.Closed());
                break;
            case Effect.Invoke(var task):
                Run.Begin(this, task);
                break;
            case Effect.Cancel(var hold, _):
                Runs.GetValueOrDefault(hold)?.Cancel();
                break;
            case Effect.Alarm(var hold, var kind, var after):
                Runs.GetValueOrDefault(hold)?.Ring(kind, after);
                break;
            case Effect.SleepUntil(var moment):
                SleepUntil(moment);
                break;
            case Effect.Stop(var isClean):
                IsClean = isClean;
                Die();
                break;
        }
    }

    private void Call(StoreVerb verb, Func<Observation> ask) => world.Network.Call(this, verb, ask);

    private void Call(StoreVerb verb, Action ask, Func<Observation> answer) =>
        Call(
            verb,
            () =>
            {
                ask();
                return answer();
            }
        );

    private void SleepUntil(TimeSpan moment)
    {
        var mine = ++sleep;
        if (moment < TimeSpan.FromDays(1000))
        {
            Later(
                moment - Now,
                () =>
                {
                    if (mine == sleep)
                    {
                        Plan();
                    }
                }
            );
        }
    }
}
