using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;
using Tasks.Domain.Retaining;

namespace Tasks.Domain.Modelling;

/// <summary>What operators ask of a store: pausing queues, looking at them, and deleting what has been kept long enough.</summary>
public sealed partial record StoreModel
{
    /// <summary>From now on nothing is to start in a queue.</summary>
    public (PauseAnswer Answer, StoreModel After) Pause(QueueName queue, Instant now) => Told(Pauses.With(queue), now);

    /// <summary>The end of a pause.</summary>
    public (PauseAnswer Answer, StoreModel After) Resume(QueueName queue, Instant now) => Told(Pauses.Without(queue), now);

    /// <summary>What there is to do in each queue.</summary>
    /// <param name="atMost">Where each count stops.</param>
    /// <param name="now">The store's moment.</param>
    public QueuesAnswer Queues(int atMost, Instant now) =>
        new(
            now,
            [
                .. Tasks
                    .Values.Where(task => !task.IsFinished)
                    .GroupBy(task => task.Call.Definition.Queue)
                    .OrderBy(tasks => tasks.Key)
                    .Select(tasks => StandingOf(tasks.Key, [.. tasks], atMost, now)),
            ],
            Pauses
        );

    /// <summary>How many tasks a filter means, its limit and offset left aside.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="atMost">Where the count stops.</param>
    public long Count(TaskFilter filter, long atMost) => Math.Min(atMost, Tasks.Values.LongCount(filter.Includes));

    /// <summary>One step of a walk in the order of ids.</summary>
    public (PruneAnswer Answer, StoreModel After) Prune(PruneRequest request, Instant now)
    {
        var looked = Tasks
            .Values.Where(task => request.After is not { } after || task.Id.CompareTo(after) > 0)
            .OrderBy(task => task.Id)
            .Take(request.Look)
            .ToArray();
        var over = looked.Where(task => request.Retention.IsOver(task, now)).Select(task => task.Id).ToArray();
        var lookedTo = looked.Length == request.Look ? looked[^1].Id : (TaskId?)null;
        return (new(now, over.Length, lookedTo), request.IsDryRun ? this : this with { Tasks = Tasks.RemoveRange(over) });
    }

    private static QueueStanding StandingOf(QueueName queue, TaskRecord[] tasks, int atMost, Instant now)
    {
        var due = tasks.Where(task => task.IsDueAt(now)).ToArray();
        var running = tasks.Count(task => task.State is TaskState.Running);
        return new(
            queue,
            Math.Min(atMost, due.Length),
            Math.Min(atMost, tasks.Length - due.Length - running),
            Math.Min(atMost, running),
            due.Length == 0 ? null : due.Min(task => task.DueAt)
        );
    }

    private (PauseAnswer Answer, StoreModel After) Told(Pauses pauses, Instant now) => (new(now, pauses), this with { Pauses = pauses });
}
