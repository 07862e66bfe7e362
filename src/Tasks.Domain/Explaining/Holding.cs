using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Explaining;

/// <summary>Looks at a task that a session holds.</summary>
internal sealed class Holding(TaskRecord task, TaskState.Running running, Instant now)
{
    public IReadOnlyList<Finding> Findings(IReadOnlyList<Session> sessions, IReadOnlyList<Session> live)
    {
        var holder = sessions.FirstOrDefault(session => session.Id == running.Session);
        var since = task.History.LastAttemptedAt ?? task.EnqueuedAt;
        Finding.Held held = new(running.Session, holder, task.Lease, task.History.Attempts, since, running.IsStarted);
        return holder is not null && holder.IsLiveAt(now) ? [held] : [held, Over(holder, live)];
    }

    private Finding.HolderOver Over(Session? holder, IReadOnlyList<Session> live)
    {
        var sweptBy = live.Select(sweeper => (Instant?)SweepOf(sweeper, holder?.EndsAt ?? now)).Min();
        return new(running.Session, holder?.EndsAt, holder is { IsLost: true }, sweptBy);
    }

    /// <summary>When a live worker sweeps after an end: it does so twice a lease time, once it has lived for a whole one.</summary>
    private static Instant SweepOf(Session sweeper, Instant end)
    {
        var leaseTime = sweeper.EndsAt - sweeper.BeatenAt;
        return Instant.Later(end, sweeper.OpenedAt + leaseTime) + (leaseTime / 2);
    }
}
