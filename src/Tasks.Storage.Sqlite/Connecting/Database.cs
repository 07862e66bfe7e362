using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tasks.Storage.Sqlite.Connecting;

/// <summary>One open connection of the store's own, with the settings argued for here and its prepared statements.</summary>
internal sealed class Database : IDisposable
{
    // 16 MiB of pages: the hot ends of the table and its indexes stay in memory, however large the file has grown.
    private const string CachePages = "PRAGMA cache_size = -16384";

    // Every 16 MiB of log instead of every 4: a checkpoint writes each changed page once, and hot pages change again and again.
    private const string CheckpointPages = "PRAGMA wal_autocheckpoint = 4000";

    // A log that one long reader let grow is cut again.
    private const string LogSize = "PRAGMA journal_size_limit = 67108864";

    private readonly SqliteConnection connection;

    static Database() => Batteries_V2.Init();

    private Database(SqliteConnection connection)
    {
        this.connection = connection;
        Statements = new(connection.Handle!);
    }

    public StatementSet Statements { get; }

    /// <summary>Opens the connection that writes. It does not wait for locks: its owner does, where it can answer others meanwhile.</summary>
    public static Database OpenWriter(DatabasePlace place, SqliteBackendOptions options) =>
        Open(
            place,
            mayCreate: true,
            database =>
            {
                var statements = database.Statements;
                raw.sqlite3_busy_timeout(database.connection.Handle, 0);
                RequireUtf8(statements);
                RequireLog(statements);
                statements.Execute(
                    options.Durability == SqliteDurability.Full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL"
                );
                statements.Execute("PRAGMA temp_store = MEMORY");
                statements.Execute(CachePages);
                statements.Execute(CheckpointPages);
                statements.Execute(LogSize);
                if (options.WriterPragmas is { } pragmas)
                {
                    statements.Execute(pragmas);
                }
            }
        );

    /// <summary>Opens a connection that can only read.</summary>
    public static Database OpenReader(DatabasePlace place, SqliteBackendOptions options) =>
        Open(
            place,
            mayCreate: false,
            database =>
            {
                var milliseconds = (int)Math.Min(options.BusyTimeout.TotalMilliseconds, int.MaxValue);
                raw.sqlite3_busy_timeout(database.connection.Handle, milliseconds);
                database.Statements.Execute("PRAGMA query_only = 1");
            }
        );

    /// <summary>The file a connection's main database is in, as SQLite itself spells it.</summary>
    public static string FileOf(SqliteConnection connection) => raw.sqlite3_db_filename(connection.Handle, "main").utf8_to_string() ?? "";

    /// <summary>Moves what is in the log to the file, as far as no reader is in the way.</summary>
    public void Checkpoint() => raw.sqlite3_wal_checkpoint_v2(connection.Handle, null, raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);

    public void Dispose()
    {
        Statements.Dispose();
        connection.Dispose();
    }

    private static Database Open(DatabasePlace place, bool mayCreate, Action<Database> configure)
    {
        var opening = place.Connect(mayCreate);
        Database? database = null;
        try
        {
            opening.Open();
            database = new(opening);
            configure(database);
            return database;
        }
        catch (InvalidOperationException exception)
        {
            database?.Statements.Dispose();
            opening.Dispose();
            throw new TaskStoreException(
                TaskStoreFault.Unusable,
                $"The database cannot be opened in the way its connection string asks for: {exception.Message}",
                exception
            );
        }
        catch
        {
            database?.Statements.Dispose();
            opening.Dispose();
            throw;
        }
    }

    private static void RequireUtf8(StatementSet statements)
    {
        var encoding = statements.ScalarText("PRAGMA encoding");
        if (encoding != "UTF-8")
        {
            throw new TaskStoreException(
                TaskStoreFault.Unusable,
                $"The database keeps text as {encoding}; arguments are kept byte for byte as UTF-8: use a database of its own for the tasks."
            );
        }
    }

    private static void RequireLog(StatementSet statements)
    {
        // Asked first, because changing it needs the file for oneself.
        if (statements.ScalarText("PRAGMA journal_mode") == "wal")
        {
            return;
        }

        var mode = statements.ScalarText("PRAGMA journal_mode = WAL");
        if (mode != "wal")
        {
            throw new TaskStoreException(
                TaskStoreFault.Unusable,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The database cannot keep a write-ahead log (its journal mode stays '{mode}'): put the file on a local disk."
                )
            );
        }
    }
}
