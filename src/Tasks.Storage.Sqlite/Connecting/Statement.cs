using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tasks.Domain;
using Tasks.Domain.Calls;

namespace Tasks.Storage.Sqlite.Connecting;

/// <summary>
/// A prepared statement, used again and again by one thread at a time. It speaks to SQLite below ADO, because only there JSON goes in and
/// out as the UTF-8 it is, and a row costs no object.
/// </summary>
internal sealed class Statement : IDisposable
{
    private const int LongestOnStack = 768;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly sqlite3 database;
    private readonly sqlite3_stmt handle;

    public Statement(sqlite3 database, string sql)
    {
        this.database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out handle));
    }

    public void Bind(int index, long value) => Check(raw.sqlite3_bind_int64(handle, index, value));

    public void Bind(int index, long? value)
    {
        if (value is { } number)
        {
            Bind(index, number);
        }
        else
        {
            BindNull(index);
        }
    }

    public void Bind(int index, bool value) => Bind(index, value ? 1L : 0L);

    public void Bind(int index, Instant moment) => Bind(index, moment.Microseconds);

    public void Bind(int index, Instant? moment) => Bind(index, moment?.Microseconds);

    /// <summary>Binds bytes as text, unchanged.</summary>
    public void Bind(int index, ReadOnlySpan<byte> utf8) => Check(raw.sqlite3_bind_text(handle, index, utf8));

    /// <summary>Binds text that must come back as it is: half a surrogate pair is refused, not replaced.</summary>
    public void Bind(int index, string text)
    {
        try
        {
            Span<byte> buffer = stackalloc byte[LongestOnStack];
            if (Strict.TryGetBytes(text, buffer, out var length))
            {
                Bind(index, buffer[..length]);
            }
            else
            {
                Bind(index, Strict.GetBytes(text));
            }
        }
        catch (EncoderFallbackException exception)
        {
            throw new TaskStoreException(
                TaskStoreFault.Refused,
                "A name or id holds half a surrogate pair, which is no text: leave it out.",
                exception
            );
        }
    }

    /// <summary>Binds text, or NULL for none.</summary>
    public void BindOrNull(int index, string? text)
    {
        if (text is null)
        {
            BindNull(index);
        }
        else
        {
            Bind(index, text);
        }
    }

    /// <summary>Binds bytes as text, or NULL for none.</summary>
    public void BindOrNull(int index, byte[]? utf8)
    {
        if (utf8 is null)
        {
            BindNull(index);
        }
        else
        {
            Bind(index, utf8.AsSpan());
        }
    }

    /// <summary>Binds JSON, or NULL for what it mostly is.</summary>
    public void BindUnless(int index, JsonText text, JsonText usual)
    {
        if (text == usual)
        {
            BindNull(index);
        }
        else
        {
            Bind(index, text.Utf8.Span);
        }
    }

    public void BindNull(int index) => Check(raw.sqlite3_bind_null(handle, index));

    /// <summary>Goes to the next row; false where there is none.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        if (code != raw.SQLITE_DONE)
        {
            Fail(code);
        }

        return false;
    }

    /// <summary>Lets go of the row, so that no read stays open.</summary>
    public void Reset() => raw.sqlite3_reset(handle);

    /// <summary>Runs to the end and gives the number of rows changed.</summary>
    public int Execute()
    {
        while (Step())
        {
            // Some pragmas answer with rows nobody asked for.
        }

        Reset();
        return raw.sqlite3_changes(database);
    }

    public long Long(int column) => raw.sqlite3_column_int64(handle, column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    public Instant Moment(int column) => new(Long(column));

    public Instant? MomentOrNull(int column) => IsNull(column) ? null : Moment(column);

    public bool Flag(int column) => Long(column) != 0;

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    /// <summary>The column's bytes, until the next step or reset; empty for NULL.</summary>
    public ReadOnlySpan<byte> Utf8(int column) => raw.sqlite3_column_blob(handle, column);

    /// <summary>The column as text in whatever way the database keeps its own.</summary>
    public string TextInAnyEncoding(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string() ?? "";

    public string Text(int column) => Encoding.UTF8.GetString(Utf8(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public void Dispose() => handle.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            Fail(code);
        }
    }

    private void Fail(int code)
    {
        try
        {
            SqliteException.ThrowExceptionForRC(code, database);
        }
        finally
        {
            if (handle is not null)
            {
                Reset();
            }
        }
    }
}
