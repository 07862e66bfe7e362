using System.Globalization;
using Tasks.Storage.PostgreSql.Connecting;

namespace Tasks.Storage.PostgreSql.Schema;

/// <summary>
/// The tables of one alias, and their version. The store makes and upgrades them by itself on first use; whoever rather applies SQL by hand
/// prints it with <see cref="Script"/>.
/// </summary>
/// <remarks>
/// Steps that a program of the release before cannot live with raise the version: it is then refused. What is merely added does not, so
/// that two releases run side by side.
/// </remarks>
public static class PostgreSqlSchema
{
    /// <summary>The version this program makes, and the newest it works with.</summary>
    public const int Version = 1;

    /// <summary>The SQL that makes the tables of the given prefix, or brings older ones up to date. Running it again changes nothing.</summary>
    /// <param name="schema">The schema they are in.</param>
    /// <param name="prefix">What the tables begin with, such as <c>tasks_</c>.</param>
    /// <exception cref="InvalidTaskBackendException">The schema or the prefix cannot begin a name.</exception>
    public static string Script(string schema, string prefix)
    {
        var names = new TableNames(schema, prefix);
        IEnumerable<string> statements =
        [
            "BEGIN",
            Lock(names),
            $"CREATE SCHEMA IF NOT EXISTS \"{names.SchemaName}\"",
            .. Steps(names, 0),
            "COMMIT",
        ];
        return string.Join(";\n\n", statements) + ";\n";
    }

    /// <summary>Makes the tables where they are missing, or upgrades them. Refuses tables of a newer program.</summary>
    internal static async Task PrepareAsync(Lane lane, TableNames names, CancellationToken cancellationToken)
    {
        if (await FindVersionAsync(lane, names, cancellationToken) == Version)
        {
            return;
        }

        // Whoever comes at the same time waits here, and finds the work done.
        await lane.RunAsync($"BEGIN ISOLATION LEVEL READ COMMITTED; {Lock(names)}", cancellationToken);
        if (!await IsThereAsync(lane, names, cancellationToken))
        {
            await lane.RunAsync($"CREATE SCHEMA IF NOT EXISTS \"{names.SchemaName}\"", cancellationToken);
        }

        var found = await FindVersionAsync(lane, names, cancellationToken);
        await lane.RunAsync(string.Join(";\n", [.. Steps(names, found), "COMMIT"]), cancellationToken);
    }

    /// <summary>The version of the tables; 0 where there are none.</summary>
    /// <exception cref="TaskStoreException">They are of a newer program.</exception>
    internal static async Task<int> FindVersionAsync(Lane lane, TableNames names, CancellationToken cancellationToken)
    {
        // A table that is missing cannot be named in a statement: looked up first.
        var isThere = new Query("SELECT to_regclass($1) IS NOT NULL").With(names.Versions);
        if (!await lane.ScalarAsync<bool>(isThere, cancellationToken))
        {
            return 0;
        }

        var found = await lane.ScalarAsync<int>(new($"SELECT coalesce(max(version), 0) FROM {names.Versions}"), cancellationToken);
        return RequireKnown(found);
    }

    /// <summary>The version of the tables, if this program knows it.</summary>
    /// <exception cref="TaskStoreException">They are of a newer program.</exception>
    internal static int RequireKnown(int found) => found <= Version ? found : throw TooNew(found);

    private static Task<bool> IsThereAsync(Lane lane, TableNames names, CancellationToken cancellationToken) =>
        lane.ScalarAsync<bool>(
            new Query("SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1)").With(names.SchemaName),
            cancellationToken
        );

    private static IEnumerable<string> Steps(TableNames names, int found) =>
        [
            $"CREATE TABLE IF NOT EXISTS {names.Versions} (version integer NOT NULL)",
            .. Migration.All(names).Where(step => step.Version > found).SelectMany(step => step.Statements),
            $"DELETE FROM {names.Versions} WHERE version < {Number(Version)}",
            $"INSERT INTO {names.Versions} (version) SELECT {Number(Version)} WHERE NOT EXISTS (SELECT FROM {names.Versions})",
        ];

    private static string Lock(TableNames names) => $"SELECT pg_advisory_xact_lock(hashtext('{names.SchemaName}.{names.Prefix}schema'))";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static TaskStoreException TooNew(int found) =>
        new(
            TaskStoreFault.SchemaTooNew,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The tables have schema version {found}; this program knows versions up to {Version}. Nothing was read or changed: update the program."
            )
        );
}
