using System.ComponentModel;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tasks.Backends;
using Tasks.Domain.Calls;
using Tasks.Running;
using Tasks.Runtime.Working;

namespace Tasks.Generation;

/// <summary>One run of a task method, as generated code sees it: arguments to read, and what the method is given besides them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TaskRun : IAsyncDisposable
{
    private readonly TaskHandle handle;
    private readonly CancellationToken callers;
    private List<object>? owned;
    private (Run Run, RunPlace Place)? stored;
    private AsyncServiceScope? scope;
    private ILogger logger = NullLogger.Instance;
    private RunMetadata? metadata;
    private TaskContext? context;

    internal TaskRun(TaskHandle handle, Run run, RunPlace place) => (this.handle, stored) = (handle, (run, place));

    /// <summary>A run outside any backend.</summary>
    internal TaskRun(TaskHandle handle, CancellationToken cancellationToken) => (this.handle, callers) = (handle, cancellationToken);

    /// <summary>What a method that takes a context is given.</summary>
    public TaskContext Context => context ??= new(this, TaskResult.Of(Begun.Run.Task, Begun.Place.Backend, Begun.Place.Json));

    /// <summary>Fires on time-out, cancel request, lost lease and forced shutdown.</summary>
    public CancellationToken CancellationToken => stored?.Run.CancellationToken ?? callers;

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
            // While the host lives: when the run is disposed, it may do so no longer.
            logger = host.GetService<ILoggerFactory>()?.CreateLogger(RunLog.Category) ?? logger;
            if (host.GetService<IServiceScopeFactory>() is not { } factory)
            {
                return host;
            }

            scope = factory.CreateAsyncScope();
            return scope.Value.ServiceProvider;
        }
    }

    internal RunMetadata Metadata => metadata ??= new(handle.Name, Begun.Run, Begun.Place.Json);

    private (Run Run, RunPlace Place) Begun => stored ??= OutsideRun.Begin(handle, callers);

    /// <summary>An argument that must be stored.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <exception cref="InvalidTaskException">It is missing, or does not fit the type.</exception>
    public T Read<T>(string name) =>
        TryRead<T>(name, out var value)
            ? value
            : throw new InvalidTaskException(
                $"The argument '{name}' of task '{handle.Name}' is missing in the stored task, and has no default."
            );

    /// <summary>An argument with a default.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="fallback">What it is where none is stored.</param>
    /// <exception cref="InvalidTaskException">It does not fit the type.</exception>
    public T ReadOr<T>(string name, T fallback) => TryRead<T>(name, out var value) ? value : fallback;

    /// <summary>All arguments as one value, whose own JSON they are.</summary>
    /// <exception cref="InvalidTaskException">One without default is missing, or they do not fit the type.</exception>
    public T ReadWhole<T>() => Begun.Place.Json.ReadWhole<T>(Arguments(), handle.Name);

    /// <summary>Takes an instance over: it is disposed with the run.</summary>
    public T Own<T>(T instance)
    {
        if (instance is IAsyncDisposable or IDisposable)
        {
            (owned ??= []).Add(instance);
        }

        return instance;
    }

    /// <summary>
    /// Disposes what the run owns, latest first, and then its services; never throws. The method's work is done or has failed already, and
    /// what it left behind changes neither: a disposal that fails is logged, and the next one goes on.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        for (var index = (owned?.Count ?? 0) - 1; index >= 0; index--)
        {
            await DisposeAsync(owned![index]);
        }

        if (scope is { } made)
        {
            await DisposeAsync(made);
        }
    }

    /// <summary>Records success of a method without return value in a transaction of its own.</summary>
    internal Task SucceedInAsync(DbTransaction transaction, CancellationToken cancellationToken) =>
        handle.ReturnsValue
            ? throw new InvalidTaskException($"Task '{handle.Name}' returns a value: give it to SucceedInAsync as well.")
            : SucceedInAsync(transaction, JsonText.Null, cancellationToken);

    /// <summary>Records success in a transaction of the method's own, with the value as if the method had returned it.</summary>
    internal Task SucceedInAsync(DbTransaction transaction, object? value, CancellationToken cancellationToken) =>
        SucceedInAsync(transaction, handle.WriteReturn(value, Begun.Place.Json), cancellationToken);

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

    private Task SucceedInAsync(DbTransaction transaction, JsonText value, CancellationToken cancellationToken) =>
        Begun.Run.SucceedInAsync(transaction, value, metadata?.Unsaved(), cancellationToken);

    [SuppressMessage("Design", "CA1031", Justification = "It is logged; the outcome of the run is the method's own.")]
    private async ValueTask DisposeAsync(object instance)
    {
        try
        {
            if (instance is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync();
            }
            else
            {
                ((IDisposable)instance).Dispose();
            }
        }
        catch (Exception exception)
        {
            logger.DisposalFailed(exception, handle.Name);
        }
    }

    private bool TryRead<T>(string name, [MaybeNullWhen(false)] out T value) =>
        Begun.Place.Json.TryReadArgument(handle.Name, Begun.Run.Task.Call.Arguments, name, out value);

    private JsonElement Arguments() =>
        Begun.Place.Json.Parse(Begun.Run.Task.Call.Arguments, $"The stored arguments of task '{handle.Name}' are");
}
