using Tasks.Domain.Leasing;

namespace Tasks.Domain.Lifecycle;

/// <summary>What a task has been through. Attempts stay exact; the lists keep the latest.</summary>
/// <param name="Attempts">Starts that were not given back, the running one included.</param>
/// <param name="Failures">Failures since the last operator's retry: bounded by the policy.</param>
/// <param name="Crashes">Workers lost since the last operator's retry: bounded by the policy. A crash is no failure.</param>
/// <param name="StartedAt">When it first started.</param>
/// <param name="LastAttemptedAt">When it last started.</param>
/// <param name="Workers">The sessions of its attempts, latest last.</param>
/// <param name="Errors">Its errors, latest last.</param>
public sealed record History(
    int Attempts,
    int Failures,
    int Crashes,
    Instant? StartedAt,
    Instant? LastAttemptedAt,
    ValueList<SessionId> Workers,
    ValueList<AttemptError> Errors
)
{
    /// <summary>How many sessions are remembered.</summary>
    public const int WorkersKept = 100;

    /// <summary>How many errors are remembered.</summary>
    public const int ErrorsKept = 20;

    /// <summary>The history of a task that has just been enqueued.</summary>
    public static History None { get; } = new(0, 0, 0, null, null, default, default);

    /// <summary>One more attempt, begun by a session.</summary>
    public History WithAttempt(SessionId session, Instant at) =>
        this with
        {
            Attempts = Attempts + 1,
            StartedAt = StartedAt ?? at,
            LastAttemptedAt = at,
            Workers = Workers.AddKeeping(session, WorkersKept),
        };

    /// <summary>The last attempt taken out again: it was given back and counts for nothing.</summary>
    public History WithoutAttempt() =>
        Attempts <= 1
            ? this with
            {
                Attempts = 0,
                StartedAt = null,
                LastAttemptedAt = null,
                Workers = Workers.WithoutLast(),
            }
            : this with
            {
                Attempts = Attempts - 1,
                Workers = Workers.WithoutLast(),
            };

    /// <summary>One more error of the current attempt.</summary>
    public History WithError(Failure failure, Instant at) =>
        this with
        {
            Errors = Errors.AddKeeping(new(failure, Attempts, at), ErrorsKept),
        };

    /// <summary>Budgets anew; attempts, sessions and errors kept.</summary>
    public History WithFreshBudgets() => this with { Failures = 0, Crashes = 0 };
}
