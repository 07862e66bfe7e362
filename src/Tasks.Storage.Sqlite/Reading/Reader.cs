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
    private readonly Statement begin;
    private readonly Statement end;
    private readonly Statement version;

    public Reader(DatabasePlace place, TableNames names, SqliteBackendOptions options)
    {
        this.names = names;
        database = Database.OpenReader(place, options);
        try
        {
            var statements = database.Statements;
            tasks = new(statements, new(names));
            begin = statements.Keep("BEGIN");
            end = statements.Keep("COMMIT");
            version = statements.Keep(SqliteSchema.VersionQuery(names));
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public IReadOnlyList<TaskRecord?> Read(IReadOnlyList<TaskId> ids) => InSnapshot(() => ids.Select(id => tasks.Find(id)?.Task).ToArray());

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
