using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;
using Tasks.Domain.Retaining;

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
    /// <param name="profile">Who its worker is, for those who look after workers.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task<OpenAnswer> OpenAsync(SessionId session, TimeSpan leaseTime, WorkerProfile profile, CancellationToken cancellationToken);

    /// <summary>Reads the sessions that are open, or lost and not yet emptied, and the pauses.</summary>
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
    /// <param name="beat">Which, for how long, and how its worker is.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task<BeatAnswer> BeatAsync(Beat beat, CancellationToken cancellationToken);

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

    /// <summary>Lists the tasks a filter means, newest first: the largest id first.</summary>
    /// <param name="filter">What to list.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task<IReadOnlyList<TaskRecord>> ListAsync(TaskFilter filter, CancellationToken cancellationToken);

    /// <summary>Counts the tasks a filter means, its limit and offset left aside.</summary>
    /// <param name="filter">What to count.</param>
    /// <param name="atMost">Where the count stops, so that its cost has a bound.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task<long> CountAsync(TaskFilter filter, long atMost, CancellationToken cancellationToken);

    /// <summary>Tells what there is to do in each queue that holds a task which has not finished.</summary>
    /// <param name="atMost">Where each count stops, so that its cost has a bound.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task<QueuesAnswer> QueuesAsync(int atMost, CancellationToken cancellationToken);

    /// <summary>
    /// From now on nothing is to start in a queue: workers are told with every answer, and those of other processes are woken to hear it.
    /// </summary>
    /// <param name="queue">The queue; one that is paused already stays so.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task<PauseAnswer> PauseAsync(QueueName queue, CancellationToken cancellationToken);

    /// <summary>The end of a pause.</summary>
    /// <param name="queue">The queue; one that is not paused stays so.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task<PauseAnswer> ResumeAsync(QueueName queue, CancellationToken cancellationToken);

    /// <summary>One bounded step of a walk that deletes tasks which have been kept long enough.</summary>
    /// <param name="request">Which, from where, and how far.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task<PruneAnswer> PruneAsync(PruneRequest request, CancellationToken cancellationToken);

    /// <summary>Looks whether the store is as the promises made for it need it, and how it is.</summary>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task<StoreInspection> InspectAsync(CancellationToken cancellationToken);

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
    /// <returns>Ends the calls when disposed; one that is under way just then may still come.</returns>
    IDisposable Watch(Action onNews);
}
