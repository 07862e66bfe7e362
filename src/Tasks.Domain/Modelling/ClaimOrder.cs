using System.Collections.Immutable;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Domain.Modelling;

/// <summary>Which tasks a claim takes, and in which order: said once here, restated by each store as an index walk.</summary>
public static class ClaimOrder
{
    /// <summary>The tasks a claim takes from <paramref name="tasks"/>, first claimed first.</summary>
    public static IReadOnlyList<TaskRecord> Choose(IEnumerable<TaskRecord> tasks, ClaimRequest request, Instant now)
    {
        var chosen = ImmutableArray.CreateBuilder<TaskRecord>();
        var taken = new Dictionary<QueueName, int>();
        var bytes = 0L;
        foreach (var task in InOrder(tasks, request, now))
        {
            if (chosen.Count == request.Count)
            {
                break;
            }

            var queue = task.Call.Definition.Queue;
            if (taken.GetValueOrDefault(queue) >= request.Queues.LimitOf(queue))
            {
                continue;
            }

            bytes += task.Call.Arguments.ByteCount;
            if (bytes > request.MaxBytes && chosen.Count > 0)
            {
                break;
            }

            taken[queue] = taken.GetValueOrDefault(queue) + 1;
            chosen.Add(task);
        }

        return chosen.ToImmutable();
    }

    private static IEnumerable<TaskRecord> InOrder(IEnumerable<TaskRecord> tasks, ClaimRequest request, Instant now) =>
        tasks
            .Where(task => task.IsDueAt(now) && request.Queues.Includes(task.Call.Definition.Queue))
            .OrderByDescending(task => task.Call.Definition.Priority)
            .ThenBy(task => IsAfter(task.Call.Definition.Queue, request.After) ? 0 : 1)
            .ThenBy(task => task.Call.Definition.Queue)
            .ThenBy(task => task.DueAt)
            .ThenBy(task => task.Id);

    private static bool IsAfter(QueueName queue, QueueName? after) => after is null || queue.CompareTo(after.Value) > 0;
}
