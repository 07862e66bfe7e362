using LanguageExt;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;
using Tasks.Storage.Sqlite.Claiming;
using Tasks.Storage.Sqlite.Connecting;
using Tasks.Storage.Sqlite.Rows;
using Tasks.Storage.Sqlite.Schema;

namespace Tasks.Storage.Sqlite.Writing;

/// <summary>
/// What a verb writes to: the tables as one connection sees them inside the transaction that is open there, and the store's clock. On the
/// store's own connection and on a caller's it is the same.
/// </summary>
internal sealed class Ledger
{
    private readonly TimeProvider clock;
    private bool hasNews;
    private bool hasActivity;
    private Pauses? pauses;

    public Ledger(StatementSet statements, TableNames names, TimeProvider clock, int chunk = FencedWriter.UsualChunk)
    {
        this.clock = clock;
        var sql = new TaskSql(names);
        Tasks = new(statements, sql);
        Writer = new(statements, sql);
        Fenced = new(statements, sql, chunk);
        Claims = new(statements, sql);
        Sessions = new(statements, names);
        PauseRows = new(statements, names);
        Ready = new(statements, sql, Tasks);
    }

    public TaskTable Tasks { get; }

    private TaskWriter Writer { get; }

    private FencedWriter Fenced { get; }

    private ClaimWriter Claims { get; }

    public SessionTable Sessions { get; }

    public ReadyIndex Ready { get; }

    private PauseTable PauseRows { get; }

    /// <summary>The pauses: read once, and again after others have written or a transaction was taken back.</summary>
    public Pauses Pauses => pauses ??= PauseRows.Read();

    /// <summary>The store's moment: the machine's clock, read while nobody else can write.</summary>
    public Instant Now() => Instant.From(clock.GetUtcNow());

    /// <summary>Stores a new task; false where its id is there already.</summary>
    public bool Insert(TaskRecord task)
    {
        var isNew = Writer.Insert(task);
        hasNews |= isNew;
        return isNew;
    }

    /// <summary>Deletes a task.</summary>
    public void Delete(long key) => Writer.Delete(key);

    /// <summary>Writes what has become of the pauses, if anything did: news to every worker.</summary>
    public void Become(QueueName queue, Pauses after)
    {
        if (after.Number != Pauses.Number)
        {
            PauseRows.Write(queue, after);
            pauses = after;
            hasNews = true;
        }
    }

    /// <summary>What is remembered of the tables may not be so any more.</summary>
    public void ForgetPauses() => pauses = null;

    /// <summary>Writes claims: activity, but no news to anybody who waits.</summary>
    public void WriteClaims(IReadOnlyList<long> keys, IReadOnlyList<TaskRecord> claimed, long session, Instant now)
    {
        Claims.Write(keys, claimed, session, now);
        hasActivity |= claimed.Count > 0;
    }

    /// <summary>How many settlements from an index on are plain successes, as far as they can be recorded at once.</summary>
    public int CountPlain(IReadOnlyList<Settlement> settlements, int index) => Fenced.CountPlain(settlements, index);

    /// <summary>Records a plain success; false where it has to be decided.</summary>
    public bool Succeed(Settlement settlement, Instant now)
    {
        var isDone = Fenced.Succeed(settlement, now);
        hasNews |= isDone;
        return isDone;
    }

    /// <summary>Records plain successes at once; false where each has to be looked at, and nothing changed.</summary>
    public bool SucceedTogether(IReadOnlyList<Settlement> settlements, int index, int count, Instant now)
    {
        var areDone = Fenced.SucceedTogether(settlements, index, count, now);
        hasNews |= areDone;
        return areDone;
    }

    /// <summary>Notes that methods were called, under leases that still hold.</summary>
    public void Start(IReadOnlyList<Hold> holds) => Fenced.Start(holds);

    /// <summary>Whether anything was written since the last time this was asked that somebody may wait for: a waiting task, or an end.</summary>
    public bool TakeNews()
    {
        var had = hasNews;
        hasNews = false;
        return had;
    }

    /// <summary>Whether any task moved since the last time this was asked; beats and polls move none. Asked before the news.</summary>
    public bool TakeActivity()
    {
        var had = hasActivity || hasNews;
        hasActivity = false;
        return had;
    }

    /// <summary>Moves a task: the domain decides, and what it decides is written.</summary>
    /// <param name="id">The task.</param>
    /// <param name="stored">The task as it was read; null where there is none.</param>
    /// <param name="move">The decision.</param>
    public Either<TaskRefusal, TaskChange> Move(TaskId id, StoredTask? stored, Func<TaskRecord, Either<TaskRefusal, TaskChange>> move) =>
        stored is { } found ? Write(found.Key, move(found.Task)) : new TaskRefusal.NoSuchTask(id);

    /// <summary>Writes a decision, if it is a change.</summary>
    public Either<TaskRefusal, TaskChange> Write(long key, Either<TaskRefusal, TaskChange> decision)
    {
        if (decision.Allows(out var change, out _))
        {
            Writer.Write(key, change.Becomes);
            hasNews = true;
        }

        return decision;
    }
}
