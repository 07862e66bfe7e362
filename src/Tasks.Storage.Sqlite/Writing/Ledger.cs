using LanguageExt;
using Tasks.Domain;
using Tasks.Domain.Lifecycle;
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

    public Ledger(StatementSet statements, TableNames names, TimeProvider clock)
    {
        this.clock = clock;
        var sql = new TaskSql(names);
        Tasks = new(statements, sql);
        Writer = new(statements, sql);
        Sessions = new(statements, names);
        Ready = new(statements, sql, Tasks.Rows);
    }

    public TaskTable Tasks { get; }

    private TaskWriter Writer { get; }

    public SessionTable Sessions { get; }

    public ReadyIndex Ready { get; }

    /// <summary>The store's moment: the machine's clock, read while nobody else can write.</summary>
    public Instant Now() => Instant.From(clock.GetUtcNow());

    /// <summary>Stores a new task; false where its id is there already.</summary>
    public bool Insert(TaskRecord task)
    {
        var isNew = Writer.Insert(task);
        hasNews |= isNew;
        return isNew;
    }

    /// <summary>Writes a claim: activity, but no news to anybody who waits.</summary>
    public void WriteClaim(long key, long session, TaskChange claim)
    {
        Writer.WriteClaim(key, session, claim.Becomes);
        hasActivity = true;
    }

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
        foreach (var change in decision.RightToSeq())
        {
            Writer.Write(key, change);
            hasNews |= change.Event != TaskEvent.Started;
        }

        return decision;
    }
}
