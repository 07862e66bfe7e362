using System.Collections.Immutable;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Domain.Working.Thinking;

/// <summary>
/// One step while it is being taken: the state opened for editing, and the effects so far. It never outlives the step. What changes with
/// every task is kept in fields; what changes with every step, in <see cref="state"/>.
/// </summary>
internal sealed partial class Thought
{
    private readonly TimeSpan now;
    private readonly List<Effect> effects;
    private readonly HeldTasks.Builder held;
    private readonly OpenQueue<TaskId> waiting;
    private readonly OpenQueue<TaskId> suspects;
    private readonly OpenQueue<Settlement> outcomes;
    private readonly OpenQueue<Hold> starts;
    private WorkerState state;
    private WorkerClock clock;
    private ExchangeRequest? inFlight;
    private QueueName? servedFirst;
    private int? splitTo;
    private bool isWoken;
    private bool isHungry;
    private ulong seed;
    private ImmutableDictionary<Hold, bool> leftovers;
    private PhaseCounts counts;
    private int invoked;
    private int ripeStarts;
    private long outcomeBytes;

    public Thought(WorkerState state, TimeSpan now, int observed)
    {
        // Most of what is observed is a method that returned, and most of these make room for another.
        effects = new(observed + 4);
        this.state = state;
        this.now = now;
        held = state.Held.ToBuilder();
        waiting = new(state.Waiting, observed);
        suspects = new(state.Suspects, 1);
        outcomes = new(state.Outcomes, observed);
        starts = new(state.Starts, observed);
        leftovers = state.Leftovers;
        counts = state.Counts;
        invoked = state.Invoked;
        ripeStarts = state.RipeStarts;
        clock = state.Clock;
        inFlight = state.InFlight;
        servedFirst = state.ServedFirst;
        splitTo = state.SplitTo;
        isWoken = state.IsWoken;
        isHungry = state.IsHungry;
        seed = state.Seed;
    }

    private WorkerSettings Settings => state.Settings;

    private bool IsWorking => state.Phase == WorkerPhase.Working;

    /// <summary>Whether methods may be called: not once somebody else may have what is held here.</summary>
    private bool MayStart => IsWorking && !state.IsIsolated && !IsBeatOverdue;

    /// <summary>Slots taken: by running methods, by suspects about to run, and by methods that did not heed their tokens.</summary>
    private int Occupied => counts.Running + counts.Confirming + leftovers.Count;

    /// <summary>Takes in one observation.</summary>
    public void Observe(Observation observation)
    {
        switch (observation)
        {
            case Observation.Returned(var hold, var value, var metadata):
                OnReturned(hold, value, metadata);
                break;
            case Observation.Exchanged(var answer):
                OnExchanged(answer);
                break;
            case Observation.Woke:
                isWoken = true;
                break;
            case Observation.Threw threw:
                OnThrew(threw);
                break;
            case Observation.NameUnknown(var hold):
                OnNameUnknown(hold);
                break;
            case Observation.Rang(var hold, var alarm):
                OnRang(hold, alarm);
                break;
            case Observation.LeaseDenied(var hold):
                OnLeaseDenied(hold);
                break;
            case Observation.ShutdownAsked:
                OnShutdownAsked();
                break;
            case Observation.ShutdownForced:
                OnShutdownForced();
                break;
            default:
                ObserveStore(observation);
                break;
        }
    }

    /// <summary>Decides what to do next, all observations taken in.</summary>
    public void Decide()
    {
        CheckIsolation();
        StartWhatFits();
        GiveBackWhatWaits();
        KeepSession();
        ExchangeIfNeeded();
        SweepIfDue();
        PruneIfDue();
        StopIfDone();
        Sleep();
    }

    /// <summary>The state after the step, and what the step wants done.</summary>
    public (WorkerState State, IReadOnlyList<Effect> Effects) Conclude() =>
        (
            state with
            {
                Held = held.ToImmutable(),
                Waiting = waiting.Close(),
                Suspects = suspects.Close(),
                Outcomes = outcomes.Close(),
                Starts = starts.Close(),
                Leftovers = leftovers,
                Counts = counts,
                Invoked = invoked,
                RipeStarts = ripeStarts,
                Clock = clock,
                InFlight = inFlight,
                ServedFirst = servedFirst,
                SplitTo = splitTo,
                IsWoken = isWoken,
                IsHungry = isHungry,
                Seed = seed,
            },
            effects
        );

    private void ObserveStore(Observation observation)
    {
        switch (observation)
        {
            case Observation.Opened(var session, var pauses):
                OnOpened(session, pauses);
                break;
            case Observation.Beaten(var answer):
                OnBeaten(answer);
                break;
            case Observation.Swept(var answer):
                OnSwept(answer);
                break;
            case Observation.Reconciled(var answer):
                OnReconciled(answer);
                break;
            case Observation.Pruned(var answer):
                OnPruned(answer);
                break;
            case Observation.Closed:
                OnClosed();
                break;
            case Observation.StoreFailed(var verb):
                OnStoreFailed(verb);
                break;
            case Observation.StoreRefused(var sentence):
                OnRefused(sentence);
                break;
        }
    }

    private void Want(Effect effect) => effects.Add(effect);

    private void Report(WorkerReport report) => effects.Add(new Effect.Log(report));

    private void Admit(HeldTask task)
    {
        counts = counts.With(task.Phase, 1);
        held[task.Task.Id] = task;
    }

    private void Enter(HeldTask task, HeldPhase phase)
    {
        counts = counts.With(task.Phase, -1).With(phase, 1);
        held[task.Task.Id] = task with { Phase = phase };
    }

    private void Drop(HeldTask task)
    {
        counts = counts.With(task.Phase, -1);
        held.Remove(task.Task.Id);
    }

    /// <summary>The task held under exactly this lease, if there is one.</summary>
    private HeldTask? Find(Hold hold) => held.TryGetValue(hold.Id, out var found) && found.Task.Lease == hold.Lease ? found : null;

    /// <summary>What is held in some phases, by id: a step has one order, whatever order a dictionary has.</summary>
    private HeldTask[] HeldIn(params ReadOnlySpan<HeldPhase> phases)
    {
        var found = new List<HeldTask>();
        foreach (var task in held.Values)
        {
            if (phases.Contains(task.Phase))
            {
                found.Add(task);
            }
        }

        return [.. found.OrderBy(task => task.Task.Id)];
    }

    /// <summary>A number from 0 to 1, drawn from the state's seed (xorshift64*).</summary>
    private double Draw()
    {
        seed |= 1;
        seed ^= seed >> 12;
        seed ^= seed << 25;
        seed ^= seed >> 27;
        return ((seed * 2685821657736338717UL) >> 11) / 9007199254740992.0;
    }

    /// <summary>A duration shortened by up to a tenth, so that workers started together come apart.</summary>
    private TimeSpan Jittered(TimeSpan duration) => duration * (1 - 0.1 * Draw());
}
