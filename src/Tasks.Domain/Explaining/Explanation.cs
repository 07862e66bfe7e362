using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;

namespace Tasks.Domain.Explaining;

/// <summary>Answers the operator's question: why does my task not run?</summary>
public static class Explanation
{
    /// <summary>Everything that answers it, the most decisive first; never empty.</summary>
    /// <param name="task">The task.</param>
    /// <param name="now">The store's moment.</param>
    /// <param name="sessions">The sessions that the store knows.</param>
    /// <param name="pauses">The queues in which nothing is to start.</param>
    /// <param name="queue">What there is to do in the task's queue; null if that is not known.</param>
    public static IReadOnlyList<Finding> Of(
        TaskRecord task,
        Instant now,
        IReadOnlyList<Session> sessions,
        Pauses pauses,
        QueueStanding? queue
    )
    {
        Session[] live = [.. sessions.Where(session => session.IsLiveAt(now))];
        var stuck = live.Where(session => session.Load.Stuck.Contains(task.Id)).Select(session => new Finding.Stuck(session.Id));
        return task.State switch
        {
            TaskState.Ready ready => [.. new Waiting(task, ready.Reason, now).Findings(live, pauses, queue), .. stuck],
            TaskState.Running running =>
            [
                .. new Holding(task, running, now).Findings(sessions, live),
                .. stuck,
                .. running.CancelRequested ? (Finding[])[new Finding.CancelPending()] : [],
            ],
            _ => [Ended(task, now), .. stuck],
        };
    }

    private static Finding.Finished Ended(TaskRecord task, Instant now) =>
        new(task.Status, task.State.EndedAt ?? now, task.State is TaskState.Failed ? LastError(task) : null);

    internal static AttemptError? LastError(TaskRecord task) =>
        task.History.Errors is { Count: > 0 } errors ? errors[errors.Count - 1] : null;
}
