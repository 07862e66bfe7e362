using System.Globalization;
using Tasks.Storage.Sqlite.Connecting;

namespace Tasks.Storage.Sqlite.Schema;

/// <summary>
/// What releases have added to the tables of the first: columns that older programs do not name and that have a value where they do not.
/// Tables and indexes that were added are made with all the others.
/// </summary>
internal static class Additions
{
    /// <summary>Every column ever added, as the statement that adds it.</summary>
    public static IEnumerable<string> Columns(TableNames names) => All(names).Select(Sql);

    /// <summary>The statements that add what tables of an earlier release lack.</summary>
    public static List<string> Missing(StatementSet statements, TableNames names) =>
        [.. All(names).Where(column => !Has(statements, column.Table, column.Name)).Select(Sql)];

    /// <summary>Says that nothing is missing any more.</summary>
    public static string SetRevision(TableNames names)
    {
        var revision = SqliteSchema.Revision.ToString(CultureInfo.InvariantCulture);
        return $"UPDATE main.{names.Schema} SET revision = {revision} WHERE revision < {revision}";
    }

    /// <summary>How much of it the tables have.</summary>
    public static long RevisionOf(StatementSet statements, TableNames names)
    {
        if (!Has(statements, names.Schema, "revision"))
        {
            return 0;
        }

        using var query = statements.Prepare($"SELECT revision FROM main.{names.Schema}");
        return query.Step() ? query.Long(0) : 0;
    }

    private static IEnumerable<(string Table, string Name, string Type)> All(TableNames names) =>
        [
            (names.Schema, "revision", "INTEGER NOT NULL DEFAULT 0"),
            (names.Tasks, "trace", "TEXT"),
            (names.Sessions, "opened_at", "INTEGER NOT NULL DEFAULT 0"),
            (names.Sessions, "beaten_at", "INTEGER NOT NULL DEFAULT 0"),
            (names.Sessions, "profile", "TEXT"),
            (names.Sessions, "running", "INTEGER NOT NULL DEFAULT 0"),
            (names.Sessions, "stuck", "TEXT"),
            (names.Sessions, "heeded", "INTEGER NOT NULL DEFAULT 0"),
        ];

    private static string Sql((string Table, string Name, string Type) column) =>
        $"ALTER TABLE main.{column.Table} ADD COLUMN {column.Name} {column.Type}";

    private static bool Has(StatementSet statements, string table, string column)
    {
        using var query = statements.Prepare("SELECT 1 FROM pragma_table_info(?1, 'main') WHERE name = ?2");
        query.Bind(1, table.Trim('"'));
        query.Bind(2, column);
        return query.Step();
    }
}
