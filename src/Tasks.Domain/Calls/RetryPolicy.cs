using LanguageExt;

namespace Tasks.Domain.Calls;

/// <summary>How many failures and crashes a task may have, and how long it pauses after each. It travels with the stored task.</summary>
/// <param name="MaxAttempts">Failures that end the task; at least 1. 1 means: no retry.</param>
/// <param name="MaxCrashes">Crashes of its worker that end the task; at least 1.</param>
/// <param name="Backoff">How the pause grows.</param>
/// <param name="Delay">The first pause after a failure.</param>
/// <param name="MaxDelay">The longest pause.</param>
/// <param name="DoNotRetryOn">Full names of exception types that end the task at once, subclasses included.</param>
public sealed record RetryPolicy(
    int MaxAttempts,
    int MaxCrashes,
    Backoff Backoff,
    TimeSpan Delay,
    TimeSpan MaxDelay,
    ValueList<string> DoNotRetryOn
)
{
    // The part of a pause over which jitter spreads the retries of tasks that failed together.
    private const double JitteredShare = 0.2;

    private static readonly TimeSpan FirstCrashDelay = TimeSpan.FromSeconds(1);

    /// <summary>One attempt, three crashes, no pause; pauses never exceed 24 hours.</summary>
    public static RetryPolicy Default { get; } = new(1, 3, Backoff.None, TimeSpan.Zero, TimeSpan.FromHours(24), default);

    /// <summary>The policy itself, or a refusal that names the first option out of range.</summary>
    public Either<CallRefusal, RetryPolicy> Checked()
    {
        if (MaxAttempts < 1)
        {
            return new CallRefusal.RetryOutOfRange(nameof(MaxAttempts), "at least 1");
        }

        if (MaxCrashes < 1)
        {
            return new CallRefusal.RetryOutOfRange(nameof(MaxCrashes), "at least 1");
        }

        if (Backoff is < Backoff.None or > Backoff.Exponential)
        {
            return new CallRefusal.RetryOutOfRange("RetryBackoff", "None, Fixed, Linear or Exponential");
        }

        if (Delay < TimeSpan.Zero)
        {
            return new CallRefusal.RetryOutOfRange("RetryDelaySeconds", "zero or more");
        }

        return MaxDelay < TimeSpan.Zero ? new CallRefusal.RetryOutOfRange(nameof(MaxDelay), "zero or more") : this;
    }

    /// <summary>Whether a failure of these exception types (its own and its base types' full names) ends the task at once.</summary>
    public bool IsFinal(ValueList<string> exceptionTypes)
    {
        foreach (var type in DoNotRetryOn)
        {
            if (exceptionTypes.Contains(type))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The pause after the <paramref name="failures"/>-th failure.</summary>
    /// <param name="failures">Failures so far, this one included; at least 1.</param>
    /// <param name="jitter">0 to 1, drawn by the caller: shortens the pause by up to a fifth.</param>
    public TimeSpan DelayAfter(int failures, double jitter)
    {
        // In doubles, because ticks doubled often enough overflow a long; infinity is then cut to the longest pause.
        var ticks = Backoff switch
        {
            Backoff.Fixed => (double)Delay.Ticks,
            Backoff.Linear => (double)Delay.Ticks * failures,
            Backoff.Exponential => Delay.Ticks * Math.Pow(2, failures - 1),
            _ => 0,
        };
        var capped = Math.Min(ticks, MaxDelay.Ticks);
        return new((long)(capped * (1 - JitteredShare * jitter)));
    }

    /// <summary>
    /// The pause after the <paramref name="crashes"/>-th crash: one second, doubled with each, times <paramref name="jitter"/>; spread over
    /// its whole length so that a poison task and the neighbours it took down come apart.
    /// </summary>
    public TimeSpan DelayAfterCrash(int crashes, double jitter)
    {
        var ticks = FirstCrashDelay.Ticks * Math.Pow(2, crashes - 1);
        return new((long)(Math.Min(ticks, MaxDelay.Ticks) * jitter));
    }
}
