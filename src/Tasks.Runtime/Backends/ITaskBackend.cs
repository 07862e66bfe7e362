namespace Tasks;

/// <summary>What user code enqueues to and reads results from: one alias of the configuration. Safe for concurrent use.</summary>
public interface ITaskBackend
{
    /// <summary>The name the configuration gives it.</summary>
    string Alias { get; }

    /// <summary>What it can do.</summary>
    TaskBackendFeatures Features { get; }

    /// <summary>Enqueues a call; returns after the store has committed.</summary>
    /// <param name="call">What to run. The alias it was made for is not looked at.</param>
    /// <param name="cancellationToken">Abandons the wait; whether the call was enqueued is then unknown.</param>
    /// <exception cref="InvalidTaskException">The backend does not accept the call; nothing was stored.</exception>
    Task<TaskResult> EnqueueAsync(TaskCall call, CancellationToken cancellationToken = default);

    /// <summary>Enqueues a call whose result is typed; returns after the store has committed.</summary>
    /// <param name="call">What to run. The alias it was made for is not looked at.</param>
    /// <param name="cancellationToken">Abandons the wait; whether the call was enqueued is then unknown.</param>
    /// <exception cref="InvalidTaskException">The backend does not accept the call; nothing was stored.</exception>
    async Task<TaskResult<T>> EnqueueAsync<T>(TaskCall<T> call, CancellationToken cancellationToken = default) =>
        (await EnqueueAsync((TaskCall)call, cancellationToken)).As<T>();

    /// <summary>Enqueues several calls, all or none, in one trip.</summary>
    /// <param name="calls">What to run.</param>
    /// <param name="cancellationToken">Abandons the wait; whether the calls were enqueued is then unknown.</param>
    /// <returns>One result a call, in their order.</returns>
    /// <exception cref="InvalidTaskException">The backend does not accept one of the calls; none was stored.</exception>
    Task<IReadOnlyList<TaskResult>> EnqueueManyAsync(IEnumerable<TaskCall> calls, CancellationToken cancellationToken = default);

    /// <summary>Reads a task of any definition.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <exception cref="TaskResultDoesNotExistException">No task has the id.</exception>
    /// <exception cref="NotSupportedException">Results cannot be read back from this backend.</exception>
    Task<TaskResult> GetResultAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Asks a task to end: a waiting one does at once, a running one is asked to. Asking twice changes nothing.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The task after it.</returns>
    /// <exception cref="TaskStateException">The task has ended.</exception>
    /// <exception cref="TaskResultDoesNotExistException">No task has the id.</exception>
    /// <exception cref="NotSupportedException">Results cannot be read back from this backend.</exception>
    Task<TaskResult> CancelAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Gives a failed or cancelled task one more life, or lets a waiting one start now: budgets anew, errors kept.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The task after it.</returns>
    /// <exception cref="TaskStateException">The task runs, was successful, or is due already.</exception>
    /// <exception cref="TaskResultDoesNotExistException">No task has the id.</exception>
    /// <exception cref="NotSupportedException">Results cannot be read back from this backend.</exception>
    Task<TaskResult> RetryAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists tasks, newest first. This is the order of their ids, the largest first: that of enqueueing, to the precision of the machines'
    /// clocks. With a <see cref="TaskBackendOptions.NewId"/> of your own it is the order of what that makes.
    /// </summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <exception cref="NotSupportedException">The backend cannot list its tasks.</exception>
    Task<IReadOnlyList<TaskResult>> ListAsync(TaskQuery query, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("This backend does not support listing tasks.");

    /// <summary>Counts tasks.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <exception cref="NotSupportedException">The backend cannot list its tasks.</exception>
    Task<long> CountAsync(TaskQuery query, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("This backend does not support listing tasks.");
}
