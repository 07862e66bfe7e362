using Tasks.Domain;
using Tasks.Domain.Lifecycle;
using Tasks.Runtime.Stores.Rows;
using Tasks.Storage.Sqlite.Connecting;
using Tasks.Storage.Sqlite.Rows;

namespace Tasks.Storage.Sqlite.Claiming;

/// <summary>
/// Writes what the domain made of the tasks that a claim chose. Neighbours mostly become the same (one lease, one attempt, one session, one
/// moment), and what becomes the same is written by one statement: to the first so many of the group that are due. Those are the very tasks,
/// because they were read from the same index in the same transaction, and are written in the order in which they were read.
/// </summary>
internal sealed class ClaimWriter(StatementSet statements, TaskSql sql)
{
    private Statement One => field ??= statements.Keep(sql.WriteClaim);

    private Statement Several => field ??= statements.Keep(sql.WriteClaims);

    /// <summary>Writes claims, in the order in which their tasks were chosen.</summary>
    /// <param name="keys">The keys of their rows.</param>
    /// <param name="claimed">The tasks as the domain made them.</param>
    /// <param name="session">The key of the session that holds them now.</param>
    /// <param name="now">The moment by which they were due.</param>
    public void Write(IReadOnlyList<long> keys, IReadOnlyList<TaskRecord> claimed, long session, Instant now)
    {
        for (var index = 0; index < claimed.Count; )
        {
            var count = CountAlike(claimed, index);
            if (count == 1)
            {
                WriteOne(keys[index], claimed[index], session);
            }
            else
            {
                WriteSeveral(count, claimed[index], session, now);
            }

            index += count;
        }
    }

    private static int CountAlike(IReadOnlyList<TaskRecord> claimed, int index)
    {
        var count = 1;
        while (index + count < claimed.Count && AreAlike(claimed[index], claimed[index + count]))
        {
            count++;
        }

        return count;
    }

    // Everything that is written, and the group.
    private static bool AreAlike(TaskRecord one, TaskRecord other) =>
        one.Lease == other.Lease
        && one.State == other.State
        && one.History.Attempts == other.History.Attempts
        && one.History.StartedAt == other.History.StartedAt
        && one.History.LastAttemptedAt == other.History.LastAttemptedAt
        && one.History.Workers == other.History.Workers
        && one.Call.Definition.Priority == other.Call.Definition.Priority
        && one.Call.Definition.Queue == other.Call.Definition.Queue;

    private void WriteOne(long key, TaskRecord task, long session)
    {
        One.Bind(1, key);
        BindClaim(One, 2, task, session);
        One.Execute();
    }

    private void WriteSeveral(int count, TaskRecord task, long session, Instant now)
    {
        Several.Bind(1, task.Call.Definition.Queue.Value);
        Several.Bind(2, task.Call.Definition.Priority.Value);
        Several.Bind(3, now);
        Several.Bind(4, count);
        BindClaim(Several, 5, task, session);
        var written = Several.Execute();
        if (written != count)
        {
            throw new InvalidOperationException($"{written} tasks of {count} were still there to be claimed.");
        }
    }

    private static void BindClaim(Statement writing, int first, TaskRecord task, long session)
    {
        writing.Bind(first, task.Lease);
        writing.Bind(first + 1, task.History.Attempts);
        writing.Bind(first + 2, task.History.StartedAt);
        writing.Bind(first + 3, task.History.LastAttemptedAt);
        writing.BindOrNull(first + 4, WorkersText.Of(task.History.Workers));
        writing.Bind(first + 5, session);
        writing.Bind(first + 6, task.State is TaskState.Running { IsStarted: true });
    }
}
