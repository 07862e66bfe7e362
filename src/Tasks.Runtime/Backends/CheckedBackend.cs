using System.ComponentModel;
using Tasks.Domain.Calls;

namespace Tasks.Runtime.Backends;

/// <summary>A backend of the user's own behind the rules that hold for every backend: a call it cannot serve does not reach it.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class CheckedBackend : ITaskBackend, IAsyncDisposable
{
    private readonly BackendRules rules;

    /// <summary>Puts the rules before a backend.</summary>
    /// <param name="backend">The backend.</param>
    /// <param name="alias">The name the configuration gives it.</param>
    /// <param name="queues">The queues it serves; empty for any.</param>
    public CheckedBackend(ITaskBackend backend, string alias, IEnumerable<string> queues)
    {
        ArgumentNullException.ThrowIfNull(backend);
        Inner = backend;
        Alias = alias;
        rules = Intake.RulesOf(backend.Features, queues, int.MaxValue);
    }

    /// <summary>The user's own.</summary>
    public ITaskBackend Inner { get; }

    /// <inheritdoc/>
    public string Alias { get; }

    /// <inheritdoc/>
    public TaskBackendFeatures Features => Inner.Features;

    /// <inheritdoc/>
    public async Task<TaskResult> EnqueueAsync(TaskCall call, CancellationToken cancellationToken = default)
    {
        Check(call);
        return await Inner.EnqueueAsync(call, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<TaskResult<T>> EnqueueAsync<T>(TaskCall<T> call, CancellationToken cancellationToken = default)
    {
        Check(call);
        return await Inner.EnqueueAsync(call, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TaskResult>> EnqueueManyAsync(
        IEnumerable<TaskCall> calls,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(calls);
        var given = calls.ToArray();
        Array.ForEach(given, Check);
        return await Inner.EnqueueManyAsync(given, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<TaskResult> GetResultAsync(string id, CancellationToken cancellationToken = default) =>
        Inner.GetResultAsync(id, cancellationToken);

    /// <inheritdoc/>
    public Task<TaskResult> CancelAsync(string id, CancellationToken cancellationToken = default) =>
        Inner.CancelAsync(id, cancellationToken);

    /// <inheritdoc/>
    public Task<TaskResult> RetryAsync(string id, CancellationToken cancellationToken = default) => Inner.RetryAsync(id, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TaskResult>> ListAsync(TaskQuery query, CancellationToken cancellationToken = default) =>
        Inner.ListAsync(query, cancellationToken);

    /// <inheritdoc/>
    public Task<long> CountAsync(TaskQuery query, CancellationToken cancellationToken = default) =>
        Inner.CountAsync(query, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Inner is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
        else
        {
            (Inner as IDisposable)?.Dispose();
        }
    }

    private void Check(TaskCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        Intake.Check(rules, call, JsonText.EmptyObject);
        if (call.Terms.Transaction is not null && !Features.SupportsTransactions)
        {
            throw Refused.NoTransactions(Alias);
        }
    }
}
