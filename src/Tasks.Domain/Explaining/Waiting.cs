using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;

namespace Tasks.Domain.Explaining;

/// <summary>Looks at a task that waits: at its time, its queue, who serves it, and who is before it.</summary>
internal sealed class Waiting(TaskRecord task, WaitReason reason, Instant now)
{
    public IReadOnlyList<Finding> Findings(IReadOnlyList<Session> live, Pauses pauses, QueueStanding? queue)
    {
        var definition = task.Call.Definition;
        Session[] serving = [.. live.Where(session => session.Profile.Serves.Includes(definition.Queue))];
        Session[] able = [.. serving.Where(session => session.Profile.Knows(definition.Name))];
        Finding?[] candidates =
        [
            task.DueAt > now ? UntilDue() : null,
            pauses.Includes(definition.Queue) ? new Finding.Paused(definition.Queue) : null,
            serving.Length == 0 ? new Finding.NobodyServes(definition.Queue, ServedBy(live)) : null,
            able.Length == 0 && serving.Length > 0
                ? new Finding.NameUnknown(definition.Name, [.. serving.Select(session => session.Id)])
                : null,
            task.IsSuspect ? new Finding.Suspect(task.History.Crashes) : null,
            task.DueAt <= now ? Crowding(able) : null,
            task.DueAt <= now && queue is { Due: > 1 } ? new Finding.InLine(queue.Due - 1, queue.OldestDueAt) : null,
        ];
        Finding[] found = [.. candidates.OfType<Finding>()];
        return found.Length > 0 ? found : [new Finding.Clear(task.DueAt)];
    }

    private Finding UntilDue() =>
        reason switch
        {
            WaitReason.BackOff => new Finding.BackingOff(
                task.DueAt,
                task.History.Failures,
                task.Call.Definition.Retry.MaxAttempts,
                Explanation.LastError(task)
            ),
            WaitReason.CrashBackOff => new Finding.CrashBackingOff(task.DueAt, task.History.Crashes, task.Call.Definition.Retry.MaxCrashes),
            WaitReason.UnknownName => new Finding.HandedBack(task.Call.Definition.Name, task.DueAt),
            _ => new Finding.DueLater(task.DueAt),
        };

    private static ValueList<QueueText> ServedBy(IReadOnlyList<Session> live) =>
        [.. live.Select(session => session.Profile.Serves).Distinct().OrderBy(queues => queues.Value, StringComparer.Ordinal)];

    /// <summary>A worker that did not say how many tasks it runs at once may have a slot free.</summary>
    private static Finding.Full? Crowding(Session[] able)
    {
        var stuck = able.Sum(session => session.Load.Stuck.Count);
        var slots = able.Sum(session => session.Profile.Concurrency);
        var areFull = able.All(session =>
            session.Profile.Concurrency is > 0 and var most && session.Load.Running + session.Load.Stuck.Count >= most
        );
        return able.Length > 0 && areFull ? new(slots, stuck) : null;
    }
}
