using Tasks.Domain;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;
using Tasks.Storage.Sqlite.Connecting;
using Tasks.Storage.Sqlite.Rows;
using Tasks.Storage.Sqlite.Schema;

namespace Tasks.Storage.Sqlite.Reading;

/// <summary>One connection that only reads, each time from one snapshot. For one caller at a time.</summary>
internal sealed class Reader : IDisposable
{
    private readonly Database database;
    private readonly TableNames names;
    private readonly long few;
    private readonly TaskTable tasks;
    private readonly SessionTable sessions;
    private readonly PauseTable pauses;
    private readonly Statement begin;
    private readonly Statement end;
    private readonly Statement version;

    private Reader(Database database, TableNames names, long few)
    {
        (this.database, this.names, this.few) = (database, names, few);
        var statements = database.Statements;
        tasks = new(statements, new(names));
        sessions = new(statements, names);
        pauses = new(statements, names);
        begin = statements.Keep("BEGIN");
        end = statements.Keep("COMMIT");
        version = statements.Keep(SqliteSchema.VersionQuery(names));
    }

    /// <summary>A reader; null where the tables have not been made yet. Tables of an earlier release are completed first.</summary>
    public static Reader? Open(DatabasePlace place, TableNames names, SqliteBackendOptions options)
    {
        var opened = Database.OpenReader(place, options);
        try
        {
            var state = SqliteSchema.StateOf(opened.Statements, names);
            if (state == SchemaState.Incomplete)
            {
                using var writer = Database.OpenWriter(place, options);
                SqliteSchema.Make(writer.Statements, names);
            }

            if (state != SchemaState.Missing)
            {
                return new(opened, names, options.Few);
            }
        }
        catch
        {
            opened.Dispose();
            throw;
        }

        opened.Dispose();
        return null;
    }

    public IReadOnlyList<TaskRecord?> Read(IReadOnlyList<TaskId> ids) => InSnapshot(() => ids.Select(id => tasks.Find(id)?.Task).ToArray());

    public (IReadOnlyList<Session> Sessions, Pauses Pauses) Sessions() =>
        InSnapshot(() => (sessions.All().Select(stored => stored.Session).OrderBy(session => session.Id).ToArray(), pauses.Read()));

    /// <summary>What there is to do in each queue, by leaps over the index of what waits.</summary>
    public QueuesAnswer Queues(int atMost, Instant now) =>
        InSnapshot(() => new QueuesAnswer(now, new QueueCensus(database.Statements, new(names), tasks).Take(atMost, now), pauses.Read()));

    /// <summary>How large the file is, and how much of it is free, in bytes.</summary>
    public (long Bytes, long Free) Size() =>
        InSnapshot(() =>
        {
            var pageSize = Number("PRAGMA page_size");
            return (pageSize * Number("PRAGMA page_count"), pageSize * Number("PRAGMA freelist_count"));
        });

    public IReadOnlyList<TaskRecord> List(TaskFilter filter) =>
        InSnapshot(() =>
        {
            var areFew = filter.Status == Status.Ready && Counted(new(Status.Ready, filter.Queue), few) < few;
            var question = new FilterSql(names, filter, areFew);
            using var query = database.Statements.Prepare(question.List);
            question.Bind(query);
            question.BindPage(query);
            var listed = new List<StoredTask>();
            while (query.Step())
            {
                listed.Add(tasks.Rows.Read(query));
            }

            return listed.ConvertAll(stored => tasks.WithArguments(stored).Task);
        });

    public long Count(TaskFilter filter, long atMost) => InSnapshot(() => Counted(filter, atMost));

    public void Dispose() => database.Dispose();

    private long Counted(TaskFilter filter, long atMost)
    {
        var question = new FilterSql(names, filter);
        using var query = database.Statements.Prepare(question.Count);
        question.Bind(query);
        FilterSql.BindMost(query, atMost);
        return query.Step() ? query.Long(0) : 0;
    }

    private long Number(string sql)
    {
        using var query = database.Statements.Prepare(sql);
        return query.Step() ? query.Long(0) : 0;
    }

    private T InSnapshot<T>(Func<T> read)
    {
        begin.Execute();
        try
        {
            SqliteSchema.RequireKnown(version);
            return read();
        }
        finally
        {
            database.Statements.Reset();
            if (database.Statements.IsInTransaction)
            {
                end.Execute();
            }
        }
    }
}
