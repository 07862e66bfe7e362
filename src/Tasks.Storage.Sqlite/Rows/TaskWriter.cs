using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Runtime.Stores.Rows;
using Tasks.Storage.Sqlite.Connecting;

namespace Tasks.Storage.Sqlite.Rows;

/// <summary>The table of tasks as one connection writes it: what the domain decided, by key.</summary>
internal sealed class TaskWriter(StatementSet statements, TaskSql sql)
{
    /// <summary>
    /// Larger arguments are kept beside the row. Every change of a row writes the whole row again, and a row of a megabyte would be
    /// written three times on its way.
    /// </summary>
    public const int LargestInRow = 1024;

    private Statement Insertion => field ??= statements.Keep(sql.Insert);

    private Statement ArgumentInsertion => field ??= statements.Keep(sql.InsertArguments);

    private Statement Deletion => field ??= statements.Keep(sql.Delete);

    private Statement ArgumentDeletion => field ??= statements.Keep(sql.DeleteArguments);

    private Statement Writing => field ??= statements.Keep(sql.Write);

    /// <summary>Stores a new task; false where its id is there already, and nothing changed.</summary>
    public bool Insert(TaskRecord task)
    {
        var definition = task.Call.Definition;
        var arguments = task.Call.Arguments.Utf8.Span;
        var isLarge = arguments.Length > LargestInRow;
        var insertion = Insertion;
        insertion.Bind(1, task.Id.Value);
        insertion.Bind(2, definition.Name.Value);
        insertion.Bind(3, definition.Queue.Value);
        insertion.Bind(4, definition.Priority.Value);
        insertion.BindOrNull(5, PolicyText.Of(definition.Retry));
        insertion.Bind(6, definition.TimeLimit?.Ticks);
        insertion.Bind(7, task.EnqueuedAt);
        insertion.Bind(8, task.RunAfter);
        insertion.Bind(9, task.DueAt);
        insertion.Bind(10, arguments.Length);
        if (isLarge)
        {
            insertion.BindNull(11);
        }
        else
        {
            insertion.Bind(11, arguments);
        }

        insertion.BindOrNull(12, task.Call.Trace);
        if (insertion.Execute() == 0)
        {
            return false;
        }

        if (isLarge)
        {
            ArgumentInsertion.Bind(1, statements.LastKey);
            ArgumentInsertion.Bind(2, arguments);
            ArgumentInsertion.Execute();
        }

        return true;
    }

    /// <summary>Deletes a task with its arguments.</summary>
    public void Delete(long key)
    {
        Deletion.Bind(1, key);
        Deletion.Execute();
        ArgumentDeletion.Bind(1, key);
        ArgumentDeletion.Execute();
    }

    /// <summary>Writes everything of a task that a move can change.</summary>
    public void Write(long key, TaskRecord task)
    {
        var history = task.History;
        var running = task.State as TaskState.Running;
        var writing = Writing;
        writing.Bind(1, key);
        writing.Bind(2, task.DueAt);
        writing.Bind(3, task.Lease);
        writing.Bind(4, (long)task.Status);
        writing.Bind(5, task.State is TaskState.Ready ready ? (long)ready.Reason : 0);
        writing.Bind(6, history.Attempts);
        writing.Bind(7, history.Failures);
        writing.Bind(8, history.Crashes);
        writing.Bind(9, history.StartedAt);
        writing.Bind(10, history.LastAttemptedAt);
        writing.Bind(11, task.State.EndedAt);
        writing.Bind(12, running is { IsStarted: true });
        writing.Bind(13, running is { CancelRequested: true });
        writing.BindOrNull(14, WorkersText.Of(history.Workers));
        writing.BindOrNull(15, ErrorsText.Of(history.Errors));
        writing.BindUnless(16, task.Metadata, JsonText.EmptyObject);
        writing.BindUnless(17, task.State is TaskState.Successful successful ? successful.Value : JsonText.Null, JsonText.Null);
        writing.Execute();
    }
}
