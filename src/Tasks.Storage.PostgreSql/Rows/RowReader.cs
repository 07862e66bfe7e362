using System.Globalization;
using Npgsql;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Runtime.Stores.Rows;

namespace Tasks.Storage.PostgreSql.Rows;

/// <summary>Makes tasks of the rows of one result. Neighbours are mostly of one definition and one worker: the batch then holds those once.</summary>
/// <param name="rows">The result.</param>
/// <param name="first">Where the columns of the task begin.</param>
internal sealed class RowReader(NpgsqlDataReader rows, int first = 0)
{
    private Definition lastDefinition = Definition.Of(TaskName.Stored(""));
    private byte[] lastWorkersText = [];
    private ValueList<SessionId> lastWorkers;

    /// <summary>The task of a row of <see cref="Column.All"/>.</summary>
    public TaskRecord Read() => Read(new(Bytes(Column.Arguments)), isWhole: true);

    /// <summary>The task of a row of <see cref="Column.Lean"/>: enough to decide and to write, without arguments and result.</summary>
    public TaskRecord ReadLean() => Read(JsonText.Null, isWhole: false);

    private TaskRecord Read(JsonText arguments, bool isWhole)
    {
        var timing = MomentOrNull(Column.RunAfter) is { } moment ? new Timing.NotBefore(moment) : Timing.Now;
        var history = ReadHistory();
        return new(
            TaskId.Stored(Text(Column.Id)),
            new(ReadDefinition(), arguments, timing, IsNull(Column.Trace) ? null : Text(Column.Trace)),
            Moment(Column.EnqueuedAt),
            Moment(Column.DueAt),
            Long(Column.Lease),
            history,
            IsNull(Column.Metadata) ? JsonText.EmptyObject : new(Bytes(Column.Metadata)),
            ReadState(history, isWhole)
        );
    }

    private Definition ReadDefinition()
    {
        var read = new Definition(
            TaskName.Stored(Text(Column.Name)),
            QueueName.Stored(Text(Column.Queue)),
            TaskPriority.Stored(Short(Column.Priority)),
            IsNull(Column.Policy) ? RetryPolicy.Default : PolicyText.Read(Bytes(Column.Policy)),
            IsNull(Column.TimeLimit) ? null : new TimeSpan(Long(Column.TimeLimit))
        );
        return lastDefinition == read ? lastDefinition : lastDefinition = read;
    }

    private History ReadHistory()
    {
        var (attempts, failures, crashes) = (Int(Column.Attempts), Int(Column.Failures), Int(Column.Crashes));
        var startedAt = MomentOrNull(Column.StartedAt);
        var workers = IsNull(Column.Workers) ? default : ReadWorkers(Bytes(Column.Workers));
        var errors = IsNull(Column.Errors) ? default : ErrorsText.Read(Bytes(Column.Errors));
        var isFresh = attempts + failures + crashes + workers.Count + errors.Count == 0 && startedAt is null;
        return isFresh ? History.None : new(attempts, failures, crashes, startedAt, MomentOrNull(Column.LastAttemptedAt), workers, errors);
    }

    private ValueList<SessionId> ReadWorkers(byte[] text)
    {
        if (!text.AsSpan().SequenceEqual(lastWorkersText))
        {
            (lastWorkersText, lastWorkers) = (text, WorkersText.Read(text));
        }

        return lastWorkers;
    }

    private TaskState ReadState(History history, bool isWhole)
    {
        var finishedAt = MomentOrNull(Column.FinishedAt).GetValueOrDefault();
        return (Status)Short(Column.State) switch
        {
            Status.Ready => new TaskState.Ready((WaitReason)Short(Column.WaitReason)),
            // The session that holds a task is the one of its latest attempt.
            Status.Running => new TaskState.Running(
                history.Workers.Count == 0 ? default : history.Workers[^1],
                Flag(Column.IsStarted),
                Flag(Column.CancelRequested)
            ),
            Status.Successful => new TaskState.Successful(
                isWhole && !IsNull(Column.Result) ? new(Bytes(Column.Result)) : JsonText.Null,
                finishedAt
            ),
            Status.Failed => new TaskState.Failed(finishedAt),
            Status.Cancelled => new TaskState.Cancelled(finishedAt),
            var unknown => throw new TaskStoreException(
                TaskStoreFault.Unusable,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Task '{Text(Column.Id)}' has the unknown state {(int)unknown}: somebody else wrote to the table."
                )
            ),
        };
    }

    private bool IsNull(int column) => rows.IsDBNull(first + column);

    private string Text(int column) => rows.GetString(first + column);

    private byte[] Bytes(int column) => rows.GetFieldValue<byte[]>(first + column);

    private long Long(int column) => rows.GetInt64(first + column);

    private int Int(int column) => rows.GetInt32(first + column);

    private short Short(int column) => rows.GetInt16(first + column);

    private bool Flag(int column) => rows.GetBoolean(first + column);

    private Instant Moment(int column) => new(Long(column));

    private Instant? MomentOrNull(int column) => IsNull(column) ? null : Moment(column);
}
