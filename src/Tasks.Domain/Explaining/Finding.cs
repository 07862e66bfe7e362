using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using static System.FormattableString;

namespace Tasks.Domain.Explaining;

/// <summary>One thing that is true of a task and answers why it does not run: facts, and a sentence for a person. The hierarchy is closed.</summary>
public abstract record Finding
{
    private Finding() { }

    /// <summary>What was found, in one sentence about "it": the task.</summary>
    public abstract string Sentence { get; }

    /// <inheritdoc/>
    public sealed override string ToString() => Sentence;

    /// <summary>It has ended.</summary>
    /// <param name="Status">How.</param>
    /// <param name="At">When.</param>
    /// <param name="Error">The error it ended with; null if it ended with none.</param>
    public sealed record Finished(Status Status, Instant At, AttemptError? Error) : Finding
    {
        /// <inheritdoc/>
        public override string Sentence => $"It has ended: {Status} since {At}{(Error is null ? "" : $", with {Phrases.Of(Error)}")}.";
    }

    /// <summary>A session holds it.</summary>
    /// <param name="Session">Whose it is.</param>
    /// <param name="Holder">What is known of that session; null if nothing is.</param>
    /// <param name="Lease">Under which number.</param>
    /// <param name="Attempt">Which attempt it is, counted from 1.</param>
    /// <param name="Since">When it was claimed.</param>
    /// <param name="IsStarted">Whether its method is known to have been called.</param>
    public sealed record Held(SessionId Session, Session? Holder, long Lease, int Attempt, Instant Since, bool IsStarted) : Finding
    {
        /// <inheritdoc/>
        public override string Sentence =>
            Invariant($"It {What} since {Since}: attempt {Attempt}, held by {Session}{Phrases.Place(Holder)} under lease {Lease}{Until}.");

        private string What => IsStarted ? "runs" : "is claimed, and not known to have started,";

        private string Until => Holder is null ? "" : $" until {Holder.EndsAt} unless a beat comes; the last came at {Holder.BeatenAt}";
    }

    /// <summary>The session that holds it has ended, so that it will be taken away.</summary>
    /// <param name="Session">Which.</param>
    /// <param name="EndedAt">When it ended; null if it is not known any more.</param>
    /// <param name="IsLost">Whether it has been declared lost already.</param>
    /// <param name="SweptBy">When a live worker takes it away at the latest, if its contact with the store holds; null if none lives.</param>
    public sealed record HolderOver(SessionId Session, Instant? EndedAt, bool IsLost, Instant? SweptBy) : Finding
    {
        /// <inheritdoc/>
        public override string Sentence => $"Its session {Session} {End}; {Sweep}.";

        private string End =>
            EndedAt is not { } at ? "is not known any more"
            : IsLost ? $"ended at {at} and was declared lost"
            : $"ended at {at} without a beat";

        private string Sweep =>
            SweptBy is { } by
                ? $"another worker takes it from there by {by}, if that worker's contact with the store holds"
                : "no worker is alive to take it from there";
    }

    /// <summary>A method of it did not heed its token, and still takes a slot.</summary>
    /// <param name="Session">Where.</param>
    public sealed record Stuck(SessionId Session) : Finding
    {
        /// <inheritdoc/>
        public override string Sentence =>
            $"It is stuck at {Session}: its method does not heed its token, and keeps its slot until it returns.";
    }

    /// <summary>Somebody asked for it to end.</summary>
    public sealed record CancelPending : Finding
    {
        /// <inheritdoc/>
        public override string Sentence => "Somebody asked for it to end: its worker is told, and its method decides when.";
    }

    /// <summary>Its time has not come.</summary>
    /// <param name="DueAt">When it will.</param>
    public sealed record DueLater(Instant DueAt) : Finding
    {
        /// <inheritdoc/>
        public override string Sentence => $"It is not due before {DueAt}.";
    }

    /// <summary>It failed and will be tried again.</summary>
    /// <param name="DueAt">When.</param>
    /// <param name="Failures">How often it failed since its budget began.</param>
    /// <param name="MaxAttempts">How often it may.</param>
    /// <param name="Error">The last error; null if none is remembered.</param>
    public sealed record BackingOff(Instant DueAt, int Failures, int MaxAttempts, AttemptError? Error) : Finding
    {
        /// <inheritdoc/>
        public override string Sentence =>
            Invariant($"It failed {Failures} of {MaxAttempts} times{(Error is null ? "" : $", last with {Phrases.Of(Error)}")}")
            + $", and is tried again from {DueAt} on.";
    }

    /// <summary>A worker was lost over it, and it will be tried again.</summary>
    /// <param name="DueAt">When.</param>
    /// <param name="Crashes">How many workers were lost since its budget began.</param>
    /// <param name="MaxCrashes">How many may be.</param>
    public sealed record CrashBackingOff(Instant DueAt, int Crashes, int MaxCrashes) : Finding
    {
        /// <inheritdoc/>
        public override string Sentence =>
            Invariant($"Its worker was lost, {Crashes} of {MaxCrashes} times: it is tried again from {DueAt} on.");
    }

    /// <summary>A worker that has no method of its name handed it back.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="DueAt">When it is offered again.</param>
    public sealed record HandedBack(TaskName Name, Instant DueAt) : Finding
    {
        /// <inheritdoc/>
        public override string Sentence =>
            $"A worker that does not know '{Name}' handed it back: it is offered to those who may know it from {DueAt} on.";
    }

    /// <summary>Its queue is paused.</summary>
    /// <param name="Queue">Which.</param>
    public sealed record Paused(QueueName Queue) : Finding
    {
        /// <inheritdoc/>
        public override string Sentence => $"Queue '{Queue}' is paused: nothing starts there until it is resumed.";
    }

    /// <summary>No live worker would claim from its queue.</summary>
    /// <param name="Queue">Which.</param>
    /// <param name="Served">What live workers serve instead; empty if none lives.</param>
    public sealed record NobodyServes(QueueName Queue, ValueList<QueueText> Served) : Finding
    {
        /// <inheritdoc/>
        public override string Sentence =>
            Served.Count == 0
                ? $"No worker is alive: queue '{Queue}' is served by none."
                : $"No live worker serves queue '{Queue}'; those alive serve {string.Join(" and ", Served.Select(queues => $"'{queues}'"))}.";
    }

    /// <summary>None of the live workers that serve its queue has a method of its name.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Workers">Their sessions.</param>
    public sealed record NameUnknown(TaskName Name, ValueList<SessionId> Workers) : Finding
    {
        /// <inheritdoc/>
        public override string Sentence => $"No live worker of its queue knows '{Name}': {string.Join(", ", Workers)} do not.";
    }

    /// <summary>Workers were lost over it.</summary>
    /// <param name="Crashes">How many, since its budget began.</param>
    public sealed record Suspect(int Crashes) : Finding
    {
        /// <inheritdoc/>
        public override string Sentence =>
            Invariant($"It is a suspect after {Crashes} lost workers: a worker runs one such task at a time, and starts it on record.");
    }

    /// <summary>The live workers that could run it have no slot free, as of their last beats.</summary>
    /// <param name="Slots">How many slots they have.</param>
    /// <param name="StuckSlots">In how many of them a method is stuck.</param>
    public sealed record Full(int Slots, int StuckSlots) : Finding
    {
        /// <inheritdoc/>
        public override string Sentence =>
            Invariant($"All {Slots} slots of the workers that could run it are taken")
            + (StuckSlots == 0 ? "." : Invariant($", {StuckSlots} of them by stuck methods."));
    }

    /// <summary>Other tasks of its queue are due too; the most urgent go first.</summary>
    /// <param name="Others">How many, as far as they were counted.</param>
    /// <param name="OldestDueAt">Since when one of the queue has been due.</param>
    public sealed record InLine(long Others, Instant? OldestDueAt) : Finding
    {
        /// <inheritdoc/>
        public override string Sentence =>
            Invariant(
                $"It is in line with {Others} more due tasks of its queue{(OldestDueAt is { } at ? $", the oldest due since {at}" : "")}."
            );
    }

    /// <summary>It is due, and nothing is known to keep it from running.</summary>
    /// <param name="DueAt">Since when.</param>
    public sealed record Clear(Instant DueAt) : Finding
    {
        /// <inheritdoc/>
        public override string Sentence => $"Nothing stands in its way: it has been due since {DueAt}, and the next claim takes it.";
    }
}
