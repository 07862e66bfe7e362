using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Tasks.Configuration;
using Tasks.Runtime.Working;

namespace Tasks.Backends;

/// <summary>The backends of one host: makes each when it is first used, and disposes what it made.</summary>
internal sealed class BackendRegistry(IServiceProvider services, BackendPlan plan, ITaskMethods methods)
    : ITaskBackends,
        IAsyncDisposable,
        IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<ITaskBackend>> made = new(StringComparer.Ordinal);

    public ITaskBackend Default => Get(TasksBuilder.DefaultAlias);

    public IReadOnlyList<string> Aliases => plan.Aliases;

    public ITaskBackend Get(string alias)
    {
        ArgumentNullException.ThrowIfNull(alias);
        return made.TryGetValue(alias, out var backend) && backend.IsValueCreated ? backend.Value : Make(alias);
    }

    /// <summary>Disposes every backend, also after one that threw; then throws what they threw.</summary>
    public async ValueTask DisposeAsync()
    {
        var failures = new List<Exception>();
        foreach (var backend in made.Values.Where(backend => backend.IsValueCreated))
        {
            await DisposeAsync(backend.Value, failures);
        }

        if (failures is [var only])
        {
            ExceptionDispatchInfo.Throw(only);
        }
        else if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }

    // Services that are disposed synchronously must not leave a store open.
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    [SuppressMessage("Design", "CA1031", Justification = "It is thrown when all are disposed.")]
    private static async ValueTask DisposeAsync(ITaskBackend backend, List<Exception> failures)
    {
        try
        {
            if (backend is IAsyncDisposable disposable)
            {
                await disposable.DisposeAsync();
            }
        }
        catch (Exception exception)
        {
            failures.Add(exception);
        }
    }

    private ITaskBackend Make(string alias)
    {
        var registration = plan.Find(alias);
        var entry = made.GetOrAdd(alias, _ => new(() => registration.Create(new(alias, registration.Options, services), methods)));
        try
        {
            return entry.Value;
        }
        catch (Exception exception)
        {
            // Not kept: what was missing may be there next time.
            made.TryRemove(KeyValuePair.Create(alias, entry));
            if (exception is InvalidTaskBackendException)
            {
                throw;
            }

            throw new InvalidTaskBackendException($"Could not find backend '{registration.Kind}': {exception.Message}", exception);
        }
    }
}
