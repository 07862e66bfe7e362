using System.ComponentModel;
using Tasks.Generation;
using Tasks.Runtime.Calls;
using Tasks.Runtime.Working;

namespace Tasks;

/// <summary>
/// What to run: a task's method with arguments and options. A value, not yet enqueued: equal to another that says the same, and as good
/// for one enqueue as for many. Handles make it: <c>Maths.AddTask.With(1, 2)</c>.
/// </summary>
public class TaskCall : IEquatable<TaskCall>
{
    /// <summary>For handles; user code calls <c>With</c>.</summary>
    /// <param name="method">What runs.</param>
    /// <param name="terms">Everything but the arguments.</param>
    /// <param name="arguments">The arguments, not yet serialised.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TaskCall(ITaskMethod method, CallTerms terms, TaskArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(arguments);
        (Method, Terms, Arguments) = (method, terms, arguments);
    }

    /// <summary>The task's name.</summary>
    public string TaskName => Terms.Definition.Name.Value;

    /// <summary>How urgent the task is within its queue: −100 to 100, larger first.</summary>
    public int Priority => Terms.Definition.Priority.Value;

    /// <summary>The queue it goes to.</summary>
    public string Queue => Terms.Definition.Queue.Value;

    /// <summary>The alias of the backend it was made for.</summary>
    public string Backend => Terms.Backend;

    /// <summary>The earliest start that was asked for as a moment; null where none was, or as a delay.</summary>
    public DateTimeOffset? RunAfter => Terms.RunAfter;

    /// <summary>What runs.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public ITaskMethod Method { get; }

    /// <summary>Everything but the arguments.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public CallTerms Terms { get; }

    /// <summary>The arguments, not yet serialised.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public TaskArguments Arguments { get; }

    /// <inheritdoc/>
    public bool Equals(TaskCall? other) =>
        other is not null && Method.Equals(other.Method) && Terms == other.Terms && Arguments.Equals(other.Arguments);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => obj is TaskCall other && Equals(other);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => HashCode.Combine(Terms, Arguments);

    /// <summary>The task's name and where the call goes; never the arguments.</summary>
    public override string ToString() => $"{TaskName} (queue '{Queue}', backend '{Backend}')";
}

/// <summary>A <see cref="TaskCall"/> whose task returns a value.</summary>
/// <typeparam name="TResult">What the method returns.</typeparam>
public sealed class TaskCall<TResult> : TaskCall
{
    /// <summary>For handles; user code calls <c>With</c>.</summary>
    /// <param name="method">What runs.</param>
    /// <param name="terms">Everything but the arguments.</param>
    /// <param name="arguments">The arguments, not yet serialised.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TaskCall(ITaskMethod method, CallTerms terms, TaskArguments arguments)
        : base(method, terms, arguments) { }
}
