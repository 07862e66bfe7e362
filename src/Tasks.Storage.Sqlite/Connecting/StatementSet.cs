using SQLitePCL;

namespace Tasks.Storage.Sqlite.Connecting;

/// <summary>The statements prepared on one connection, let go together.</summary>
internal sealed class StatementSet(sqlite3 database) : IDisposable
{
    private readonly List<Statement> kept = [];

    /// <summary>The key of the row inserted last.</summary>
    public long LastKey => raw.sqlite3_last_insert_rowid(database);

    /// <summary>Whether a transaction is open; after some errors SQLite has ended it by itself.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(database) == 0;

    /// <summary>A statement that lives as long as the set.</summary>
    public Statement Keep(string sql)
    {
        var statement = Prepare(sql);
        kept.Add(statement);
        return statement;
    }

    /// <summary>A statement that its user lets go.</summary>
    public Statement Prepare(string sql) => new(database, sql);

    public void Execute(string sql)
    {
        using var statement = Prepare(sql);
        statement.Execute();
    }

    public string ScalarText(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.TextInAnyEncoding(0) : "";
    }

    /// <summary>Lets go of every row: what an exception left open would keep a read going.</summary>
    public void Reset() => kept.ForEach(statement => statement.Reset());

    public void Dispose() => kept.ForEach(statement => statement.Dispose());
}
