using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;

namespace Tasks.Simulation;

/// <summary>Plans what operators do: they pause queues and resume them, and delete what has been kept long enough.</summary>
internal static class Operating
{
    public static void Begin(World world, Action<int, Action> plan)
    {
        var (scenario, dice) = (world.Scenario, world.Dice);
        plan(scenario.Pauses, () => Pause(TaskDrawing.AnyQueue(dice)));
        plan(scenario.Prunes, () => Prune(null));

        void Pause(QueueName queue)
        {
            if (!world.Network.IsDown && !world.IsHealed)
            {
                world.Trace?.Note($"{queue} is paused");
                world.Store.Pause(queue);
                world.Timeline.After(dice.Seconds(0, 30), () => Resume(queue));
            }
        }

        void Resume(QueueName queue)
        {
            world.Trace?.Note($"{queue} is resumed");
            world.Store.Resume(queue);
        }

        void Prune(TaskId? after)
        {
            if (scenario.Retention is { } retention && !world.Network.IsDown)
            {
                var answer = world.Store.Prune(new(retention, after, dice.Between(1, 4), IsDryRun: dice.Chance(0.2)));
                if (answer.LookedTo is { } last)
                {
                    world.Timeline.After(dice.Milliseconds(0, 500), () => Prune(last));
                }
            }
        }
    }
}
