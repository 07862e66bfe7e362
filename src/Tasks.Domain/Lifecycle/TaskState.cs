using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;

namespace Tasks.Domain.Lifecycle;

/// <summary>Where a task is in its life, holding only what is true there. The hierarchy is closed.</summary>
public abstract record TaskState
{
    private TaskState() { }

    /// <summary>Waiting as it was enqueued: most tasks begin so.</summary>
    public static TaskState Enqueued { get; } = new Ready(WaitReason.Enqueued);

    /// <summary>The word a user sees.</summary>
    public abstract Status Status { get; }

    /// <summary>Whether nothing more happens to the task unless an operator asks for it.</summary>
    public abstract bool IsFinished { get; }

    /// <summary>When it ended; null while it has not.</summary>
    public abstract Instant? EndedAt { get; }

    /// <summary>Waiting to be claimed, from the task's due time on.</summary>
    /// <param name="Reason">Why it waits.</param>
    public sealed record Ready(WaitReason Reason) : TaskState
    {
        /// <inheritdoc/>
        public override Status Status => Status.Ready;

        /// <inheritdoc/>
        public override bool IsFinished => false;

        /// <inheritdoc/>
        public override Instant? EndedAt => null;
    }

    /// <summary>Held by a session under the task's lease number.</summary>
    /// <param name="Session">Whose it is.</param>
    /// <param name="IsStarted">Whether its method is known to have been called: only then does losing the session count as a crash.</param>
    /// <param name="CancelRequested">Whether somebody asked for it to end.</param>
    public sealed record Running(SessionId Session, bool IsStarted, bool CancelRequested) : TaskState
    {
        /// <inheritdoc/>
        public override Status Status => Status.Running;

        /// <inheritdoc/>
        public override bool IsFinished => false;

        /// <inheritdoc/>
        public override Instant? EndedAt => null;
    }

    /// <summary>Ended with a value.</summary>
    /// <param name="Value">What the method returned; JSON <c>null</c> for none.</param>
    /// <param name="FinishedAt">When that was recorded.</param>
    public sealed record Successful(JsonText Value, Instant FinishedAt) : TaskState
    {
        /// <inheritdoc/>
        public override Status Status => Status.Successful;

        /// <inheritdoc/>
        public override bool IsFinished => true;

        /// <inheritdoc/>
        public override Instant? EndedAt => FinishedAt;
    }

    /// <summary>Ended with an error: the last of the task's errors.</summary>
    /// <param name="FinishedAt">When that was recorded.</param>
    public sealed record Failed(Instant FinishedAt) : TaskState
    {
        /// <inheritdoc/>
        public override Status Status => Status.Failed;

        /// <inheritdoc/>
        public override bool IsFinished => true;

        /// <inheritdoc/>
        public override Instant? EndedAt => FinishedAt;
    }

    /// <summary>Ended because somebody asked for it.</summary>
    /// <param name="FinishedAt">When that was recorded.</param>
    public sealed record Cancelled(Instant FinishedAt) : TaskState
    {
        /// <inheritdoc/>
        public override Status Status => Status.Cancelled;

        /// <inheritdoc/>
        public override bool IsFinished => true;

        /// <inheritdoc/>
        public override Instant? EndedAt => FinishedAt;
    }
}
