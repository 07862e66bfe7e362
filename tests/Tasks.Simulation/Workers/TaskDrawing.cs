using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Simulation;

/// <summary>Draws tasks.</summary>
internal static class TaskDrawing
{
    private static readonly QueueName[] Queues = [QueueName.Default, QueueName.Stored("mail"), QueueName.Stored("images")];

    public static QueueName AnyQueue(Dice dice) => dice.Of(Queues);

    public static (Behaviour Behaviour, NewTask Task) Draw(int number, Scenario scenario, Dice dice, bool mayHangForEver)
    {
        var drawn = number < scenario.Poisons ? Behaviour.Kills : dice.Of(scenario.Behaviours.ToArray());
        // One that never ends takes a slot for ever with each attempt; a few would take all there are.
        var behaviour = drawn == Behaviour.NeverEnds && !mayHangForEver ? Behaviour.Succeeds : drawn;
        var policy = new RetryPolicy(
            behaviour == Behaviour.NeverEnds ? 1 : dice.Between(1, scenario.MaxAttempts),
            scenario.MaxCrashes,
            dice.Of(Enum.GetValues<Backoff>()),
            dice.Milliseconds(0, 5000),
            TimeSpan.FromMinutes(1),
            default
        );
        var isLimited = Behaviours.NeedsLimit(behaviour) || dice.Chance(scenario.TimeLimits);
        var definition = new Definition(
            TaskName.Stored(behaviour.ToString()),
            scenario.OddWorkers ? AnyQueue(dice) : QueueName.Default,
            TaskPriority.Stored(dice.Between(-1, 1)),
            policy,
            isLimited ? dice.Seconds(0.1, 20) : null
        );
        var timing = dice.Chance(0.2) ? new Timing.After(dice.Seconds(0, 30)) : Timing.Now;
        return (behaviour, new(TaskId.Stored($"t{number:00}"), new(definition, JsonText.EmptyObject, timing)));
    }
}
