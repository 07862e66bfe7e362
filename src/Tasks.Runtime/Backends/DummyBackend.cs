using System.Collections.Immutable;
using Tasks.Domain;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Modelling;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Backends;
using Tasks.Runtime.Observing;
using Tasks.Runtime.Results;
using Tasks.Runtime.Serialization;
using Tasks.Runtime.Telemetry;

namespace Tasks;

/// <summary>
/// Keeps what is enqueued and never runs it: for tests of code that enqueues. It accepts all that a definition can ask, and its answers
/// are those of the domain's own model of a store.
/// </summary>
public sealed class DummyBackend : ITaskBackend, IResultSource
{
    private readonly Lock gate = new();
    private readonly TaskJson json;
    private readonly Intake intake;
    private readonly ResultWatcher watcher;
    private readonly Announcements announcements;
    private readonly TimeProvider time;
    private StoreModel model = StoreModel.Empty;
    private ImmutableList<TaskId> order = [];

    /// <summary>A backend that keeps what it is given.</summary>
    /// <param name="parts">What every backend is made of.</param>
    public DummyBackend(BackendParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        Alias = parts.Alias;
        time = parts.Time;
        json = new(parts.Options.SerializerOptions, parts.Options.MaxResultBytes);
        intake = new(Features, parts.Options, json);
        watcher = new(ReadAsync, static _ => new CancellationTokenSource(), time);
        announcements = new(parts.Services);
    }

    /// <inheritdoc/>
    public string Alias { get; }

    /// <inheritdoc/>
    public TaskBackendFeatures Features { get; } = TaskBackendFeatures.All with { SupportsTransactions = false };

    /// <summary>Everything enqueued since the start or the last <see cref="Clear"/>, in the order of enqueueing, as it is now.</summary>
    public IReadOnlyList<TaskResult> Results
    {
        get
        {
            lock (gate)
            {
                return [.. order.Select(id => Wrap(model.Tasks[id]))];
            }
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (gate)
        {
            (model, order) = (StoreModel.Empty, []);
        }
    }

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
        cancellationToken.ThrowIfCancellationRequested();
        var results = given.Length == 0 ? [] : Keep(given);
        await announcements.EnqueuedAsync(results, cancellationToken);
        return results;
    }

    /// <inheritdoc/>
    public async Task<TaskResult> GetResultAsync(string id, CancellationToken cancellationToken = default) =>
        Wrap((await ReadAsync([TaskId.Stored(id ?? "")], cancellationToken))[0] ?? throw Refused.NoSuchTask(id));

    /// <inheritdoc/>
    public async Task<TaskResult> CancelAsync(string id, CancellationToken cancellationToken = default)
    {
        var change = Move(id, (before, task, now) => before.Cancel(task, now));
        var result = Wrap(change.Becomes);
        Finishes.Count(Alias, change.Becomes.Call.Definition, Status.Cancelled);
        watcher.Tell(change.Becomes);
        await announcements.SettledAsync(result, null, CancellationToken.None);
        return result;
    }

    /// <inheritdoc/>
    public Task<TaskResult> RetryAsync(string id, CancellationToken cancellationToken = default)
    {
        try
        {
            return Task.FromResult(Wrap(Move(id, (before, task, now) => before.Retry(task, now)).Becomes));
        }
        catch (TaskException exception)
        {
            return Task.FromException<TaskResult>(exception);
        }
    }

    async Task<TaskResult> IResultSource.WaitAsync(TaskResult result, TimeSpan timeout, CancellationToken cancellationToken) =>
        Wrap(await watcher.WaitAsync(result.Record, timeout, static (_, _) => Task.FromResult(false), cancellationToken));

    private TaskResult[] Keep(TaskCall[] calls)
    {
        var sending = Sending.Begin(Alias, calls, time);
        try
        {
            if (Array.Exists(calls, call => call?.Terms.Transaction is not null))
            {
                throw Refused.NoTransactions(Alias);
            }

            var tasks = intake.Accept(calls);
            var results = Keep(tasks);
            sending?.Succeed(tasks);
            return results;
        }
        catch (Exception exception)
        {
            sending?.Fail(exception);
            throw;
        }
    }

    private TaskResult[] Keep(NewTask[] tasks)
    {
        lock (gate)
        {
            var (answer, after) = model.Enqueue(tasks, Instant.From(time.GetUtcNow()));
            Intake.RefuseTaken(tasks, answer);
            order = order.AddRange(tasks.Select(task => task.Id).Distinct().Where(id => !model.Tasks.ContainsKey(id)));
            model = after;
            return [.. answer.Select(Wrap)];
        }
    }

    private TaskChange Move(string? id, Func<StoreModel, TaskId, Instant, (MoveAnswer Answer, StoreModel After)> move)
    {
        lock (gate)
        {
            (var answer, model) = move(model, TaskId.Stored(id ?? ""), Instant.From(time.GetUtcNow()));
            return answer.OrThrow();
        }
    }

    private Task<IReadOnlyList<TaskRecord?>> ReadAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<TaskRecord?>>([.. ids.Select(id => model.Tasks.GetValueOrDefault(id))]);
        }
    }

    private TaskResult Wrap(TaskRecord task) => TaskResult.Of(task, this, json);
}
