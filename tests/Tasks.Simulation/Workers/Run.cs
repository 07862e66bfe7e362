using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Working;

namespace Tasks.Simulation;

/// <summary>One call of a task's method.</summary>
internal sealed class Run
{
    private readonly SimulatedWorker worker;
    private bool hasEnded;

    private Run(SimulatedWorker worker, TaskRecord task, Behaviour behaviour)
    {
        this.worker = worker;
        Task = task;
        Behaviour = behaviour;
    }

    public TaskRecord Task { get; }

    public Behaviour Behaviour { get; }

    public bool IsCancelled { get; private set; }

    public static void Begin(SimulatedWorker worker, TaskRecord task)
    {
        var behaviour = worker.World.BehaviourOf(task.Id);
        if (behaviour == Behaviour.IsUnknown)
        {
            worker.Later(TimeSpan.Zero, () => worker.Observe(new Observation.NameUnknown(task.Hold)));
            return;
        }

        var run = new Run(worker, task, behaviour);
        worker.Runs.Add(task.Hold, run);
        if (task.Call.Definition.TimeLimit is { } limit)
        {
            run.Ring(AlarmKind.TimeLimit, limit);
        }

        run.Go();
    }

    /// <summary>Its token fires.</summary>
    public void Cancel()
    {
        if (!IsCancelled)
        {
            IsCancelled = true;
            var dice = worker.World.Dice;
            switch (Behaviour)
            {
                case Behaviour.HangsBeyondGrace:
                    worker.Later(Scenario.Grace + dice.Seconds(0, 10), () => Throw("System.OperationCanceledException"));
                    break;
                case not (Behaviour.IgnoresItsToken or Behaviour.NeverEnds):
                    worker.Later(dice.Milliseconds(0, 50), () => Throw("System.OperationCanceledException"));
                    break;
            }
        }
    }

    public void Ring(AlarmKind kind, TimeSpan after) =>
        worker.Later(
            after,
            () =>
            {
                if (!hasEnded)
                {
                    worker.Observe(new Observation.Rang(Task.Hold, kind));
                }
            }
        );

    private void Go()
    {
        var dice = worker.World.Dice;
        // Most are short; some last longer than any lease.
        var duration = dice.Chance(0.2) ? dice.Seconds(1, 60) : dice.Milliseconds(0, 800);
        switch (Behaviour)
        {
            case Behaviour.Succeeds:
                worker.Later(duration, () => Return(Behaviours.ValueOf(Task)));
                break;
            case Behaviour.ThrowsAtFirst when Task.History.Failures > 0:
                worker.Later(duration, () => Return(Behaviours.ValueOf(Task)));
                break;
            case Behaviour.Throws or Behaviour.ThrowsAtFirst:
                worker.Later(duration, () => Throw("System.InvalidOperationException"));
                break;
            case Behaviour.Kills:
                worker.Later(dice.Chance(0.5) ? TimeSpan.Zero : duration, Kill);
                break;
            case Behaviour.IgnoresItsToken:
                worker.Later(Task.Call.Definition.TimeLimit!.Value + dice.Seconds(0, 20), () => Return(Behaviours.ValueOf(Task)));
                break;
            case Behaviour.ReturnsTheUnstorable:
                worker.Later(duration, () => Return(Behaviours.Unstorable));
                break;
        }
    }

    private void Kill()
    {
        if (!hasEnded)
        {
            worker.World.Kill(worker);
        }
    }

    private void Return(JsonText value) => End(new Observation.Returned(Task.Hold, value, null));

    private void Throw(string type) =>
        End(new Observation.Threw(Task.Hold, new(type, "It failed.", ""), new(type, "System.Exception"), null));

    private void End(Observation observation)
    {
        if (!hasEnded)
        {
            hasEnded = true;
            worker.Runs.Remove(Task.Hold);
            worker.Observe(observation);
        }
    }
}
