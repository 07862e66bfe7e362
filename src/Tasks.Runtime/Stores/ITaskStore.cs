using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Runtime.Stores;

/// <summary>
/// Where the tasks of one alias live. Few verbs, batches in and answers out; every answer carries the store's moment. Each verb is one
/// atomic step: it happens wholly or not at all, and has been made durable when the returned task completes. What each verb means is said
/// by <see cref="Tasks.Domain.Modelling.StoreModel"/>; every store passes one contract suite that compares it with that model.
/// </summary>
/// <remarks>
/// Safe for concurrent use. A failure of the store is a <see cref="TaskStoreException"/> whose <see cref="TaskStoreException.Fault"/> tells
/// whether trying again can help. Cancelling a token abandons the wait, not necessarily the work: its outcome is then unknown.
/// </remarks>
public interface ITaskStore : IAsyncDisposable
{
    /// <summary>Makes or upgrades the schema. Idempotent, safe when several processes do it at once; other verbs call it by themselves.</summary>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Stores new tasks, all or none; one whose id is there already is answered as it is stored. In the order of the input.</summary>
    /// <param name="tasks">The calls, each with its id.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task<IReadOnlyList<TaskRecord>> EnqueueAsync(IReadOnlyList<NewTask> tasks, CancellationToken cancellationToken);

    /// <summary>Opens a session that ends one lease time from now.</summary>
    /// <param name="session">Its id, new for every session.</param>
    /// <param name="leaseTime">How long it lasts without a beat.</param>
    /// <param name="serves">The queues it serves, for those who ask whether anybody does.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task<Instant> OpenAsync(SessionId session, TimeSpan leaseTime, QueueText serves, CancellationToken cancellationToken);

    /// <summary>Reads the sessions that are open, or lost and not yet emptied.</summary>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task<SessionsAnswer> SessionsAsync(CancellationToken cancellationToken);

    /// <summary>Closes a session; what it still holds is given back, uncounted.</summary>
    /// <param name="session">Its id; an unknown one is fine.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task<Instant> CloseAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>Settles, notes starts and claims, in one trip: the hot path.</summary>
    /// <param name="request">What has ended, what has started, what fits.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task<ExchangeAnswer> ExchangeAsync(ExchangeRequest request, CancellationToken cancellationToken);

    /// <summary>Extends a session. Never waits behind exchanges or enqueues.</summary>
    /// <param name="session">Its id.</param>
    /// <param name="leaseTime">How long it lasts from now on without another beat.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task<BeatAnswer> BeatAsync(SessionId session, TimeSpan leaseTime, CancellationToken cancellationToken);

    /// <summary>Declares sessions that have ended lost and takes tasks from lost sessions.</summary>
    /// <param name="limit">The most tasks to take in this step.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task<SweepAnswer> SweepAsync(int limit, CancellationToken cancellationToken);

    /// <summary>After a lost reply: gives back every lease of the session that is not named.</summary>
    /// <param name="session">Its id.</param>
    /// <param name="turn">Larger than the turn of every exchange sent before.</param>
    /// <param name="held">Every lease the worker knows of, outcomes not yet recorded included.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task<ReconcileAnswer> ReconcileAsync(SessionId session, long turn, IReadOnlyList<Hold> held, CancellationToken cancellationToken);

    /// <summary>Reads tasks by id, in the order of the ids; null where there is none.</summary>
    /// <param name="ids">The ids.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task<IReadOnlyList<TaskRecord?>> ReadAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken);

    /// <summary>Lists the tasks a filter means, newest first.</summary>
    /// <param name="filter">What to list.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task<IReadOnlyList<TaskRecord>> ListAsync(TaskFilter filter, CancellationToken cancellationToken);

    /// <summary>Counts the tasks a filter means, its limit and offset left aside.</summary>
    /// <param name="filter">What to count.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task<long> CountAsync(TaskFilter filter, CancellationToken cancellationToken);

    /// <summary>Asks tasks to end, each for itself, in the order of the ids.</summary>
    /// <param name="ids">The ids.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task<IReadOnlyList<MoveAnswer>> CancelAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken);

    /// <summary>Gives tasks one more life, each for itself, in the order of the ids.</summary>
    /// <param name="ids">The ids.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task<IReadOnlyList<MoveAnswer>> RetryAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken);

    /// <summary>Stores the metadata of a running task, fenced by its lease.</summary>
    /// <param name="hold">The task and the lease of the write.</param>
    /// <param name="metadata">One JSON object.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task<MoveAnswer> AnnotateAsync(Hold hold, JsonText metadata, CancellationToken cancellationToken);

    /// <summary>
    /// Calls back whenever something may have become claimable, or something that somebody waits for may have changed: after commits of this
    /// process at once, after those of others as soon as the store can tell. Calls may be spurious, never silently missing for this
    /// process's own commits; the callback returns at once and may come on any thread.
    /// </summary>
    /// <param name="onNews">What to call.</param>
    /// <returns>Ends the calls when disposed.</returns>
    IDisposable Watch(Action onNews);
}
