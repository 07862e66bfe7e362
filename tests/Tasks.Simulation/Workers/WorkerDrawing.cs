using System.Collections.Immutable;
using Tasks.Domain.Calls;
using Tasks.Domain.Protocol;
using Tasks.Domain.Working;

namespace Tasks.Simulation;

/// <summary>Draws workers.</summary>
internal static class WorkerDrawing
{
    /// <summary>A worker that serves everything and stops for nothing.</summary>
    public static WorkerSettings Healthy(Scenario scenario) => Of(4, scenario);

    public static WorkerSettings Any(Scenario scenario, Dice dice)
    {
        var settings = Of(dice.Between(1, 4), scenario);
        return !scenario.OddWorkers
            ? settings
            : settings with
            {
                StopsWhenIdle = dice.Chance(0.2),
                MaxTasks = dice.Chance(0.3) ? dice.Between(1, 6) : null,
                Queues = dice.Chance(0.3) ? QueueSelection.Only(TaskDrawing.AnyQueue(dice)) : QueueSelection.All,
                QueueConcurrency = dice.Chance(0.3)
                    ? ImmutableDictionary<QueueName, int>.Empty.Add(TaskDrawing.AnyQueue(dice), 1)
                    : settings.QueueConcurrency,
            };
    }

    private static WorkerSettings Of(int concurrency, Scenario scenario) =>
        WorkerSettings.Of(concurrency) with
        {
            PollInterval = scenario.PollInterval,
            LeaseTime = scenario.LeaseTime,
            Retention = scenario.Retention,
        };
}
