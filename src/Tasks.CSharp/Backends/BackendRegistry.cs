using System.Collections.Concurrent;
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
        return made.TryGetValue(alias, out var backend) ? backend.Value : Make(alias);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var backend in made.Values.Where(backend => backend.IsValueCreated))
        {
            if (backend.Value is IAsyncDisposable disposable)
            {
                await disposable.DisposeAsync();
            }
        }
    }

    // Services that are disposed synchronously must not leave a store open.
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private ITaskBackend Make(string alias)
    {
        var registration = plan.Find(alias);
        var entry = made.GetOrAdd(alias, _ => new(() => registration.Create(new(alias, registration.Options, services), methods)));
        try
        {
            return entry.Value;
        }
        catch (Exception exception) when (exception is not InvalidTaskBackendException)
        {
            // Not kept: what was missing may be there next time.
            made.TryRemove(KeyValuePair.Create(alias, entry));
            throw new InvalidTaskBackendException($"Could not find backend '{registration.Kind}': {exception.Message}", exception);
        }
    }
}
