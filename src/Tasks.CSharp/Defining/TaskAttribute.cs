namespace Tasks;

/// <summary>
/// Makes a method a task. The method's type is <c>partial</c>, and gets a static property beside the method: its name less a trailing
/// <c>Async</c>, plus <c>Task</c>, which enqueues it with its own parameters.
/// </summary>
/// <remarks>All options are constants: what is wrong with one is a compile error. A call can change some of them with <c>Using</c>.</remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class TaskAttribute : Attribute
{
    /// <summary>What stored tasks call the method, 1 to 200 characters; <c>Namespace.Type.Method</c> unless set.</summary>
    public string? Name { get; set; }

    /// <summary>Names the method had before: tasks stored under them still find it.</summary>
    public string[]? FormerNames { get; set; }

    /// <summary>How urgent its tasks are within their queue: −100 to 100, larger first; 0 unless set.</summary>
    public int Priority { get; set; }

    /// <summary>The queue its tasks go to: 1 to 64 characters without comma, <c>*</c> and control characters; <c>default</c> unless set.</summary>
    public string? Queue { get; set; }

    /// <summary>The alias of the backend its tasks go to; <c>default</c> unless set.</summary>
    public string? Backend { get; set; }

    /// <summary>How many failures end a task; 1, that is no retry, unless set. Crashes of a worker are no failures.</summary>
    public int MaxAttempts { get; set; } = 1;

    /// <summary>
    /// The pause after the first failure, in seconds; <see cref="RetryBackoff"/> says how it grows. 0 unless set, which with a growing
    /// back-off means one second. Without a back-off it has no effect.
    /// </summary>
    public double RetryDelaySeconds { get; set; }

    /// <summary>How the pause grows with the number of failures; <see cref="RetryBackoff.None"/>, that is no pause, unless set.</summary>
    public RetryBackoff RetryBackoff { get; set; }

    /// <summary>Exceptions that end a task at once, whatever failures are left; subclasses count.</summary>
    public Type[]? DoNotRetryOn { get; set; }

    /// <summary>
    /// How long one attempt may run, in seconds; 0, that is without limit, unless set. Then its token fires and the attempt has failed
    /// with a <see cref="TimeoutException"/>.
    /// </summary>
    public double TimeoutSeconds { get; set; }

    /// <summary>How many crashes of the worker that runs it end a task; 3 unless set.</summary>
    public int MaxCrashes { get; set; } = 3;
}
