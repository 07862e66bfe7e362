using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Protocol;
using Tasks.Storage.Sqlite.Claiming;
using Tasks.Storage.Sqlite.Connecting;
using Tasks.Storage.Sqlite.Rows;

namespace Tasks.Storage.Sqlite.Reading;

/// <summary>
/// Counts what there is to do, queue by queue. Each group of the index of what waits is counted no further than asked for, and what runs is
/// as much as there are slots: so the cost has a bound, however many tasks there are.
/// </summary>
internal sealed class QueueCensus(StatementSet statements, TaskSql sql, TaskTable tasks)
{
    private readonly SortedDictionary<QueueName, QueueStanding> standings = [];

    /// <summary>The queues with tasks that have not finished, by name.</summary>
    public IReadOnlyList<QueueStanding> Take(int atMost, Instant now)
    {
        using var due = statements.Prepare(sql.CountDue);
        using var later = statements.Prepare(sql.CountLater);
        foreach (var group in new ReadyIndex(statements, sql, tasks).Groups(QueueSelection.All))
        {
            var standing = Of(group.Queue);
            standings[group.Queue] = standing with
            {
                Due = Math.Min(atMost, standing.Due + Count(due, group, now, atMost - standing.Due)),
                Later = Math.Min(atMost, standing.Later + Count(later, group, now, atMost - standing.Later)),
                OldestDueAt = Older(standing.OldestDueAt, group.FirstDueAt, now),
            };
        }

        using var running = statements.Prepare(sql.CountRunning);
        while (running.Step())
        {
            var queue = QueueName.Stored(running.Text(0));
            standings[queue] = Of(queue) with { Running = Math.Min(atMost, running.Long(1)) };
        }

        return [.. standings.Values];
    }

    private QueueStanding Of(QueueName queue) => standings.GetValueOrDefault(queue, new(queue, 0, 0, 0, null));

    private static long Count(Statement query, ReadyGroup group, Instant now, long atMost)
    {
        query.Bind(1, group.Queue.Value);
        query.Bind(2, group.Priority);
        query.Bind(3, now);
        query.Bind(4, atMost);
        var count = query.Step() ? query.Long(0) : 0;
        query.Reset();
        return count;
    }

    private static Instant? Older(Instant? known, Instant first, Instant now) => first > now || known <= first ? known : first;
}
