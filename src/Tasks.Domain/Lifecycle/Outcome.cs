using Tasks.Domain.Calls;

namespace Tasks.Domain.Lifecycle;

/// <summary>
/// How a run ended, decided by the worker that holds the lease and recorded by the store. Durations go in; the store makes moments of them.
/// </summary>
public abstract record Outcome
{
    private Outcome() { }

    /// <summary>Given back, counted for nothing.</summary>
    public static Outcome GivenBack { get; } = new Released();

    /// <summary>
    /// What a failure means for a task: tried again after a pause while failures are left and its type allows it, else the end.
    /// </summary>
    /// <param name="task">The running task.</param>
    /// <param name="failure">What went wrong.</param>
    /// <param name="exceptionTypes">The exception's type and its base types, by full name.</param>
    /// <param name="jitter">0 to 1, drawn by the caller.</param>
    public static Outcome AfterFailure(TaskRecord task, Failure failure, ValueList<string> exceptionTypes, double jitter)
    {
        var policy = task.Call.Definition.Retry;
        var failures = task.History.Failures + 1;
        return failures >= policy.MaxAttempts || policy.IsFinal(exceptionTypes)
            ? new Failed(failure)
            : new Retried(failure, policy.DelayAfter(failures, jitter));
    }

    /// <summary>The method returned.</summary>
    /// <param name="Value">What it returned.</param>
    public sealed record Succeeded(JsonText Value) : Outcome;

    /// <summary>The last failure.</summary>
    /// <param name="Failure">What went wrong.</param>
    public sealed record Failed(Failure Failure) : Outcome;

    /// <summary>A failure with others left.</summary>
    /// <param name="Failure">What went wrong.</param>
    /// <param name="Delay">The pause, from the moment it is recorded.</param>
    public sealed record Retried(Failure Failure, TimeSpan Delay) : Outcome;

    /// <summary>Given back: the attempt is taken out again, the due time stays.</summary>
    public sealed record Released : Outcome;

    /// <summary>Given back by a worker that does not know the name: nothing is counted, due again after a while.</summary>
    /// <param name="Delay">The pause, from the moment it is recorded.</param>
    public sealed record Postponed(TimeSpan Delay) : Outcome;
}
