using System.ComponentModel;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tasks.Backends;
using Tasks.Running;
using Tasks.Runtime.Working;

namespace Tasks.Generation;

/// <summary>One run of a task method, as generated code sees it: arguments to read, and what the method is given besides them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TaskRun : IAsyncDisposable
{
    private readonly TaskHandle handle;
    private readonly List<object> owned = [];
    private (Run Run, RunPlace Place)? stored;
    private JsonElement? arguments;
    private AsyncServiceScope? scope;
    private RunMetadata? metadata;
    private TaskContext? context;

    internal TaskRun(TaskHandle handle, Run run, RunPlace place)
        : this(handle, run.CancellationToken) => stored = (run, place);

    /// <summary>A run outside any backend.</summary>
    internal TaskRun(TaskHandle handle, CancellationToken cancellationToken) =>
        (this.handle, CancellationToken) = (handle, cancellationToken);

    /// <summary>What a method that takes a context is given.</summary>
    public TaskContext Context => context ??= new(this, TaskResult.Of(Begun.Run.Task, Begun.Place.Backend, Begun.Place.Json));

    /// <summary>Fires on time-out, cancel request, lost lease and forced shutdown.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The services of a scope of this run, made when first asked for.</summary>
    public IServiceProvider Services
    {
        get
        {
            if (scope is { } made)
            {
                return made.ServiceProvider;
            }

            var host = stored?.Place.Services ?? AmbientBackends.OfProcess.Services;
            if (host.GetService<IServiceScopeFactory>() is not { } factory)
            {
                return host;
            }

            scope = factory.CreateAsyncScope();
            return scope.Value.ServiceProvider;
        }
    }

    internal RunMetadata Metadata => metadata ??= new(handle.Name, Begun.Run, Begun.Place.Json);

    private (Run Run, RunPlace Place) Begun => stored ??= OutsideRun.Begin(handle, CancellationToken);

    /// <summary>An argument that must be stored.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <exception cref="InvalidTaskException">It is missing, or does not fit the type.</exception>
    public T Read<T>(string name) =>
        TryFind(name, out var element)
            ? Read<T>(name, element)
            : throw new InvalidTaskException(
                $"The argument '{name}' of task '{handle.Name}' is missing in the stored task, and has no default."
            );

    /// <summary>An argument with a default.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="fallback">What it is where none is stored.</param>
    /// <exception cref="InvalidTaskException">It does not fit the type.</exception>
    public T ReadOr<T>(string name, T fallback) => TryFind(name, out var element) ? Read<T>(name, element) : fallback;

    /// <summary>All arguments as one value, whose own JSON they are.</summary>
    /// <exception cref="InvalidTaskException">They do not fit the type.</exception>
    public T ReadWhole<T>() => Begun.Place.Json.Read<T>(Arguments(), $"The arguments of task '{handle.Name}'");

    /// <summary>Takes an instance over: it is disposed with the run.</summary>
    public T Own<T>(T instance)
    {
        if (instance is IAsyncDisposable or IDisposable)
        {
            owned.Add(instance);
        }

        return instance;
    }

    /// <summary>Disposes what the run owns, latest first, and then its services.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var index = owned.Count - 1; index >= 0; index--)
        {
            if (owned[index] is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync();
            }
            else
            {
                ((IDisposable)owned[index]).Dispose();
            }
        }

        if (scope is { } made)
        {
            await made.DisposeAsync();
        }
    }

    /// <summary>Leaves changed metadata to be recorded with the outcome.</summary>
    /// <exception cref="InvalidTaskException">Something in it cannot be stored.</exception>
    internal void KeepMetadata() => metadata?.Keep();

    /// <summary>The same after a failure, which is told rather than what is wrong with the metadata.</summary>
    internal void TryKeepMetadata()
    {
        try
        {
            KeepMetadata();
        }
        catch (InvalidTaskException)
        {
            // What was stored before stays.
        }
    }

    private T Read<T>(string name, JsonElement element) =>
        Begun.Place.Json.Read<T>(element, $"The argument '{name}' of task '{handle.Name}'");

    private bool TryFind(string name, out JsonElement element)
    {
        var all = Arguments();
        return all.ValueKind == JsonValueKind.Object
            ? all.TryGetProperty(name, out element)
            : throw new InvalidTaskException($"The stored arguments of task '{handle.Name}' are no JSON object.");
    }

    private JsonElement Arguments()
    {
        try
        {
            return arguments ??= JsonElement.Parse(Begun.Run.Task.Call.Arguments.Utf8.Span);
        }
        catch (JsonException exception)
        {
            throw new InvalidTaskException($"The stored arguments of task '{handle.Name}' are no JSON: {exception.Message}", exception);
        }
    }
}
