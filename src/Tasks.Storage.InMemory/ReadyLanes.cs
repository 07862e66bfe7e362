using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Storage.InMemory;

/// <summary>
/// The waiting tasks in the order they are claimed: a lane for each queue of each priority, sorted by due time, then id. A claim walks the
/// due heads of the lanes it means and stops at the first task that is not due, so a million tasks of the future cost it nothing.
/// </summary>
internal sealed class ReadyLanes
{
    private static readonly Comparer<TaskPriority> LargerFirst = Comparer<TaskPriority>.Create((one, other) => other.CompareTo(one));

    private readonly SortedDictionary<TaskPriority, SortedDictionary<QueueName, SortedSet<Place>>> priorities = new(LargerFirst);

    public void Add(TaskRecord task)
    {
        var (queue, priority) = LaneOf(task);
        if (!priorities.TryGetValue(priority, out var queues))
        {
            priorities[priority] = queues = [];
        }

        if (!queues.TryGetValue(queue, out var lane))
        {
            queues[queue] = lane = [];
        }

        lane.Add(PlaceOf(task));
    }

    public void Remove(TaskRecord task)
    {
        var (queue, priority) = LaneOf(task);
        var queues = priorities[priority];
        var lane = queues[queue];
        lane.Remove(PlaceOf(task));
        if (lane.Count > 0)
        {
            return;
        }

        queues.Remove(queue);
        if (queues.Count == 0)
        {
            priorities.Remove(priority);
        }
    }

    /// <summary>The tasks a claim takes, first claimed first: <see cref="Domain.Modelling.ClaimOrder"/> as a walk.</summary>
    public List<TaskRecord> Choose(ClaimRequest request, Instant now)
    {
        var chosen = new List<TaskRecord>();
        var taken = new Dictionary<QueueName, int>();
        var bytes = 0L;
        foreach (var (queue, lane) in LanesOf(request.Queues, request.After))
        {
            var room = request.Queues.LimitOf(queue) - taken.GetValueOrDefault(queue);
            var before = chosen.Count;
            foreach (var place in lane)
            {
                if (place.DueAt > now || chosen.Count - before == room)
                {
                    break;
                }

                var task = place.Task!;
                bytes += task.Call.Arguments.ByteCount;
                if (chosen.Count == request.Count || (bytes > request.MaxBytes && chosen.Count > 0))
                {
                    return chosen;
                }

                chosen.Add(task);
            }

            taken[queue] = taken.GetValueOrDefault(queue) + chosen.Count - before;
        }

        return chosen;
    }

    /// <summary>When the next task that is not due yet becomes so; null if there is none.</summary>
    public Instant? NextDueAt(QueueSelection queues, Instant now)
    {
        Instant? next = null;
        foreach (var (_, lane) in LanesOf(queues, after: null))
        {
            if (lane.Max.DueAt > now)
            {
                var future = lane.GetViewBetween(new(now + TimeSpan.FromMicroseconds(1), default, null), lane.Max);
                next = next < future.Min.DueAt ? next : future.Min.DueAt;
            }
        }

        return next;
    }

    /// <summary>By priority; within one, cyclically by the queue's name, beginning after the one that was served first last time.</summary>
    private IEnumerable<KeyValuePair<QueueName, SortedSet<Place>>> LanesOf(QueueSelection selection, QueueName? after)
    {
        foreach (var queues in priorities.Values)
        {
            var meant = queues
                .Where(lane => selection.Includes(lane.Key))
                .ToLookup(lane => after is null || IsAfter(lane.Key, after.Value));
            foreach (var lane in meant[true].Concat(meant[false]))
            {
                yield return lane;
            }
        }
    }

    private static bool IsAfter(QueueName queue, QueueName after) => queue.CompareTo(after) > 0;

    private static (QueueName Queue, TaskPriority Priority) LaneOf(TaskRecord task) =>
        (task.Call.Definition.Queue, task.Call.Definition.Priority);

    private static Place PlaceOf(TaskRecord task) => new(task.DueAt, task.Id, task);

    private readonly record struct Place(Instant DueAt, TaskId Id, TaskRecord? Task) : IComparable<Place>
    {
        public int CompareTo(Place other)
        {
            var byDueTime = DueAt.CompareTo(other.DueAt);
            return byDueTime != 0 ? byDueTime : Id.CompareTo(other.Id);
        }
    }
}
