using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;
using Tasks.Domain.Retaining;

namespace Tasks.Domain.Working;

/// <summary>Something the worker's mind is told. The hierarchy is closed.</summary>
public abstract record Observation
{
    private Observation() { }

    /// <summary>There may be something to claim.</summary>
    public sealed record Woke : Observation;

    /// <summary>The session is open.</summary>
    /// <param name="Session">Its id.</param>
    /// <param name="Pauses">The queues in which nothing is to start.</param>
    public sealed record Opened(SessionId Session, Pauses Pauses = default) : Observation;

    /// <summary>The exchange in flight was answered.</summary>
    /// <param name="Answer">The store's answer.</param>
    public sealed record Exchanged(ExchangeAnswer Answer) : Observation;

    /// <summary>The beat in flight was answered.</summary>
    /// <param name="Answer">The store's answer.</param>
    public sealed record Beaten(BeatAnswer Answer) : Observation;

    /// <summary>The sweep in flight was answered.</summary>
    /// <param name="Answer">The store's answer.</param>
    public sealed record Swept(SweepAnswer Answer) : Observation;

    /// <summary>The reconciliation in flight was answered.</summary>
    /// <param name="Answer">The store's answer.</param>
    public sealed record Reconciled(ReconcileAnswer Answer) : Observation;

    /// <summary>The step of pruning in flight was answered.</summary>
    /// <param name="Answer">The store's answer.</param>
    public sealed record Pruned(PruneAnswer Answer) : Observation;

    /// <summary>The session is closed.</summary>
    public sealed record Closed : Observation;

    /// <summary>The store did not do what it was asked, or its answer was lost: what became of it is unknown.</summary>
    /// <param name="Verb">What was asked.</param>
    public sealed record StoreFailed(StoreVerb Verb) : Observation;

    /// <summary>The store will never accept the exchange as it was: nothing of it was done.</summary>
    /// <param name="Sentence">Why.</param>
    public sealed record StoreRefused(string Sentence) : Observation;

    /// <summary>A method returned.</summary>
    /// <param name="Hold">Whose.</param>
    /// <param name="Value">What.</param>
    /// <param name="Metadata">The task's metadata where its code changed it.</param>
    public sealed record Returned(Hold Hold, JsonText Value, JsonText? Metadata) : Observation;

    /// <summary>A method threw, or what it returned cannot be stored.</summary>
    /// <param name="Hold">Whose.</param>
    /// <param name="Failure">What.</param>
    /// <param name="ExceptionTypes">The exception's type and its base types, by full name.</param>
    /// <param name="Metadata">The task's metadata where its code changed it.</param>
    public sealed record Threw(Hold Hold, Failure Failure, ValueList<string> ExceptionTypes, JsonText? Metadata) : Observation;

    /// <summary>This process has no method of the task's name.</summary>
    /// <param name="Hold">Whose.</param>
    public sealed record NameUnknown(Hold Hold) : Observation;

    /// <summary>A write of the run was refused as stale: the lease is lost.</summary>
    /// <param name="Hold">Whose.</param>
    public sealed record LeaseDenied(Hold Hold) : Observation;

    /// <summary>An alarm of a run rings.</summary>
    /// <param name="Hold">Whose.</param>
    /// <param name="Alarm">Which.</param>
    public sealed record Rang(Hold Hold, AlarmKind Alarm) : Observation;

    /// <summary>The worker shall stop once what runs has ended.</summary>
    public sealed record ShutdownAsked : Observation;

    /// <summary>The worker shall stop now.</summary>
    public sealed record ShutdownForced : Observation;
}
