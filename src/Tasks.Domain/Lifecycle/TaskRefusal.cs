using System.Globalization;

namespace Tasks.Domain.Lifecycle;

/// <summary>Why a move was refused. Nothing was changed.</summary>
public abstract record TaskRefusal : Refusal
{
    private TaskRefusal() { }

    /// <summary>No task has this id.</summary>
    /// <param name="Id">The id that was asked for.</param>
    public sealed record NoSuchTask(TaskId Id) : TaskRefusal
    {
        /// <inheritdoc/>
        public override string Sentence => $"No task has the id '{Id}'.";
    }

    /// <summary>The state allows no such move.</summary>
    /// <param name="Id">The task.</param>
    /// <param name="State">Where it is.</param>
    /// <param name="Command">The move, as a verb.</param>
    public sealed record IllegalMove(TaskId Id, TaskState State, string Command) : TaskRefusal
    {
        /// <inheritdoc/>
        public override string Sentence => $"Task '{Id}' is {State.Status}: it cannot {Command}.";
    }

    /// <summary>The task is not due yet.</summary>
    /// <param name="Id">The task.</param>
    /// <param name="DueAt">When it will be.</param>
    /// <param name="Now">When it was asked for.</param>
    public sealed record TooEarly(TaskId Id, Instant DueAt, Instant Now) : TaskRefusal
    {
        /// <inheritdoc/>
        public override string Sentence => $"Task '{Id}' is not due before {DueAt}; it is {Now}.";
    }

    /// <summary>The write came under a lease that is not the task's: somebody else has, or had, the task since.</summary>
    /// <param name="Id">The task.</param>
    /// <param name="Lease">The lease of the write.</param>
    /// <param name="Current">The task's lease.</param>
    public sealed record NotTheOwner(TaskId Id, long Lease, long Current) : TaskRefusal
    {
        /// <inheritdoc/>
        public override string Sentence =>
            string.Create(CultureInfo.InvariantCulture, $"Task '{Id}' is under lease {Current}; a write under lease {Lease} is stale.");
    }

    /// <summary>An outcome under this very lease is already recorded: the first counts, this one is harmless.</summary>
    /// <param name="Id">The task.</param>
    /// <param name="Lease">The lease of both writes.</param>
    public sealed record AlreadySettled(TaskId Id, long Lease) : TaskRefusal
    {
        /// <inheritdoc/>
        public override string Sentence =>
            string.Create(CultureInfo.InvariantCulture, $"Task '{Id}' already has its outcome under lease {Lease}.");
    }
}
