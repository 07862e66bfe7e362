using System.Runtime.InteropServices;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Protocol;
using Tasks.Storage.Sqlite.Rows;

namespace Tasks.Storage.Sqlite.Claiming;

/// <summary>
/// One claim's choice: the order of <see cref="Tasks.Domain.Modelling.ClaimOrder"/>, walked over the groups of the index instead of
/// sorted over all tasks. The contract suite compares the two.
/// </summary>
internal sealed class ClaimWalk(ReadyIndex index, ClaimRequest request, Instant now)
{
    private readonly List<ReadyGroup> groups = index.Groups(request.Queues);
    private readonly List<StoredTask> chosen = [];
    private readonly Dictionary<QueueName, int> taken = [];
    private long bytes;
    private bool isFull;

    /// <summary>The tasks to take, first claimed first; the arguments of some are still elsewhere.</summary>
    public List<StoredTask> Choose()
    {
        groups.Sort(Compare);
        foreach (var group in groups)
        {
            if (isFull)
            {
                break;
            }

            if (group.FirstDueAt <= now && LeftIn(group.Queue) > 0)
            {
                index.ReadDue(group, now, Take);
            }
        }

        return chosen;
    }

    /// <summary>When the next waiting task of the selected queues becomes due; null if none does. What was chosen is due already.</summary>
    public Instant? NextDueAt()
    {
        Instant? next = null;
        foreach (var group in groups)
        {
            if (index.NextDueOf(group, now) is { } due && (next is null || due < next))
            {
                next = due;
            }
        }

        return next;
    }

    private bool Take(StoredTask stored, int argumentBytes)
    {
        bytes += argumentBytes;
        if (bytes > request.MaxBytes && chosen.Count > 0)
        {
            isFull = true;
            return false;
        }

        chosen.Add(stored);
        var queue = stored.Task.Call.Definition.Queue;
        CollectionsMarshal.GetValueRefOrAddDefault(taken, queue, out _)++;
        isFull = chosen.Count >= request.Count;
        return !isFull && LeftIn(queue) > 0;
    }

    private int LeftIn(QueueName queue) => request.Queues.LimitOf(queue) - taken.GetValueOrDefault(queue);

    private int Compare(ReadyGroup one, ReadyGroup other)
    {
        var byPriority = other.Priority.CompareTo(one.Priority);
        if (byPriority != 0)
        {
            return byPriority;
        }

        var byTurn = IsAfter(other.Queue).CompareTo(IsAfter(one.Queue));
        return byTurn != 0 ? byTurn : one.Queue.CompareTo(other.Queue);
    }

    private bool IsAfter(QueueName queue) => request.After is not { } after || queue.CompareTo(after) > 0;
}
