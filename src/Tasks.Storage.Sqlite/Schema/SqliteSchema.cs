using System.Globalization;
using Tasks.Storage.Sqlite.Connecting;

namespace Tasks.Storage.Sqlite.Schema;

/// <summary>
/// The tables of one alias, and which ones they are. The store makes and completes them by itself on first use; whoever rather applies SQL by
/// hand prints it with <see cref="Script"/>.
/// </summary>
/// <remarks>
/// The version is raised only by changes that a program of the release before cannot live with: it then refuses the tables. What is merely
/// added raises the revision, which older programs do not look at: so two releases run side by side.
/// </remarks>
public static class SqliteSchema
{
    /// <summary>The version this program makes, and the newest it works with.</summary>
    public const int Version = 1;

    /// <summary>The revision this program makes, and the oldest it works with before it has completed the tables.</summary>
    public const int Revision = 2;

    /// <summary>
    /// The SQL that makes the tables of the given prefix, or what is missing of them. Running it again changes nothing. What tables of the
    /// first release need before it stands at its beginning, as comments: SQLite cannot add a column only where it is missing.
    /// </summary>
    /// <param name="prefix">What the tables begin with, such as <c>tasks_</c>.</param>
    /// <exception cref="InvalidTaskBackendException">The prefix cannot begin a name.</exception>
    public static string Script(string prefix)
    {
        var names = new TableNames(prefix);
        var columns = string.Concat(Additions.Columns(names).Select(sql => $"-- {sql};\n"));
        return $"""
            -- Only for tables that the first release has made, whose table {names.Schema} has no column revision:
            -- run these first, once, then the rest.
            {columns}
            {string.Join(";\n\n", Tables.Statements(names).Append(Additions.SetRevision(names)))};

            """;
    }

    /// <summary>Makes the tables where they are missing, or completes them, in a transaction of its own. Refuses tables of a newer program.</summary>
    internal static void Make(StatementSet statements, TableNames names)
    {
        // Looked at first without a lock: mostly there is nothing to do.
        if (StateOf(statements, names) == SchemaState.Current)
        {
            return;
        }

        statements.Execute("BEGIN IMMEDIATE");
        try
        {
            Prepare(statements, names);
            statements.Execute("COMMIT");
        }
        catch
        {
            if (statements.IsInTransaction)
            {
                statements.Execute("ROLLBACK");
            }

            throw;
        }
    }

    /// <summary>Makes the tables where they are missing, or completes them, inside the caller's transaction. Refuses tables of a newer program.</summary>
    internal static void Prepare(StatementSet statements, TableNames names)
    {
        var state = StateOf(statements, names);
        if (state == SchemaState.Current)
        {
            return;
        }

        IEnumerable<string> steps = state == SchemaState.Missing ? [] : Additions.Missing(statements, names);
        foreach (var sql in steps.Concat(Tables.Statements(names)).Append(Additions.SetRevision(names)))
        {
            statements.Execute(sql);
        }
    }

    /// <summary>What there is of the tables; refuses those of a newer program.</summary>
    internal static SchemaState StateOf(StatementSet statements, TableNames names)
    {
        var (isThere, hasPauses) = Find(statements, names);
        if (!isThere)
        {
            return SchemaState.Missing;
        }

        using var version = statements.Prepare(VersionQuery(names));
        RequireKnown(version);
        // Earlier scripts for use by hand could set the revision without making the pauses.
        return hasPauses && Additions.RevisionOf(statements, names) >= Revision ? SchemaState.Current : SchemaState.Incomplete;
    }

    /// <summary>Reads the version with a prepared <see cref="VersionQuery"/>; refuses a newer one.</summary>
    internal static void RequireKnown(Statement query)
    {
        var found = query.Step() ? query.Long(0) : 0;
        query.Reset();
        if (found > Version)
        {
            throw TooNew(found);
        }
    }

    internal static string VersionQuery(TableNames names) => $"SELECT version FROM main.{names.Schema}";

    private static (bool Schema, bool Pauses) Find(StatementSet statements, TableNames names)
    {
        using var query = statements.Prepare(
            """
            SELECT ifnull(max(name = ?1 COLLATE NOCASE), 0), ifnull(max(name = ?2 COLLATE NOCASE), 0)
            FROM main.sqlite_master WHERE type = 'table'
            """
        );
        query.Bind(1, names.Prefix + "schema");
        query.Bind(2, names.Prefix + "pauses");
        query.Step();
        return (query.Long(0) != 0, query.Long(1) != 0);
    }

    private static TaskStoreException TooNew(long found) =>
        new(
            TaskStoreFault.SchemaTooNew,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The tables have schema version {found}; this program knows versions up to {Version}. Nothing was read or changed: update the program."
            )
        );
}
