using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Domain.Working;

namespace Tasks.Simulation;

/// <summary>Everything a simulation is made of: a store, a network, workers, tasks; and the judgement at its end.</summary>
internal sealed class World
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(20);

    private readonly List<TaskId> acknowledged = [];
    private readonly Dictionary<TaskId, Behaviour> behaviours = [];
    private readonly Judgement judgement;
    private int sessions;
    private int births;
    private bool isClosing;

    public World(Scenario scenario, Dice dice, SimulatedStore store, bool isTraced)
    {
        (Scenario, Dice, Store) = (scenario, dice, store);
        judgement = new(this);
        Network = new(Timeline, dice, scenario);
        Trace = isTraced ? new(Timeline, Simulator.Lines) : null;
        store.Bind(Timeline);
        store.OnNews = () => Living.ForEach(Network.Wake);
        store.Ledger.OnLost = judgement.OnLoss;
        store.Ledger.OnDeleted = judgement.OnDeletion;
    }

    public Timeline Timeline { get; } = new();

    public Scenario Scenario { get; }

    public Dice Dice { get; }

    public SimulatedStore Store { get; }

    public Network Network { get; }

    public Trace? Trace { get; }

    /// <summary>Every lease whose method has been called.</summary>
    public HashSet<Hold> Invoked { get; } = [];

    public List<SimulatedWorker> Workers { get; } = [];

    public List<SimulatedWorker> Living => Workers.FindAll(worker => !worker.IsDead);

    public IReadOnlyList<TaskId> Acknowledged => acknowledged;

    public bool IsHealed { get; private set; }

    public Behaviour BehaviourOf(TaskId id) => behaviours[id];

    /// <summary>All workers bear one name, as replicas of one machine image do: only the boot id tells them apart.</summary>
    public SessionId NextSession() => SessionId.Of(WorkerId.From("replica")!.Value, $"{++sessions}");

    /// <summary>A client enqueues until it is told that the store has the task.</summary>
    public void Enqueue(int number)
    {
        var (behaviour, task) = TaskDrawing.Draw(number, Scenario, Dice, mayHangForEver: !behaviours.ContainsValue(Behaviour.NeverEnds));
        behaviours[task.Id] = behaviour;
        Send(task);
    }

    public void Start(WorkerSettings settings)
    {
        if (isClosing)
        {
            return;
        }

        var name = $"w{++births}";
        Workers.Add(new(this, name, settings));
        Trace?.Note($"{name} starts, {settings.Concurrency} slots, max {settings.MaxTasks}, idle stop {settings.StopsWhenIdle}");
    }

    public void Kill(SimulatedWorker worker)
    {
        if (worker.IsDead)
        {
            return;
        }

        worker.Die();
        if (!IsHealed || BehavesBadly)
        {
            Timeline.After(
                Dice.Milliseconds(0, 3000),
                () => Start(IsHealed ? WorkerDrawing.Healthy(Scenario) : WorkerDrawing.Any(Scenario, Dice))
            );
        }
    }

    private bool BehavesBadly => behaviours.ContainsValue(Behaviour.Kills);

    /// <summary>Trouble, then none; the judgement; and everybody goes home.</summary>
    public void Live()
    {
        Trouble.Begin(this);
        Run(Scenario.Trouble, () => false);
        // An outage cut short is noticed by some and not by others: where that matters it takes its time.
        Run(TimeSpan.FromHours(1), () => !Living.Exists(worker => worker.IsFrozen) && !(Scenario.KeepsSessions && Network.IsDown));
        Heal();
    }

    /// <summary>Nothing goes wrong any more but what the tasks do themselves; all must come to its end.</summary>
    private void Heal()
    {
        Trace?.Note("all is well from here on");
        IsHealed = true;
        Network.Heal();
        if (Scenario.ClockJumps > 0)
        {
            // What was due or to end by a clock that was ahead would else keep everybody waiting for hours.
            Store.Offset = TimeSpan.FromHours(Scenario.ClockJumps);
        }

        foreach (var queue in Store.Model.Pauses.Queues)
        {
            Store.Resume(queue);
        }

        foreach (var worker in Living)
        {
            worker.CutUntil = worker.IsCut ? Timeline.Now : worker.CutUntil;
        }

        Start(WorkerDrawing.Healthy(Scenario));
        var deadline = Timeline.Now + LongEnough;
        Run(deadline, () => judgement.IsOver);
        judgement.OnTasks();
        Run(deadline, () => judgement.IsHeeded);
        InvariantBroken.Unless(judgement.IsHeeded, "A worker lives, and has not heeded what was paused and resumed.");
        isClosing = true;
        foreach (var worker in Living)
        {
            worker.Observe(new Observation.ShutdownAsked());
        }

        Run(Timeline.Now + LongEnough, () => Living.Count == 0);
        InvariantBroken.Unless(Living.Count == 0, $"{string.Join(", ", Living.Select(worker => worker.Name))} did not stop.");
        InvariantBroken.Unless(
            Store.Model.Tasks.Values.All(task => task.State is not TaskState.Running),
            "A task runs, and no worker lives."
        );
    }

    private void Run(TimeSpan until, Func<bool> isOver)
    {
        var events = 0;
        while (!isOver() && Timeline.Advance(until))
        {
            InvariantBroken.Unless(++events < 200_000, "It never ends.");
        }
    }

    private void Send(NewTask task)
    {
        if (Store.Ledger.WasDeleted(task.Id))
        {
            // It would become a task anew: a client must not ask again for longer than what has finished is kept.
            acknowledged.Add(task.Id);
            return;
        }

        if (!IsHealed && (Network.IsDown || Dice.Chance(Scenario.LostRequests)))
        {
            Timeline.After(Dice.Seconds(0, 2), () => Send(task));
            return;
        }

        Store.Enqueue(task);
        if (!IsHealed && Dice.Chance(Scenario.LostReplies))
        {
            Timeline.After(Dice.Seconds(0, 2), () => Send(task));
            return;
        }

        acknowledged.Add(task.Id);
    }
}
