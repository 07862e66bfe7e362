using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Tasks.Domain.Working.Thinking;

/// <summary>A queue opened for one step: whatever comes in during the step becomes one batch.</summary>
/// <param name="queue">The queue as it was.</param>
/// <param name="expected">About how many will come.</param>
internal sealed class OpenQueue<T>(BatchQueue<T> queue, int expected)
{
    private List<T> comers = [];
    private BatchQueue<T> queue = queue;

    public int Count => queue.Count + comers.Count;

    public bool IsEmpty => Count == 0;

    public void Add(T item)
    {
        if (comers.Capacity == 0)
        {
            comers.Capacity = expected;
        }

        comers.Add(item);
    }

    public T Peek()
    {
        if (queue.IsEmpty)
        {
            Close();
        }

        return queue.Peek();
    }

    public T Take()
    {
        var first = Peek();
        queue = queue.Dequeue();
        return first;
    }

    /// <summary>Takes everything at once, if it all came in during this step and is no more than that many.</summary>
    public bool TryTakeAll(int atMost, [NotNullWhen(true)] out List<T>? all)
    {
        all = queue.IsEmpty && comers.Count <= atMost ? comers : null;
        if (all is null)
        {
            return false;
        }

        comers = [];
        return true;
    }

    public void Clear()
    {
        queue = default;
        comers.Clear();
    }

    /// <summary>Puts these before everything else.</summary>
    public void PutFirst(IReadOnlyList<T> items)
    {
        if (items.Count > 0)
        {
            ImmutableArray<T> rest = [.. Close()];
            queue = default(BatchQueue<T>).Enqueue([.. items]).Enqueue(rest);
        }
    }

    /// <summary>Takes out what is not meant to wait any longer.</summary>
    public void Remove(T item)
    {
        var rest = Close().ToList();
        rest.Remove(item);
        queue = default(BatchQueue<T>).Enqueue([.. rest]);
    }

    /// <summary>The queue as it is now.</summary>
    public BatchQueue<T> Close()
    {
        if (comers.Count > 0)
        {
            queue = queue.Enqueue(ImmutableArray.Create(CollectionsMarshal.AsSpan(comers)));
            comers.Clear();
        }

        return queue;
    }
}
