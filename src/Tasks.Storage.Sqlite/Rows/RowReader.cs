using System.Globalization;
using System.Text;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Runtime.Stores.Rows;
using Tasks.Storage.Sqlite.Connecting;

namespace Tasks.Storage.Sqlite.Rows;

/// <summary>Makes tasks of rows. One for each connection: what it remembers is not guarded.</summary>
internal sealed class RowReader
{
    private readonly Remembered<TaskName> names = new(text => TaskName.Stored(Encoding.UTF8.GetString(text)));
    private readonly Remembered<QueueName> queues = new(text => QueueName.Stored(Encoding.UTF8.GetString(text)));
    private readonly Remembered<RetryPolicy> policies = new(text => PolicyText.Read(text));
    private readonly Remembered<ValueList<SessionId>> workers = new(text => WorkersText.Read(text));

    private Definition lastDefinition = Definition.Of(TaskName.Stored(""));

    /// <summary>The task of a row of <see cref="Column.All"/>. Large arguments are not in the row: see <see cref="StoredTask"/>.</summary>
    public StoredTask Read(Statement row) =>
        row.IsNull(Column.Arguments)
            ? new(row.Long(Column.Key), Read(row, JsonText.Null, isWhole: true), AreArgumentsElsewhere: true)
            : new(row.Long(Column.Key), Read(row, new(row.Utf8(Column.Arguments).ToArray()), isWhole: true), AreArgumentsElsewhere: false);

    /// <summary>The task of a row of <see cref="Column.Lean"/>: enough to decide and to write, without arguments and result.</summary>
    public StoredTask ReadLean(Statement row) =>
        new(row.Long(Column.Key), Read(row, JsonText.Null, isWhole: false), AreArgumentsElsewhere: false);

    /// <summary>The task of a row of <see cref="Column.Fresh"/> in a queue at a priority. Large arguments are not in the row.</summary>
    public StoredTask ReadFresh(Statement row, QueueName queue, long priority)
    {
        var areElsewhere = row.IsNull(FreshColumn.Arguments);
        var policy = row.IsNull(FreshColumn.Policy) ? RetryPolicy.Default : policies[row.Utf8(FreshColumn.Policy)];
        var call = new Call(
            DefinitionOf(names[row.Utf8(FreshColumn.Name)], queue, priority, policy, row.LongOrNull(FreshColumn.TimeLimit)),
            areElsewhere ? JsonText.Null : new(row.Utf8(FreshColumn.Arguments).ToArray()),
            TimingOf(row.MomentOrNull(FreshColumn.RunAfter)),
            row.TextOrNull(FreshColumn.Trace)
        );
        var task = new TaskRecord(
            TaskId.Stored(row.Text(FreshColumn.Id)),
            call,
            row.Moment(FreshColumn.EnqueuedAt),
            row.Moment(FreshColumn.DueAt),
            Lease: 0,
            History.None,
            JsonText.EmptyObject,
            new TaskState.Ready((WaitReason)row.Long(FreshColumn.WaitReason))
        );
        return new(row.Long(FreshColumn.Key), task, areElsewhere);
    }

    private TaskRecord Read(Statement row, JsonText arguments, bool isWhole)
    {
        var history = ReadHistory(row);
        return new(
            TaskId.Stored(row.Text(Column.Id)),
            new(ReadDefinition(row), arguments, TimingOf(row.MomentOrNull(Column.RunAfter)), row.TextOrNull(Column.Trace)),
            row.Moment(Column.EnqueuedAt),
            row.Moment(Column.DueAt),
            row.Long(Column.Lease),
            history,
            row.IsNull(Column.Metadata) ? JsonText.EmptyObject : new(row.Utf8(Column.Metadata).ToArray()),
            ReadState(row, history, isWhole)
        );
    }

    private static Timing TimingOf(Instant? runAfter) => runAfter is { } moment ? new Timing.NotBefore(moment) : Timing.Now;

    private Definition ReadDefinition(Statement row) =>
        DefinitionOf(
            names[row.Utf8(Column.Name)],
            queues[row.Utf8(Column.Queue)],
            row.Long(Column.Priority),
            row.IsNull(Column.Policy) ? RetryPolicy.Default : policies[row.Utf8(Column.Policy)],
            row.LongOrNull(Column.TimeLimit)
        );

    // Neighbours are mostly of one definition: the batch then holds it once.
    private Definition DefinitionOf(TaskName name, QueueName queue, long priority, RetryPolicy policy, long? ticks) =>
        lastDefinition.Name == name
        && lastDefinition.Queue == queue
        && lastDefinition.Priority.Value == priority
        && lastDefinition.Retry == policy
        && lastDefinition.TimeLimit?.Ticks == ticks
            ? lastDefinition
            : lastDefinition = new(
                name,
                queue,
                TaskPriority.Stored((int)priority),
                policy,
                ticks is { } limit ? new TimeSpan(limit) : null
            );

    private History ReadHistory(Statement row)
    {
        var attempts = (int)row.Long(Column.Attempts);
        return attempts == 0 && row.IsNull(Column.Workers) && row.IsNull(Column.Errors)
            ? Fresh(row)
            : new(
                attempts,
                (int)row.Long(Column.Failures),
                (int)row.Long(Column.Crashes),
                row.MomentOrNull(Column.StartedAt),
                row.MomentOrNull(Column.LastAttemptedAt),
                workers[row.Utf8(Column.Workers)],
                row.IsNull(Column.Errors) ? default : ErrorsText.Read(row.Utf8(Column.Errors))
            );
    }

    // Read in full all the same: a row given back keeps its counters.
    private static History Fresh(Statement row)
    {
        var (failures, crashes) = ((int)row.Long(Column.Failures), (int)row.Long(Column.Crashes));
        return failures == 0 && crashes == 0 && row.IsNull(Column.StartedAt)
            ? History.None
            : new(0, failures, crashes, row.MomentOrNull(Column.StartedAt), row.MomentOrNull(Column.LastAttemptedAt), default, default);
    }

    private static TaskState ReadState(Statement row, History history, bool isWhole)
    {
        var finishedAt = row.Moment(Column.FinishedAt);
        return (Status)row.Long(Column.State) switch
        {
            Status.Ready => new TaskState.Ready((WaitReason)row.Long(Column.WaitReason)),
            // The session that holds a task is the one of its latest attempt.
            Status.Running => new TaskState.Running(
                history.Workers.Count == 0 ? default : history.Workers[^1],
                row.Flag(Column.IsStarted),
                row.Flag(Column.CancelRequested)
            ),
            Status.Successful => new TaskState.Successful(
                isWhole && !row.IsNull(Column.Result) ? new(row.Utf8(Column.Result).ToArray()) : JsonText.Null,
                finishedAt
            ),
            Status.Failed => new TaskState.Failed(finishedAt),
            Status.Cancelled => new TaskState.Cancelled(finishedAt),
            var unknown => throw new TaskStoreException(
                TaskStoreFault.Unusable,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Task '{row.Text(Column.Id)}' has the unknown state {(long)unknown}: somebody else wrote to the table."
                )
            ),
        };
    }
}
