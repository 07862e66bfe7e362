using System.ComponentModel;
using System.Data.Common;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Observing;
using Tasks.Runtime.Results;
using Tasks.Runtime.Serialization;
using Tasks.Runtime.Stores;
using Tasks.Runtime.Telemetry;
using Tasks.Runtime.Telemetry.Gauges;
using Tasks.Runtime.Working;

namespace Tasks.Runtime.Backends;

/// <summary>
/// A store as user code sees it. It checks and serialises calls, wraps what the store answers, and turns refusals into exceptions; it
/// decides nothing. Workers of the same alias take its <see cref="Store"/>, <see cref="Handlers"/> and <see cref="Observer"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class StoreBackend : ITaskBackend, IResultSource, IAsyncDisposable
{
    private readonly TaskJson json;
    private readonly Intake intake;
    private readonly ResultWatcher watcher;
    private readonly Announcements announcements;
    private readonly TimeProvider time;
    private readonly StoreWatch watch;

    /// <summary>The backend of a store.</summary>
    /// <param name="parts">What every backend is made of.</param>
    /// <param name="methods">The methods the host knows.</param>
    /// <param name="store">Where the tasks live; disposed with the backend.</param>
    public StoreBackend(BackendParts parts, ITaskMethods methods, ITaskStore store)
    {
        Alias = parts.Alias;
        Store = store;
        Features = TaskBackendFeatures.All with { SupportsTransactions = store is ITransactionalStore };
        json = new(parts.Options.SerializerOptions, parts.Options.MaxResultBytes);
        intake = new(Features, parts.Options, json);
        watcher = new(store.ReadAsync, store.Watch, parts.Time);
        announcements = new(parts.Services);
        time = parts.Time;
        watch = new(Alias, store, time);
        Instruments.Stores.Add(watch);
        Handlers = new BackendHandlers(methods, new(this, json, parts.Services));
        Observer = new RunReports(this);
    }

    /// <inheritdoc/>
    public string Alias { get; }

    /// <inheritdoc/>
    public TaskBackendFeatures Features { get; }

    /// <summary>Where the tasks live.</summary>
    public ITaskStore Store { get; }

    /// <summary>The methods the host knows, as they run here.</summary>
    public ITaskHandlers Handlers { get; }

    /// <summary>Tells log, observers and those who wait about runs; for the workers of this host.</summary>
    public IRunObserver Observer { get; }

    /// <inheritdoc/>
    public async Task<TaskResult> EnqueueAsync(TaskCall call, CancellationToken cancellationToken = default) =>
        (await EnqueueManyAsync([call], cancellationToken))[0];

    /// <inheritdoc/>
    public async Task<TaskResult<T>> EnqueueAsync<T>(TaskCall<T> call, CancellationToken cancellationToken = default) =>
        (await EnqueueAsync((TaskCall)call, cancellationToken)).As<T>();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TaskResult>> EnqueueManyAsync(
        IEnumerable<TaskCall> calls,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(calls);
        var given = calls.ToArray();
        if (given.Length == 0)
        {
            return [];
        }

        var sending = Sending.Begin(Alias, given, time);
        TaskResult[] results;
        try
        {
            var transaction = TransactionOf(given);
            var tasks = intake.Accept(given);
            var stored = transaction is null
                ? await Store.EnqueueAsync(tasks, cancellationToken)
                : await ((ITransactionalStore)Store).EnqueueAsync(tasks, transaction, cancellationToken);
            Intake.RefuseTaken(tasks, stored);
            sending?.Succeed(tasks);
            results = Wrap(stored);
        }
        catch (Exception exception)
        {
            sending?.Fail(exception);
            throw;
        }

        await announcements.EnqueuedAsync(results, cancellationToken);
        return results;
    }

    /// <inheritdoc/>
    public async Task<TaskResult> GetResultAsync(string id, CancellationToken cancellationToken = default)
    {
        var found = await Store.ReadAsync([IdOf(id)], cancellationToken);
        return Wrap(found[0] ?? throw Refused.NoSuchTask(id));
    }

    /// <inheritdoc/>
    public async Task<TaskResult> CancelAsync(string id, CancellationToken cancellationToken = default) =>
        Wrap((await CancelManyAsync([IdOf(id)], cancellationToken))[0].OrThrow().Becomes);

    /// <summary>Asks tasks to end, each for itself, and tells log, observers and those who wait of those that have.</summary>
    /// <param name="ids">The ids.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>One answer an id, in their order.</returns>
    public async Task<IReadOnlyList<MoveAnswer>> CancelManyAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken)
    {
        var answers = await Store.CancelAsync(ids, cancellationToken);
        foreach (var answer in answers)
        {
            if (answer.Change is { Event: TaskEvent.Cancelled } change)
            {
                Finishes.Count(Alias, change.Becomes.Call.Definition, Status.Cancelled);
                watcher.Tell(change.Becomes);
                await announcements.SettledAsync(Wrap(change.Becomes), null, CancellationToken.None);
            }
        }

        return answers;
    }

    /// <inheritdoc/>
    public async Task<TaskResult> RetryAsync(string id, CancellationToken cancellationToken = default) =>
        Wrap((await Store.RetryAsync([IdOf(id)], cancellationToken))[0].OrThrow().Becomes);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TaskResult>> ListAsync(TaskQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return [.. (await Store.ListAsync(query.ToFilter(), cancellationToken)).Select(Wrap)];
    }

    /// <inheritdoc/>
    public Task<long> CountAsync(TaskQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Store.CountAsync(query.ToFilter(), long.MaxValue, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Instruments.Stores.Remove(watch);
        return Store.DisposeAsync();
    }

    async Task<TaskResult> IResultSource.WaitAsync(TaskResult result, TimeSpan timeout, CancellationToken cancellationToken) =>
        Wrap(await watcher.WaitAsync(result.Record, timeout, IsServedAsync, cancellationToken));

    private async Task<bool> IsServedAsync(QueueName queue, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await Store.SessionsAsync(cancellationToken);
            return answer.Sessions.Any(session => session.IsServingAt(answer.At, queue));
        }
        catch (TaskStoreException)
        {
            // The time is up either way; nothing is said of workers then.
            return true;
        }
    }

    private DbTransaction? TransactionOf(TaskCall[] calls)
    {
        var transaction = calls[0].Terms.Transaction;
        if (Array.Exists(calls, call => call.Terms.Transaction != transaction))
        {
            throw new InvalidTaskException("Calls that are enqueued together must all be part of one transaction, or none of any.");
        }

        return transaction is null || Store is ITransactionalStore ? transaction : throw Refused.NoTransactions(Alias);
    }

    private static TaskId IdOf(string? id) => TaskId.From(id) ?? throw Refused.NoSuchTask(id);

    private TaskResult Wrap(TaskRecord task) => TaskResult.Of(task, this, json);

    private TaskResult[] Wrap(IReadOnlyList<TaskRecord> tasks)
    {
        var results = new TaskResult[tasks.Count];
        for (var index = 0; index < results.Length; index++)
        {
            results[index] = Wrap(tasks[index]);
        }

        return results;
    }

    private sealed class RunReports(StoreBackend backend) : IRunObserver
    {
        public bool IsListening => backend.announcements.IsListening || backend.watcher.IsAwaited;

        public ValueTask StartedAsync(TaskRecord task) => backend.announcements.StartedAsync(backend.Wrap(task), CancellationToken.None);

        public ValueTask SettledAsync(TaskRecord task, Exception? exception)
        {
            backend.watcher.Tell(task);
            return backend.announcements.SettledAsync(backend.Wrap(task), exception, CancellationToken.None);
        }
    }
}
