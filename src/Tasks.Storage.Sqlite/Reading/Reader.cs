using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
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
    private readonly TaskTable tasks;
    private readonly SessionTable sessions;
    private readonly Statement begin;
    private readonly Statement end;
    private readonly Statement version;

    private Reader(Database database, TableNames names)
    {
        (this.database, this.names) = (database, names);
        var statements = database.Statements;
        tasks = new(statements, new(names));
        sessions = new(statements, names);
        begin = statements.Keep("BEGIN");
        end = statements.Keep("COMMIT");
        version = statements.Keep(SqliteSchema.VersionQuery(names));
    }

    /// <summary>A reader; null where the tables have not been made yet.</summary>
    public static Reader? Open(DatabasePlace place, TableNames names, SqliteBackendOptions options)
    {
        var opened = Database.OpenReader(place, options);
        try
        {
            if (SqliteSchema.IsCurrent(opened.Statements, names))
            {
                return new(opened, names);
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

    public IReadOnlyList<Session> Sessions() =>
        InSnapshot(() => sessions.All().Select(stored => stored.Session).OrderBy(session => session.Id).ToArray());

    public IReadOnlyList<TaskRecord> List(TaskFilter filter) =>
        InSnapshot(() =>
        {
            var question = new FilterSql(names, filter);
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

    public long Count(TaskFilter filter) =>
        InSnapshot(() =>
        {
            var question = new FilterSql(names, filter);
            using var query = database.Statements.Prepare(question.Count);
            question.Bind(query);
            return query.Step() ? query.Long(0) : 0;
        });

    public void Dispose() => database.Dispose();

    private T InSnapshot<T>(Func<T> read)
    {
        begin.Execute();
        try
        {
            SqliteSchema.IsCurrent(version);
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
