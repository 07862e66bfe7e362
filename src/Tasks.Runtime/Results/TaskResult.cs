using System.ComponentModel;
using System.Text.Json;
using Tasks.Domain.Lifecycle;
using Tasks.Runtime.Results;
using Tasks.Runtime.Serialization;

namespace Tasks;

/// <summary>
/// A task as it was when it was read: it never changes by itself. All times are the store's, in whole microseconds. Equal to another that
/// says the same of the same backend.
/// </summary>
public class TaskResult : IEquatable<TaskResult>
{
    private readonly ITaskBackend backend;
    private readonly TaskJson json;
    private IReadOnlyDictionary<string, JsonElement>? arguments;
    private IReadOnlyDictionary<string, JsonElement>? metadata;

    private protected TaskResult(TaskRecord task, ITaskBackend backend, TaskJson json) =>
        (Record, this.backend, this.json) = (task, backend, json);

    /// <summary>The task's id: opaque text of up to 64 characters, the same on every attempt.</summary>
    public string Id => Record.Id.Value;

    /// <summary>The task's name, as stored; the method may be long gone.</summary>
    public string TaskName => Record.Call.Definition.Name.Value;

    /// <summary>Where the task was in its life.</summary>
    public TaskResultStatus Status => (TaskResultStatus)Record.Status;

    /// <summary>When it was enqueued.</summary>
    public DateTimeOffset EnqueuedAt => Record.EnqueuedAt.ToDateTimeOffset();

    /// <summary>From when on it may be claimed; while it runs or has ended: when it last became due.</summary>
    public DateTimeOffset DueAt => Record.DueAt.ToDateTimeOffset();

    /// <summary>The earliest start that was asked for; null where none was.</summary>
    public DateTimeOffset? RunAfter => Record.RunAfter?.ToDateTimeOffset();

    /// <summary>When it first started; null if it never did.</summary>
    public DateTimeOffset? StartedAt => Record.History.StartedAt?.ToDateTimeOffset();

    /// <summary>When it last started; null if it never did.</summary>
    public DateTimeOffset? LastAttemptedAt => Record.History.LastAttemptedAt?.ToDateTimeOffset();

    /// <summary>When it ended; null while it has not.</summary>
    public DateTimeOffset? FinishedAt => Record.State.EndedAt?.ToDateTimeOffset();

    /// <summary>How urgent it is within its queue: −100 to 100, larger first.</summary>
    public int Priority => Record.Call.Definition.Priority.Value;

    /// <summary>The queue it was put in.</summary>
    public string Queue => Record.Call.Definition.Queue.Value;

    /// <summary>The alias of the backend it was read from.</summary>
    public string Backend => backend.Alias;

    /// <summary>The arguments as stored: parameter name → value.</summary>
    public IReadOnlyDictionary<string, JsonElement> Arguments => arguments ??= StoredObject.Read(Record.Call.Arguments, json);

    /// <summary>What the task's own code stored beside its result.</summary>
    public IReadOnlyDictionary<string, JsonElement> Metadata => metadata ??= StoredObject.Read(Record.Metadata, json);

    /// <summary>What went wrong so far, oldest first; the latest 20.</summary>
    public IReadOnlyList<TaskError> Errors => [.. Record.History.Errors.Select(ToError)];

    /// <summary>Who attempted it, oldest first, each as <c>worker:boot</c>; the latest 100.</summary>
    public IReadOnlyList<string> WorkerIds => [.. Record.History.Workers.Select(worker => worker.Value)];

    /// <summary>How often it was started, a running attempt included, attempts that were given back not.</summary>
    public int Attempts => Record.History.Attempts;

    /// <summary>Whether it was successful, failed or cancelled.</summary>
    public bool IsFinished => Record.IsFinished;

    /// <summary>What the method returned, as a <see cref="JsonElement"/>; null for JSON <c>null</c>.</summary>
    /// <exception cref="InvalidOperationException">The task failed, was cancelled, or has not finished yet; the message says which.</exception>
    public object? ReturnValue => ReturnedElement is { ValueKind: not JsonValueKind.Null } element ? element : null;

    /// <summary>The task as the domain sees it.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public TaskRecord Record { get; }

    private protected JsonElement ReturnedElement =>
        Record.State switch
        {
            TaskState.Successful(var value, _) => json.Parse(value, $"The stored return value of task '{TaskName}' is"),
            TaskState.Failed => throw new InvalidOperationException("Task failed"),
            TaskState.Cancelled => throw new InvalidOperationException("Task was cancelled"),
            _ => throw new InvalidOperationException("Task has not finished yet"),
        };

    /// <summary>A result of a task; for backends of one's own.</summary>
    /// <param name="task">The task.</param>
    /// <param name="backend">What refreshes it.</param>
    /// <param name="json">How its return value is read; the serialiser's defaults if null.</param>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public static TaskResult Of(TaskRecord task, ITaskBackend backend, TaskJson? json = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(backend);
        return new(task, backend, json ?? TaskJson.Default);
    }

    /// <summary>The same result, its return value read as a <typeparamref name="T"/>.</summary>
    public TaskResult<T> As<T>() => this as TaskResult<T> ?? new(Record, backend, json);

    /// <summary>Reads the task again.</summary>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <exception cref="TaskResultDoesNotExistException">The task has been deleted.</exception>
    /// <exception cref="NotSupportedException">Results cannot be read back from this backend.</exception>
    public Task<TaskResult> RefreshAsync(CancellationToken cancellationToken = default) => backend.GetResultAsync(Id, cancellationToken);

    /// <summary>Waits until the task has ended. A result already finished is returned at once, without reading.</summary>
    /// <param name="timeout">The longest wait; <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <exception cref="TimeoutException">It has not; the message says where it stands.</exception>
    /// <exception cref="TaskResultDoesNotExistException">The task has been deleted.</exception>
    /// <exception cref="NotSupportedException">Results cannot be read back from this backend.</exception>
    public Task<TaskResult> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (timeout < TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "A time-out is zero or more, or Timeout.InfiniteTimeSpan.");
        }

        return IsFinished ? Task.FromResult(this)
            : backend is IResultSource source ? source.WaitAsync(this, timeout, cancellationToken)
            : ResultPoll.WaitAsync(this, timeout, cancellationToken);
    }

    /// <summary>Asks the task to end: a waiting one does at once, a running one is asked to. Asking twice changes nothing.</summary>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The task after it.</returns>
    /// <exception cref="TaskStateException">The task has ended.</exception>
    /// <exception cref="TaskResultDoesNotExistException">The task has been deleted.</exception>
    /// <exception cref="NotSupportedException">Results cannot be read back from this backend.</exception>
    public Task<TaskResult> CancelAsync(CancellationToken cancellationToken = default) => backend.CancelAsync(Id, cancellationToken);

    /// <inheritdoc/>
    public bool Equals(TaskResult? other) => other is not null && backend.Alias == other.backend.Alias && Record == other.Record;

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => obj is TaskResult other && Equals(other);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => Record.Id.GetHashCode();

    /// <summary>Id, name and status; never arguments or values.</summary>
    public override string ToString() => $"{Id} {TaskName} {Status}";

    private protected T ReadReturned<T>() => json.Read<T>(ReturnedElement, $"The return value of task '{TaskName}'");

    private static TaskError ToError(AttemptError error) =>
        new(error.Failure.ExceptionType, error.Failure.Message, error.Failure.Traceback, error.Attempt, error.At.ToDateTimeOffset());
}

/// <summary>A <see cref="TaskResult"/> whose return value is typed.</summary>
/// <typeparam name="T">What the method returns.</typeparam>
public sealed class TaskResult<T> : TaskResult
{
    internal TaskResult(TaskRecord task, ITaskBackend backend, TaskJson json)
        : base(task, backend, json) { }

    /// <summary>What the method returned.</summary>
    /// <exception cref="InvalidOperationException">The task failed, was cancelled, or has not finished yet; the message says which.</exception>
    /// <exception cref="InvalidTaskException">What is stored cannot be read as a <typeparamref name="T"/>.</exception>
    public new T ReturnValue => ReadReturned<T>();

    /// <inheritdoc cref="TaskResult.RefreshAsync"/>
    public new async Task<TaskResult<T>> RefreshAsync(CancellationToken cancellationToken = default) =>
        (await base.RefreshAsync(cancellationToken)).As<T>();

    /// <inheritdoc cref="TaskResult.WaitAsync"/>
    public new async Task<TaskResult<T>> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken = default) =>
        (await base.WaitAsync(timeout, cancellationToken)).As<T>();
}
