using System.Collections.Immutable;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Domain.Working;

namespace Tasks.Simulation;

/// <summary>Everything a simulation is made of: a store, a network, workers, tasks; and the judgement at its end.</summary>
internal sealed class World
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(20);
    private static readonly QueueName[] Queues = [QueueName.Default, QueueName.Stored("mail"), QueueName.Stored("images")];

    private readonly List<TaskId> acknowledged = [];
    private readonly Dictionary<TaskId, Behaviour> behaviours = [];
    private int sessions;
    private int births;
    private bool isClosing;

    public World(Scenario scenario, Dice dice, SimulatedStore store, bool isTraced)
    {
        (Scenario, Dice, Store) = (scenario, dice, store);
        Network = new(Timeline, dice, scenario);
        Trace = isTraced ? new(Timeline) : null;
        store.Bind(Timeline);
        store.OnNews = () => Living.ForEach(Network.Wake);
        store.Ledger.OnLost = JudgeLoss;
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
        var id = TaskId.Stored($"t{number:00}");
        var behaviour = Dice.Of(Scenario.Behaviours.ToArray());
        behaviours[id] = behaviour;
        var needsLimit = behaviour is Behaviour.HangsUntilCancelled or Behaviour.HangsBeyondGrace or Behaviour.IgnoresItsToken;
        var policy = new RetryPolicy(
            Dice.Between(1, Scenario.MaxAttempts),
            Scenario.MaxCrashes,
            Dice.Of(Enum.GetValues<Backoff>()),
            Dice.Milliseconds(0, 5000),
            TimeSpan.FromMinutes(1),
            default
        );
        var definition = new Definition(
            TaskName.Stored(behaviour.ToString()),
            Scenario.OddWorkers ? Dice.Of(Queues) : QueueName.Default,
            TaskPriority.Stored(Dice.Between(-1, 1)),
            policy,
            needsLimit || Dice.Chance(0.1) ? Dice.Seconds(0.1, 20) : null
        );
        var timing = Dice.Chance(0.2) ? new Timing.After(Dice.Seconds(0, 30)) : Timing.Now;
        Send(new(id, new(definition, JsonText.EmptyObject, timing)));
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

    public WorkerSettings SettingsOfAny()
    {
        var settings = WorkerSettings.Of(Dice.Between(1, 4)) with { PollInterval = Scenario.PollInterval, LeaseTime = Scenario.LeaseTime };
        return !Scenario.OddWorkers
            ? settings
            : settings with
            {
                StopsWhenIdle = Dice.Chance(0.2),
                MaxTasks = Dice.Chance(0.3) ? Dice.Between(1, 6) : null,
                Queues = Dice.Chance(0.3) ? QueueSelection.Only(Dice.Of(Queues)) : QueueSelection.All,
                QueueConcurrency = Dice.Chance(0.3)
                    ? ImmutableDictionary<QueueName, int>.Empty.Add(Dice.Of(Queues), 1)
                    : settings.QueueConcurrency,
            };
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
            Timeline.After(Dice.Milliseconds(0, 3000), () => Start(IsHealed ? Healthy : SettingsOfAny()));
        }
    }

    private bool BehavesBadly => behaviours.ContainsValue(Behaviour.Kills);

    private WorkerSettings Healthy => WorkerSettings.Of(3) with { PollInterval = Scenario.PollInterval, LeaseTime = Scenario.LeaseTime };

    /// <summary>Nothing goes wrong any more but what the tasks do themselves; all must come to its end.</summary>
    public void Heal()
    {
        Trace?.Note("all is well from here on");
        IsHealed = true;
        Network.Heal();
        if (Scenario.ClockJumps > 0)
        {
            // What was due or to end by a clock that was ahead would else keep everybody waiting for hours.
            Store.Offset = TimeSpan.FromHours(Scenario.ClockJumps);
        }

        foreach (var worker in Living)
        {
            worker.CutUntil = worker.IsCut ? Timeline.Now : worker.CutUntil;
        }

        Start(Healthy);
        var deadline = Timeline.Now + LongEnough;
        Run(deadline, () => Store.Model.Tasks.Values.All(task => task.IsFinished || IsGivenUp(task)));
        JudgeTasks();
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

    public void Run(TimeSpan until, Func<bool> isOver)
    {
        var events = 0;
        while (!isOver() && Timeline.Advance(until))
        {
            InvariantBroken.Unless(++events < 200_000, "It never ends.");
        }
    }

    private void Send(NewTask task)
    {
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

    private static bool IsHeldBy(TaskRecord task, SessionId session) =>
        task.State is TaskState.Running running && running.Session == session;

    private static bool IsGivenUp(TaskRecord task) => task.State is TaskState.Ready(WaitReason.UnknownName);

    private void JudgeTasks()
    {
        foreach (var id in acknowledged)
        {
            InvariantBroken.Unless(Store.Model.Tasks.TryGetValue(id, out var task), $"{id} was acknowledged, and is gone.");
            var (behaviour, crashes) = (behaviours[id], Store.Ledger.CrashesOf(id));
            InvariantBroken.Unless(task!.IsFinished || IsGivenUp(task), $"{id} ({behaviour}) never ended: {task.State}, due {task.DueAt}.");
            var mayEnd =
                Behaviours.MayEnd(behaviour, task)
                || (Store.Ledger.WasCancelAsked(id) && task.Status == Status.Cancelled)
                || (crashes >= task.Call.Definition.Retry.MaxCrashes && task.Status == Status.Failed);
            InvariantBroken.Unless(mayEnd, $"{id} ({behaviour}, {crashes} crashes) ended {task.State}.");
            if (task.State is TaskState.Successful(var value, _))
            {
                InvariantBroken.Unless(value == Behaviours.ValueOf(task), $"{id} ended under lease {task.Lease} with {value}.");
                InvariantBroken.Unless(
                    Invoked.Contains(task.Hold),
                    $"{id} ended, and its method was never called under lease {task.Lease}."
                );
            }
        }
    }

    /// <summary>
    /// After an outage that everybody must have noticed nobody is declared lost for a lease time, unless something else befell it. And who
    /// left cleanly left nothing behind.
    /// </summary>
    private void JudgeLoss(SessionId session)
    {
        var owner = Workers.Find(worker => worker.State.Session == session);
        var sinceOutage = Timeline.Now - Network.LongOutageEndedAt;
        InvariantBroken.Unless(
            sinceOutage >= Scenario.LeaseTime
                || Scenario.MayLoseSessions
                || owner is null or { IsDead: true }
                || owner.WasAwaySince(Network.LongOutageEndedAt),
            $"{session} was declared lost {sinceOutage} after the store came back."
        );
        InvariantBroken.Unless(
            owner is not { IsDead: true, IsClean: true } || !Store.Model.Tasks.Values.Any(task => IsHeldBy(task, session)),
            $"{session} was left cleanly, and is declared lost with tasks in its hands."
        );
    }
}
