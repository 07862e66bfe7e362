using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Protocol;
using Tasks.Storage.Sqlite.Connecting;
using Tasks.Storage.Sqlite.Rows;

namespace Tasks.Storage.Sqlite.Claiming;

/// <summary>
/// The index of what waits, read by leaps: one seek to each (queue, priority) group that is present, however many tasks it holds, and none
/// into queues that are not served. A plain scan by priority would visit every future task of a higher priority at every claim.
/// </summary>
internal sealed class ReadyIndex(StatementSet statements, TaskSql sql, TaskTable tasks)
{
    // Above every priority.
    private const long Top = long.MaxValue;

    private Statement First => field ??= statements.Keep(sql.FirstGroup);

    private Statement NextQueue => field ??= statements.Keep(sql.NextQueue);

    private Statement NextPriority => field ??= statements.Keep(sql.NextPriority);

    private Statement DueRows => field ??= statements.Keep(sql.Due);

    private Statement NextDue => field ??= statements.Keep(sql.NextDue);

    /// <summary>Every group that is present in the selected queues, in no order that matters.</summary>
    public List<ReadyGroup> Groups(QueueSelection queues)
    {
        var groups = new List<ReadyGroup>();
        if (queues.IsOpen)
        {
            AddAll(queues, groups);
        }
        else
        {
            foreach (var queue in queues.Names.Distinct())
            {
                AddBelow(queue, Top, groups);
            }
        }

        return groups;
    }

    /// <summary>What of a group is due, in order, as long as <paramref name="take"/> wants more.</summary>
    public void ReadDue(ReadyGroup group, Instant now, Func<StoredTask, int, bool> take)
    {
        DueRows.Bind(1, group.Queue.Value);
        DueRows.Bind(2, group.Priority);
        DueRows.Bind(3, now);
        while (DueRows.Step() && take(Read(group), (int)DueRows.Long(FreshColumn.ArgumentBytes)))
        {
            // The work is in the condition.
        }

        DueRows.Reset();
    }

    /// <summary>When the next task of a group becomes due; null if none does.</summary>
    public Instant? NextDueOf(ReadyGroup group, Instant now)
    {
        if (group.FirstDueAt > now)
        {
            return group.FirstDueAt;
        }

        NextDue.Bind(1, group.Queue.Value);
        NextDue.Bind(2, group.Priority);
        NextDue.Bind(3, now);
        Instant? due = NextDue.Step() ? NextDue.Moment(0) : null;
        NextDue.Reset();
        return due;
    }

    // What was never claimed has no history: a dozen columns tell all of it. Whatever has one is read whole.
    private StoredTask Read(ReadyGroup group) =>
        DueRows.Long(FreshColumn.Lease) == 0
            ? tasks.Rows.ReadFresh(DueRows, group.Queue, group.Priority)
            : tasks.Get(DueRows.Long(FreshColumn.Key))!.Value;

    private void AddAll(QueueSelection queues, List<ReadyGroup> groups)
    {
        var leap = First;
        while (leap.Step())
        {
            var queue = QueueName.Stored(leap.Text(0));
            var group = new ReadyGroup(queue, leap.Long(1), leap.Moment(2));
            leap.Reset();
            if (queues.Includes(queue))
            {
                groups.Add(group);
                AddBelow(queue, group.Priority, groups);
            }

            leap = NextQueue;
            leap.Bind(1, queue.Value);
        }

        leap.Reset();
    }

    private void AddBelow(QueueName queue, long priority, List<ReadyGroup> groups)
    {
        NextPriority.Bind(1, queue.Value);
        NextPriority.Bind(2, priority);
        while (NextPriority.Step())
        {
            var group = new ReadyGroup(queue, NextPriority.Long(0), NextPriority.Moment(1));
            groups.Add(group);
            NextPriority.Reset();
            NextPriority.Bind(2, group.Priority);
        }

        NextPriority.Reset();
    }
}
