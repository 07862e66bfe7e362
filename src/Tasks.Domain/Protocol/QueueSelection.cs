using System.Collections.Immutable;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;

namespace Tasks.Domain.Protocol;

/// <summary>Which queues a claim looks at, and how many tasks it may take from some of them.</summary>
/// <param name="Names">The queues; empty for every queue but the excluded.</param>
/// <param name="Excluded">Queues to pass over; only with empty <paramref name="Names"/>.</param>
/// <param name="Limits">The most tasks to take from a queue, for those that are limited.</param>
public sealed record QueueSelection(
    ImmutableArray<QueueName> Names,
    ImmutableHashSet<QueueName> Excluded,
    ImmutableDictionary<QueueName, int> Limits
)
{
    /// <summary>Every queue, without limits.</summary>
    public static QueueSelection All { get; } = new([], [], ImmutableDictionary<QueueName, int>.Empty);

    /// <summary>These queues, without limits.</summary>
    public static QueueSelection Only(params ImmutableArray<QueueName> names) => All with { Names = names };

    /// <summary>What is looked at, as the text that a store keeps with a session.</summary>
    public QueueText Text => QueueText.Of(Names, Excluded);

    /// <summary>Whether every queue but the excluded is meant.</summary>
    public bool IsOpen => Names.IsEmpty;

    /// <summary>Whether a queue is looked at.</summary>
    public bool Includes(QueueName queue) => IsOpen ? !Excluded.Contains(queue) : Names.Contains(queue);

    /// <summary>How many tasks may be taken from a queue.</summary>
    public int LimitOf(QueueName queue) => Limits.TryGetValue(queue, out var limit) ? limit : int.MaxValue;
}
