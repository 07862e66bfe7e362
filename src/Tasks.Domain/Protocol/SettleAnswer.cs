using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Protocol;

/// <summary>What became of one settlement.</summary>
/// <param name="Verdict">Whether it was written.</param>
/// <param name="Status">
/// The task's status after it; only with <see cref="Verdict.Applied"/>. It tells the worker what it could not know: that a cancel request
/// turned a failure into <see cref="Status.Cancelled"/>.
/// </param>
public readonly record struct SettleAnswer(Verdict Verdict, Status? Status)
{
    /// <summary>The answer to a write that the domain refused.</summary>
    public static SettleAnswer Refused(TaskRefusal refusal) =>
        new(
            refusal switch
            {
                TaskRefusal.AlreadySettled => Verdict.Repeated,
                TaskRefusal.NoSuchTask => Verdict.Missing,
                _ => Verdict.Stale,
            },
            null
        );

    /// <summary>The answer to a write that was made.</summary>
    public static SettleAnswer Accepted(TaskChange change) => new(Verdict.Applied, change.Becomes.Status);
}
