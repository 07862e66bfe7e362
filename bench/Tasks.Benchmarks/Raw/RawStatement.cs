using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tasks.Benchmarks.Raw;

/// <summary>A prepared statement with nothing around it.</summary>
internal sealed class RawStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt handle;

    public RawStatement(sqlite3 database, string sql)
    {
        this.database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out handle));
    }

    public RawStatement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(handle, index, value));
        return this;
    }

    public RawStatement Bind(int index, ReadOnlySpan<byte> utf8)
    {
        Check(raw.sqlite3_bind_text(handle, index, utf8));
        return this;
    }

    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            Check(code);
        }

        return code == raw.SQLITE_ROW;
    }

    public void Reset() => raw.sqlite3_reset(handle);

    public void Execute()
    {
        while (Step())
        {
            // Some pragmas answer with rows.
        }

        Reset();
    }

    public long Long(int column) => raw.sqlite3_column_int64(handle, column);

    public ReadOnlySpan<byte> Utf8(int column) => raw.sqlite3_column_blob(handle, column);

    public void Dispose() => handle.Dispose();

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, database);
}
