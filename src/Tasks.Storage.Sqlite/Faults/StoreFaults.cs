using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tasks.Storage.Sqlite.Faults;

/// <summary>What an error of SQLite means for the caller's next step, in words that say what to do.</summary>
internal static class StoreFaults
{
    /// <summary>Whether somebody else holds a lock for the moment.</summary>
    public static bool IsBusy(SqliteException exception) => exception.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>Whether the data were refused and everything else is in order.</summary>
    public static bool IsRefusal(Exception exception) =>
        exception
            is SqliteException { SqliteErrorCode: raw.SQLITE_TOOBIG or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH }
                or TaskStoreException { Fault: TaskStoreFault.Refused };

    /// <summary>The exception that callers see.</summary>
    /// <param name="exception">What SQLite said.</param>
    /// <param name="path">The database file.</param>
    /// <param name="patience">How long a lock was waited for.</param>
    public static Exception Of(Exception exception, string path, TimeSpan patience) =>
        exception is SqliteException sqlite ? new TaskStoreException(FaultOf(sqlite), Sentence(sqlite, path, patience), sqlite) : exception;

    /// <summary>A lock that was not given up in time.</summary>
    public static TaskStoreException Busy(string path, TimeSpan patience, Exception? cause) =>
        new(
            TaskStoreFault.Unavailable,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The database file '{path}' is busy: another connection has held its write lock for {patience.TotalSeconds} s. If that is your own code, which enqueues while it holds a transaction on this file, pass your transaction with In(transaction); else keep write transactions short, or raise {nameof(SqliteBackendOptions.BusyTimeout)}."
            ),
            cause
        );

    private static TaskStoreFault FaultOf(SqliteException exception) =>
        exception.SqliteErrorCode switch
        {
            _ when IsRefusal(exception) => TaskStoreFault.Refused,
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_IOERR or raw.SQLITE_NOMEM or raw.SQLITE_INTERRUPT or raw.SQLITE_PROTOCOL =>
                TaskStoreFault.Unavailable,
            _ => TaskStoreFault.Unusable,
        };

    private static string Sentence(SqliteException exception, string path, TimeSpan patience) =>
        exception.SqliteErrorCode switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => Busy(path, patience, null).Message,
            raw.SQLITE_FULL => $"There is no room left for '{path}': free space on its disk. Nothing of this step was stored.",
            raw.SQLITE_READONLY =>
                $"The database '{path}' is read-only: give this process write permission on the file, on its -wal and -shm files and on its directory.",
            raw.SQLITE_CORRUPT =>
                $"The database file '{path}' is corrupt: stop its users, keep a copy, and restore a backup or recover it with 'sqlite3 {System.IO.Path.GetFileName(path)} .recover'.",
            raw.SQLITE_NOTADB => $"The file '{path}' is no SQLite database: name another file, or move this one away.",
            raw.SQLITE_CANTOPEN =>
                $"The database file '{path}' cannot be opened: its directory must exist, and this process must be allowed to read and write there.",
            raw.SQLITE_PERM or raw.SQLITE_AUTH =>
                $"Access to the database file '{path}' was denied: give this process read and write permission.",
            raw.SQLITE_IOERR => $"Reading or writing '{path}' failed: look after its disk. Nothing of this step was stored.",
            raw.SQLITE_NOMEM => $"There is no memory left for the database '{path}'. Nothing of this step was stored.",
            _ when IsRefusal(exception) =>
                $"The database '{path}' cannot hold these data ({Plain(exception)}). Nothing of this step was stored.",
            _ =>
                $"The database '{path}' cannot do what the store needs ({Plain(exception)}): compare its tables with what the schema command prints.",
        };

    // The words of SQLite itself: names of tables and columns, never their content.
    private static string Plain(SqliteException exception) =>
        string.Create(CultureInfo.InvariantCulture, $"SQLite error {exception.SqliteErrorCode}: {exception.Message}");
}
