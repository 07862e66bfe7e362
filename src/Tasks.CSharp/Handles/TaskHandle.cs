using System.Data.Common;
using Tasks.Domain.Calls;
using Tasks.Generation;
using Tasks.Runtime.Calls;
using Tasks.Runtime.Serialization;
using Tasks.Runtime.Working;

namespace Tasks;

/// <summary>
/// A task method as a value: enqueue it, call it, or make a copy with other options. The generator derives one type a method, whose verbs
/// take the method's own parameters. Immutable; equal to another of the same method with the same options.
/// </summary>
public abstract partial class TaskHandle : IEquatable<TaskHandle>, ITaskMethod
{
    private readonly TaskDescription description;

    /// <summary>The handle of a method.</summary>
    /// <param name="description">What was declared of it.</param>
    /// <exception cref="InvalidTaskException">Something in the description is out of range.</exception>
    protected TaskHandle(TaskDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        (this.description, Terms) = (description, description.ToTerms());
    }

    /// <summary>A copy with other options.</summary>
    /// <param name="original">The handle to copy.</param>
    /// <param name="options">What changes.</param>
    protected TaskHandle(TaskHandle original, CallOptions options)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(options);
        (description, Terms) = (original.description, options.Apply(original.Terms));
    }

    /// <summary>What stored tasks call the method.</summary>
    public string Name => description.Name;

    /// <summary>How urgent its tasks are within their queue: −100 to 100, larger first.</summary>
    public int Priority => Terms.Definition.Priority.Value;

    /// <summary>The queue its tasks go to.</summary>
    public string Queue => Terms.Definition.Queue.Value;

    /// <summary>The alias of the backend its tasks go to.</summary>
    public string Backend => Terms.Backend;

    /// <summary>The earliest start that was asked for as a moment; null where none was, or as a delay.</summary>
    public DateTimeOffset? RunAfter => Terms.RunAfter;

    /// <summary>Whether the method takes a <see cref="TaskContext"/>.</summary>
    public bool TakesContext => description.TakesContext;

    /// <summary>What the method was declared with, whatever <c>Using</c> has changed since.</summary>
    public TaskDefinition Definition => description.Definition;

    internal CallTerms Terms { get; }

    internal IReadOnlyList<string> FormerNames => description.FormerNames;

    /// <summary>Where the task comes from, for a message that must tell two of one name apart.</summary>
    internal virtual string Origin =>
        GetType() is { DeclaringType: { } type, Name: var generated }
            ? $"{type}.{generated.Replace("Handle", "", StringComparison.Ordinal)}"
            : TypeText.Of(GetType());

    TaskName ITaskMethod.Name => Terms.Definition.Name;

    bool ITaskMethod.IsAsync => description.IsAsync;

    /// <summary>Reads a task of this method from the backend of this handle.</summary>
    /// <param name="id">The task's id.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <exception cref="TaskResultMismatchException">The id is another method's task's.</exception>
    /// <exception cref="TaskResultDoesNotExistException">No task has the id.</exception>
    /// <exception cref="NotSupportedException">Results cannot be read back from this backend.</exception>
    public async Task<TaskResult> GetResultAsync(string id, CancellationToken cancellationToken = default)
    {
        var result = await TaskBackends.Get(Backend).GetResultAsync(id, cancellationToken);
        return result.TaskName == Name || FormerNames.Contains(result.TaskName)
            ? result
            : throw new TaskResultMismatchException($"Task does not match (received '{result.TaskName}')");
    }

    /// <inheritdoc/>
    public bool Equals(TaskHandle? other) =>
        other is not null && GetType() == other.GetType() && ReferenceEquals(description, other.description) && Terms == other.Terms;

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => obj is TaskHandle other && Equals(other);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => HashCode.Combine(GetType(), Terms);

    /// <summary>The name, and where its tasks go.</summary>
    public override string ToString() => $"{Name} (queue '{Queue}', backend '{Backend}')";

    /// <summary>Whether both are of one method, whatever their options.</summary>
    internal bool IsOfTask(TaskHandle other) => ReferenceEquals(description, other.description);

    async ValueTask<JsonText> ITaskMethod.RunAsync(Run run, RunPlace place)
    {
        using var ambient = TaskBackends.Use(place.Services);
        await using var taskRun = new TaskRun(this, run, place);
        JsonText value;
        try
        {
            value = await InvokeAsync(taskRun, place.Json);
        }
        catch
        {
            taskRun.TryKeepMetadata();
            throw;
        }

        taskRun.KeepMetadata();
        return value;
    }

    /// <summary>Checks what <c>Using</c> was given.</summary>
    /// <exception cref="InvalidTaskException">The priority or the queue's name is impossible.</exception>
    /// <exception cref="ArgumentException">A moment and a delay were given.</exception>
    protected static CallOptions Options(int? priority, string? queue, string? backend, DateTimeOffset? runAfter, TimeSpan? delay) =>
        CallOptions.Of(priority, queue, backend, runAfter, delay);

    /// <summary>What <c>In</c> was given.</summary>
    protected static CallOptions Options(DbTransaction transaction) => CallOptions.Of(transaction);

    /// <summary>A run here and now, outside any backend.</summary>
    /// <param name="cancellationToken">What the method is given.</param>
    protected TaskRun RunHere(CancellationToken cancellationToken) => new(this, cancellationToken);

    /// <summary>Whether the method returns a value.</summary>
    internal abstract bool ReturnsValue { get; }

    /// <summary>A value as if the method had returned it.</summary>
    /// <exception cref="InvalidTaskException">It is not of the method's return type, or cannot be stored.</exception>
    internal abstract JsonText WriteReturn(object? value, TaskJson json);

    private protected abstract ValueTask<JsonText> InvokeAsync(TaskRun run, TaskJson json);
}
