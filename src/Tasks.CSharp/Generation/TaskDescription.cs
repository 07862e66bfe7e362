using System.ComponentModel;
using Tasks.Domain.Calls;
using Tasks.Runtime.Calls;

namespace Tasks.Generation;

/// <summary>What generated code says of a task method: its attribute, with the defaults filled in.</summary>
/// <param name="name">What stored tasks call it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TaskDescription(string name)
{
    private TaskDefinition? declared;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>What stored tasks call the method.</summary>
    public string Name { get; } = name;

    /// <summary>Names it had before.</summary>
    public string[] FormerNames { get; init; } = [];

    /// <summary>How urgent its tasks are.</summary>
    public int Priority { get; init; }

    /// <summary>The queue they go to.</summary>
    public string Queue { get; init; } = "default";

    /// <summary>The alias they go to.</summary>
    public string Backend { get; init; } = TasksBuilder.DefaultAlias;

    /// <summary>How many failures end a task.</summary>
    public int MaxAttempts { get; init; } = 1;

    /// <summary>The pause after the first failure, in seconds.</summary>
    public double RetryDelaySeconds { get; init; }

    /// <summary>How the pause grows.</summary>
    public RetryBackoff RetryBackoff { get; init; }

    /// <summary>Exceptions that end a task at once.</summary>
    public Type[] DoNotRetryOn { get; init; } = [];

    /// <summary>How long one attempt may run, in seconds; 0 for no limit.</summary>
    public double TimeoutSeconds { get; init; }

    /// <summary>How many crashes of its worker end a task.</summary>
    public int MaxCrashes { get; init; } = 3;

    /// <summary>Whether the method is asynchronous.</summary>
    public bool IsAsync { get; init; }

    /// <summary>Whether it takes a context.</summary>
    public bool TakesContext { get; init; }

    /// <summary>The same for user code: one object for a task and all its copies.</summary>
    internal TaskDefinition Definition => declared ??= new(this, RetryDelay, TimeLimit);

    internal TimeSpan RetryDelay =>
        RetryDelaySeconds == 0 && RetryBackoff is RetryBackoff.Linear or RetryBackoff.Exponential
            ? FirstPause
            : Duration(nameof(RetryDelaySeconds), RetryDelaySeconds);

    internal TimeSpan? TimeLimit => TimeoutSeconds == 0 ? null : Duration(nameof(TimeoutSeconds), TimeoutSeconds);

    /// <exception cref="InvalidTaskException">Something in it is out of range.</exception>
    internal CallTerms ToTerms()
    {
        var retry = RetryPolicy.Default with
        {
            MaxAttempts = MaxAttempts,
            MaxCrashes = MaxCrashes,
            Backoff = (Backoff)RetryBackoff,
            Delay = RetryDelay,
            DoNotRetryOn = [.. DoNotRetryOn.Select(NameOf)],
        };
        foreach (var former in FormerNames)
        {
            TaskName.From(former).OrThrow();
        }

        var definition = new Definition(
            TaskName.From(Name).OrThrow(),
            QueueName.From(Queue).OrThrow(),
            TaskPriority.From(Priority).OrThrow(),
            retry.Checked().OrThrow(),
            TimeLimit
        );
        return string.IsNullOrWhiteSpace(Backend)
            ? throw new InvalidTaskException($"Backend must be an alias, such as '{TasksBuilder.DefaultAlias}'.")
            : new(definition, Backend);
    }

    private static string NameOf(Type? exception) =>
        exception?.IsAssignableTo(typeof(Exception)) == true
            ? exception.FullName ?? exception.Name
            : throw new InvalidTaskException($"DoNotRetryOn must be exception types; {exception?.Name ?? "null"} is none.");

    private static TimeSpan Duration(string option, double seconds) =>
        seconds >= 0 && seconds < TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new InvalidTaskException($"{option} must be a finite number of seconds, 0 or more.");
}
