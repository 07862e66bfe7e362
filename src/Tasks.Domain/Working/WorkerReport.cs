using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Pausing;

namespace Tasks.Domain.Working;

/// <summary>Something an operator wants to know about a worker. The hierarchy is closed.</summary>
public abstract record WorkerReport
{
    private WorkerReport() { }

    /// <summary>A session is open; the worker works.</summary>
    /// <param name="Session">Its id.</param>
    public sealed record SessionOpened(SessionId Session) : WorkerReport;

    /// <summary>The session was declared lost by another worker; what it ran is cancelled.</summary>
    /// <param name="Session">Its id.</param>
    /// <param name="Running">How many runs that concerns.</param>
    public sealed record SessionLost(SessionId Session, int Running) : WorkerReport;

    /// <summary>No beat has been accepted for a whole lease time; what runs is cancelled.</summary>
    /// <param name="Session">The session.</param>
    /// <param name="Running">How many runs that concerns.</param>
    public sealed record Isolated(SessionId Session, int Running) : WorkerReport;

    /// <summary>The store failed; it is tried again after a while.</summary>
    /// <param name="Verb">What was asked.</param>
    /// <param name="RetryIn">After how long.</param>
    public sealed record StoreFailing(StoreVerb Verb, TimeSpan RetryIn) : WorkerReport;

    /// <summary>The store answers again.</summary>
    public sealed record StoreBack : WorkerReport;

    /// <summary>A lease of this worker is no longer its own; the run is cancelled and its outcome dropped.</summary>
    /// <param name="Hold">The lease.</param>
    public sealed record LeaseLost(Hold Hold) : WorkerReport;

    /// <summary>A method has not heeded its token; its slot stays taken until it returns.</summary>
    /// <param name="Hold">Whose.</param>
    /// <param name="Slots">How many slots are stuck now.</param>
    public sealed record Stuck(Hold Hold, int Slots) : WorkerReport;

    /// <summary>A method returned after its outcome was settled without it; what it returned is dropped.</summary>
    /// <param name="Hold">Whose.</param>
    public sealed record CameLate(Hold Hold) : WorkerReport;

    /// <summary>No method of this process has the task's name; the task was given back.</summary>
    /// <param name="Hold">Whose.</param>
    /// <param name="Name">The name.</param>
    public sealed record UnknownName(Hold Hold, TaskName Name) : WorkerReport;

    /// <summary>The store delivered a lease that this worker holds already; it was ignored.</summary>
    /// <param name="Hold">The lease.</param>
    public sealed record DeliveredTwice(Hold Hold) : WorkerReport;

    /// <summary>The store refuses an outcome for good.</summary>
    /// <param name="Hold">Whose.</param>
    /// <param name="Sentence">Why.</param>
    public sealed record OutcomeRefused(Hold Hold, string Sentence) : WorkerReport;

    /// <summary>Tasks were taken from lost sessions.</summary>
    /// <param name="Count">How many.</param>
    public sealed record TookFromLost(int Count) : WorkerReport;

    /// <summary>Tasks that had been kept long enough were deleted.</summary>
    /// <param name="Count">How many.</param>
    public sealed record Pruned(int Count) : WorkerReport;

    /// <summary>The pauses of queues have changed; the worker heeds them from now on.</summary>
    /// <param name="Pauses">The pauses.</param>
    public sealed record PausesHeeded(Pauses Pauses) : WorkerReport;

    /// <summary>Nothing is due and nothing runs: the worker stops, as it was told to.</summary>
    public sealed record NothingLeft : WorkerReport;

    /// <summary>The worker has started as many tasks as it was told to, and stops.</summary>
    /// <param name="Count">How many.</param>
    public sealed record ReachedMaximum(int Count) : WorkerReport;
}
