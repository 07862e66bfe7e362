using System.Globalization;
using Tasks.Storage.Sqlite.Connecting;

namespace Tasks.Storage.Sqlite.Schema;

/// <summary>
/// The tables of one alias, and their version. The store makes them by itself on first use; whoever rather applies SQL by hand prints it
/// with <see cref="Script"/>.
/// </summary>
/// <remarks>
/// The version is raised only by changes that a program of the release before cannot live with: it is then refused. What is merely
/// added leaves it as it is, so that two releases run side by side.
/// </remarks>
public static class SqliteSchema
{
    /// <summary>The version this program makes, and the newest it works with.</summary>
    public const int Version = 1;

    /// <summary>The SQL that makes the tables of the given prefix. Running it again changes nothing.</summary>
    /// <param name="prefix">What the tables begin with, such as <c>tasks_</c>.</param>
    /// <exception cref="InvalidTaskBackendException">The prefix cannot begin a name.</exception>
    public static string Script(string prefix) => string.Join(";\n\n", Statements(new TableNames(prefix))) + ";\n";

    /// <summary>Makes the tables where they are missing, inside the caller's transaction. Refuses tables of a newer program.</summary>
    internal static void Prepare(StatementSet statements, TableNames names)
    {
        if (IsCurrent(statements, names))
        {
            return;
        }

        foreach (var sql in Statements(names))
        {
            statements.Execute(sql);
        }
    }

    /// <summary>Whether the tables are there and of this version; refuses those of a newer program.</summary>
    internal static bool IsCurrent(StatementSet statements, TableNames names)
    {
        using var table = statements.Prepare("SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND name = ?1 COLLATE NOCASE");
        table.Bind(1, names.Prefix + "schema");
        if (!table.Step())
        {
            return false;
        }

        using var version = statements.Prepare(VersionQuery(names));
        return IsCurrent(version);
    }

    /// <summary>Reads the version with a prepared <see cref="VersionQuery"/>; refuses a newer one.</summary>
    internal static bool IsCurrent(Statement query)
    {
        var found = query.Step() ? query.Long(0) : 0;
        query.Reset();
        return found <= Version ? found == Version : throw TooNew(found);
    }

    internal static string VersionQuery(TableNames names) => $"SELECT version FROM main.{names.Schema}";

    private static TaskStoreException TooNew(long found) =>
        new(
            TaskStoreFault.SchemaTooNew,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The tables have schema version {found}; this program knows versions up to {Version}. Nothing was read or changed: update the program."
            )
        );

    private static IReadOnlyList<string> Statements(TableNames names) =>
        [
            $"""
                CREATE TABLE IF NOT EXISTS main.{names.Schema} (
                    version INTEGER NOT NULL
                )
                """,
            $"""
                CREATE TABLE IF NOT EXISTS main.{names.Tasks} (
                    key INTEGER PRIMARY KEY,
                    id TEXT NOT NULL UNIQUE,
                    name TEXT NOT NULL,
                    queue TEXT NOT NULL,
                    priority INTEGER NOT NULL,
                    policy TEXT, -- retries, as JSON; NULL: the defaults
                    time_limit INTEGER, -- of one attempt, in units of 100 ns
                    enqueued_at INTEGER NOT NULL, -- this and every other moment: microseconds since 1970, UTC
                    run_after INTEGER,
                    due_at INTEGER NOT NULL,
                    lease INTEGER NOT NULL DEFAULT 0,
                    state INTEGER NOT NULL DEFAULT 0, -- 0 ready, 1 running, 2 successful, 3 failed, 4 cancelled
                    wait_reason INTEGER NOT NULL DEFAULT 0,
                    attempts INTEGER NOT NULL DEFAULT 0,
                    failures INTEGER NOT NULL DEFAULT 0,
                    crashes INTEGER NOT NULL DEFAULT 0,
                    started_at INTEGER,
                    last_attempted_at INTEGER,
                    finished_at INTEGER,
                    session INTEGER, -- the key of the session that runs it
                    is_started INTEGER NOT NULL DEFAULT 0,
                    cancel_requested INTEGER NOT NULL DEFAULT 0,
                    workers TEXT, -- worker:boot of the latest attempts, one a line
                    errors TEXT, -- the latest errors, as JSON
                    metadata TEXT, -- NULL: the object without members
                    result TEXT, -- NULL: null
                    argument_bytes INTEGER NOT NULL,
                    arguments TEXT -- NULL: too large for the row, see the table beside
                )
                """,
            $"""
                CREATE TABLE IF NOT EXISTS main.{names.Arguments} (
                    task INTEGER PRIMARY KEY,
                    value TEXT NOT NULL
                )
                """,
            $"""
                CREATE TABLE IF NOT EXISTS main.{names.Sessions} (
                    key INTEGER PRIMARY KEY AUTOINCREMENT,
                    id TEXT NOT NULL UNIQUE,
                    ends_at INTEGER NOT NULL,
                    turn INTEGER NOT NULL,
                    is_lost INTEGER NOT NULL,
                    serves TEXT NOT NULL -- queues: a,b or * or *,but,these
                )
                """,
            $"CREATE INDEX IF NOT EXISTS main.{names.Ready} ON {names.Tasks} (queue, priority DESC, due_at, id) WHERE state = 0",
            $"CREATE INDEX IF NOT EXISTS main.{names.Held} ON {names.Tasks} (session) WHERE state = 1",
            $"CREATE INDEX IF NOT EXISTS main.{names.Cancels} ON {names.Tasks} (session) WHERE cancel_requested = 1",
            $"INSERT INTO main.{names.Schema} (version) SELECT {Version.ToString(CultureInfo.InvariantCulture)} WHERE NOT EXISTS (SELECT 1 FROM main.{names.Schema})",
        ];
}
