using System.Collections;
using System.Collections.Immutable;

namespace Tasks.Domain.Working;

/// <summary>
/// An immutable queue that grows by whole batches and shrinks one by one: a batch costs one array, taking from it costs nothing. (A queue of
/// single nodes costs three objects an element.)
/// </summary>
/// <typeparam name="T">What waits.</typeparam>
public readonly struct BatchQueue<T> : IReadOnlyCollection<T>
{
    private readonly ImmutableQueue<ImmutableArray<T>>? batches;
    private readonly int taken;

    private BatchQueue(ImmutableQueue<ImmutableArray<T>> batches, int taken, int count) =>
        (this.batches, this.taken, Count) = (batches, taken, count);

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => Count == 0;

    private ImmutableQueue<ImmutableArray<T>> Batches => batches ?? [];

    /// <summary>The first; there must be one.</summary>
    public T Peek() => Batches.Peek()[taken];

    /// <summary>The queue without its first; there must be one.</summary>
    public BatchQueue<T> Dequeue()
    {
        if (Count == 1)
        {
            return default;
        }

        return taken + 1 < Batches.Peek().Length ? new(Batches, taken + 1, Count - 1) : new(Batches.Dequeue(), 0, Count - 1);
    }

    /// <summary>The queue with a batch behind everything else.</summary>
    public BatchQueue<T> Enqueue(ImmutableArray<T> batch) =>
        batch.IsEmpty ? this : new(Batches.Enqueue(batch), taken, Count + batch.Length);

    /// <summary>The elements, the first first.</summary>
    public IEnumerator<T> GetEnumerator()
    {
        for (var rest = this; !rest.IsEmpty; rest = rest.Dequeue())
        {
            yield return rest.Peek();
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
