using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;

namespace Tasks.Domain.Lifecycle;

/// <summary>One enqueued call with a life. Immutable: a move gives a new one.</summary>
/// <param name="Id">Its name for ever.</param>
/// <param name="Call">What to run, with its timing resolved to a moment.</param>
/// <param name="EnqueuedAt">When the store took it.</param>
/// <param name="DueAt">From when on it may be claimed; while it runs or has ended: when it last became due.</param>
/// <param name="Lease">
/// The fencing token: grows with every claim, and whenever somebody other than the holder takes the task away.
/// </param>
/// <param name="History">What it has been through.</param>
/// <param name="Metadata">A JSON object that belongs to the task's own code.</param>
/// <param name="State">Where it is in its life.</param>
public sealed record TaskRecord(
    TaskId Id,
    Call Call,
    Instant EnqueuedAt,
    Instant DueAt,
    long Lease,
    History History,
    JsonText Metadata,
    TaskState State
)
{
    /// <summary>The earliest start that was asked for; null where none was.</summary>
    public Instant? RunAfter => Call.Timing is Timing.NotBefore notBefore ? notBefore.Moment : null;

    /// <summary>The word a user sees for its state.</summary>
    public Status Status => State.Status;

    /// <summary>Whether it can only be read, or retried by an operator.</summary>
    public bool IsFinished => State.IsFinished;

    /// <summary>The lease under which it runs; meaningful while it does.</summary>
    public Hold Hold => new(Id, Lease);

    /// <summary>Whether a worker was lost over it since its budgets last began: such a task is run alone among its kind.</summary>
    public bool IsSuspect => History.Crashes > 0;

    /// <summary>Whether it could be claimed now.</summary>
    public bool IsDueAt(Instant now) => State is TaskState.Ready && DueAt <= now;
}
