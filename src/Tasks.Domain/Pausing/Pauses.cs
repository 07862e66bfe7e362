using Tasks.Domain.Calls;

namespace Tasks.Domain.Pausing;

/// <summary>
/// The queues in which nothing is to start. A store remembers them and tells workers; workers obey and say so.
/// <code>
///   operator ── pause ──► store: number n+1 ── every answer ──► worker: claims nothing there, gives back what has not started
///                           │                                      │
///                           └── heeded ≥ n+1 by every session ◄────┘ beat
/// </code>
/// From the moment a worker has said that it heeds number n, none of its tasks starts in a queue paused by then. Whatever runs, runs on.
/// <c>default</c> is: never paused.
/// </summary>
/// <param name="Number">Counts the changes ever made: it only grows.</param>
/// <param name="Queues">The paused queues, in order.</param>
public readonly record struct Pauses(long Number, ValueList<QueueName> Queues)
{
    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => Queues.Count == 0;

    /// <summary>Whether nothing is to start in a queue.</summary>
    public bool Includes(QueueName queue) => Queues.Count > 0 && Queues.Contains(queue);

    /// <summary>The pauses with one more queue; the same if it is paused already.</summary>
    public Pauses With(QueueName queue) => Includes(queue) ? this : new(Number + 1, [.. Queues.Append(queue).Order()]);

    /// <summary>The pauses without a queue; the same if it is not paused.</summary>
    public Pauses Without(QueueName queue) => Includes(queue) ? new(Number + 1, [.. Queues.Where(other => other != queue)]) : this;
}
