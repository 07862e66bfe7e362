using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Domain.Retaining;

namespace Tasks.Domain.Working;

/// <summary>Something the worker's mind wants done. Who does it tells the mind what came of it. The hierarchy is closed.</summary>
public abstract record Effect
{
    private Effect() { }

    /// <summary>Open a session under a new boot id → <see cref="Observation.Opened"/>.</summary>
    /// <param name="LeaseTime">How long it lasts without a beat.</param>
    public sealed record Open(TimeSpan LeaseTime) : Effect;

    /// <summary>Settle and claim → <see cref="Observation.Exchanged"/>.</summary>
    /// <param name="Request">What to send.</param>
    public sealed record Exchange(ExchangeRequest Request) : Effect;

    /// <summary>Extend the session → <see cref="Observation.Beaten"/>.</summary>
    /// <param name="Session">Its id.</param>
    /// <param name="LeaseTime">By how much.</param>
    /// <param name="Load">What the worker has to do.</param>
    /// <param name="Heeded">The number of the pauses it heeds.</param>
    public sealed record Beat(SessionId Session, TimeSpan LeaseTime, WorkerLoad Load = default, long Heeded = 0) : Effect;

    /// <summary>Take tasks from lost sessions → <see cref="Observation.Swept"/>.</summary>
    /// <param name="Limit">The most.</param>
    public sealed record Sweep(int Limit) : Effect;

    /// <summary>Give back what is not named → <see cref="Observation.Reconciled"/>.</summary>
    /// <param name="Session">The session.</param>
    /// <param name="Turn">The new turn.</param>
    /// <param name="Held">Every lease the worker knows of.</param>
    public sealed record Reconcile(SessionId Session, long Turn, IReadOnlyList<Hold> Held) : Effect;

    /// <summary>Delete tasks that have been kept long enough → <see cref="Observation.Pruned"/>.</summary>
    /// <param name="Request">Which, and how far to look.</param>
    public sealed record Prune(PruneRequest Request) : Effect;

    /// <summary>Close the session → <see cref="Observation.Closed"/>.</summary>
    /// <param name="Session">Its id.</param>
    public sealed record Close(SessionId Session) : Effect;

    /// <summary>
    /// Call the task's method → <see cref="Observation.Returned"/>, <see cref="Observation.Threw"/> or <see cref="Observation.NameUnknown"/>,
    /// exactly once; ring <see cref="AlarmKind.TimeLimit"/> if its time limit passes first.
    /// </summary>
    /// <param name="Task">The task, running.</param>
    public sealed record Invoke(TaskRecord Task) : Effect;

    /// <summary>Fire the token of a run.</summary>
    /// <param name="Hold">Whose.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Cancel(Hold Hold, CancelReason Reason) : Effect;

    /// <summary>Ring after a while → <see cref="Observation.Rang"/>, unless the run has ended by then.</summary>
    /// <param name="Hold">Whose.</param>
    /// <param name="Kind">Which.</param>
    /// <param name="After">How long from now.</param>
    public sealed record Alarm(Hold Hold, AlarmKind Kind, TimeSpan After) : Effect;

    /// <summary>Tell those who watch what became of an outcome.</summary>
    /// <param name="Task">The task as claimed.</param>
    /// <param name="Settlement">The outcome sent.</param>
    /// <param name="Answer">What the store made of it.</param>
    /// <param name="At">The store's moment.</param>
    public sealed record Tell(TaskRecord Task, Settlement Settlement, SettleAnswer Answer, Instant At) : Effect;

    /// <summary>Tell the operator.</summary>
    /// <param name="Report">What.</param>
    public sealed record Log(WorkerReport Report) : Effect;

    /// <summary>Step again at this moment, or as soon as something is observed. Replaces the last one.</summary>
    /// <param name="Moment">On the worker's monotonic clock.</param>
    public sealed record SleepUntil(TimeSpan Moment) : Effect;

    /// <summary>End the loop.</summary>
    /// <param name="IsClean">Whether everything the worker held was settled and closed.</param>
    public sealed record Stop(bool IsClean) : Effect;
}
