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
    public const int Revision = 1;

    /// <summary>
    /// The SQL that makes the tables of the given prefix. Running it again changes nothing. What completes the tables of an earlier release
    /// stands at its end, as comments.
    /// </summary>
    /// <param name="prefix">What the tables begin with, such as <c>tasks_</c>.</param>
    /// <exception cref="InvalidTaskBackendException">The prefix cannot begin a name.</exception>
    public static string Script(string prefix)
    {
        var names = new TableNames(prefix);
        var upgrade = string.Join('\n', Additions.Columns(names).Append(Additions.SetRevision(names)).Select(sql => $"-- {sql};"));
        return string.Join(";\n\n", Tables.Statements(names))
            + ";\n\n-- Only for tables that an earlier release has made, once:\n"
            + upgrade
            + "\n";
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
        using var table = statements.Prepare("SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND name = ?1 COLLATE NOCASE");
        table.Bind(1, names.Prefix + "schema");
        if (!table.Step())
        {
            return SchemaState.Missing;
        }

        using var version = statements.Prepare(VersionQuery(names));
        RequireKnown(version);
        return Additions.RevisionOf(statements, names) < Revision ? SchemaState.Incomplete : SchemaState.Current;
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

    private static TaskStoreException TooNew(long found) =>
        new(
            TaskStoreFault.SchemaTooNew,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The tables have schema version {found}; this program knows versions up to {Version}. Nothing was read or changed: update the program."
            )
        );
}
