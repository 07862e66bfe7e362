using System.Globalization;
using Tasks.Storage.PostgreSql.Connecting;

namespace Tasks.Storage.PostgreSql.Schema;

/// <summary>
/// The tables of one alias, and their version. The store makes and upgrades them by itself on first use; whoever rather applies SQL by hand
/// prints it with <see cref="Script"/>.
/// </summary>
/// <remarks>
/// Steps that a program of the release before cannot live with raise the version: it is then refused. What is merely added raises the
/// revision, which older programs do not look at: so two releases run side by side.
/// </remarks>
public static class PostgreSqlSchema
{
    /// <summary>The version this program makes, and the newest it works with.</summary>
    public const int Version = 1;

    /// <summary>The revision this program makes, and the oldest it works with before it has completed the tables.</summary>
    public const int Revision = 2;

    // Steps read whole tables: an index of many million rows takes longer than any statement of a verb may.
    private static readonly TimeSpan StepsPatience = TimeSpan.FromMinutes(10);

    // Who waits for a lock on a table makes everybody wait who comes after: rather try again later.
    private const string LockPatience = "SET LOCAL lock_timeout = '2s'";

    /// <summary>The SQL that makes the tables of the given prefix, or brings older ones up to date. Running it again changes nothing.</summary>
    /// <param name="schema">The schema they are in.</param>
    /// <param name="prefix">What the tables begin with, such as <c>tasks_</c>.</param>
    /// <exception cref="InvalidTaskBackendException">The schema or the prefix cannot begin a name.</exception>
    public static string Script(string schema, string prefix)
    {
        var names = new TableNames(schema, prefix);
        IEnumerable<string> statements =
        [
            $"CREATE SCHEMA IF NOT EXISTS \"{names.SchemaName}\"",
            .. Migration.All(names).SelectMany(step => (string[])["BEGIN", Lock(names), .. step.Whole(names), "COMMIT"]),
        ];
        return $"""
            -- Each step is a transaction of its own, so that no step keeps its locks while a later one reads a whole table.
            -- Stop at the first error, and run it again from the top: what is there already stays as it is.

            {string.Join(";\n\n", statements)};

            """;
    }

    /// <summary>Makes the tables where they are missing, or upgrades them. Refuses tables of a newer program.</summary>
    internal static async Task PrepareAsync(Lane lane, TableNames names, CancellationToken cancellationToken)
    {
        while (!IsCurrent(await FindVersionAsync(lane, names, cancellationToken)))
        {
            await TakeStepAsync(lane, names, cancellationToken);
        }
    }

    /// <summary>The version and the revision of the tables; zeros where there are none.</summary>
    /// <exception cref="TaskStoreException">They are of a newer program.</exception>
    internal static async Task<(int Version, int Revision)> FindVersionAsync(
        Lane lane,
        TableNames names,
        CancellationToken cancellationToken
    )
    {
        // A table that is missing cannot be named in a statement: looked up first.
        var isThere = new Query("SELECT to_regclass($1) IS NOT NULL").With(names.Versions);
        if (!await lane.ScalarAsync<bool>(isThere, cancellationToken))
        {
            return default;
        }

        // The first release had no revision: as JSON, a column may be missing.
        await using var reader = await lane.ReadAsync(
            [
                new(
                    $"SELECT v.version, coalesce((to_jsonb(v) ->> 'revision')::int, 0) FROM {names.Versions} v ORDER BY v.version DESC LIMIT 1"
                ),
            ],
            cancellationToken
        );
        return await reader.ReadAsync(cancellationToken) ? (RequireKnown(reader.GetInt32(0)), reader.GetInt32(1)) : default;
    }

    /// <summary>The version of the tables, if this program knows it.</summary>
    /// <exception cref="TaskStoreException">They are of a newer program.</exception>
    internal static int RequireKnown(int found) => found <= Version ? found : throw TooNew(found);

    private static bool IsCurrent((int Version, int Revision) found) => found.Version == Version && found.Revision >= Revision;

    /// <summary>Takes the next step, if there still is one, in a transaction of its own: a lock it needs is not kept while a later step reads a whole table.</summary>
    private static async Task TakeStepAsync(Lane lane, TableNames names, CancellationToken cancellationToken)
    {
        // Whoever comes at the same time waits here, holding up nobody, and finds the work done.
        await lane.RunAsync($"BEGIN ISOLATION LEVEL READ COMMITTED; {Lock(names)}; {LockPatience}", cancellationToken, StepsPatience);
        if (!await IsThereAsync(lane, names, cancellationToken))
        {
            await lane.RunAsync($"CREATE SCHEMA IF NOT EXISTS \"{names.SchemaName}\"", cancellationToken);
        }

        var found = await FindVersionAsync(lane, names, cancellationToken);
        var next = Migration.All(names).FirstOrDefault(step => (step.Version, step.Revision).CompareTo(found) > 0);
        await lane.RunAsync(string.Join(";\n", [.. next?.Whole(names) ?? [], "COMMIT"]), cancellationToken, StepsPatience);
    }

    private static Task<bool> IsThereAsync(Lane lane, TableNames names, CancellationToken cancellationToken) =>
        lane.ScalarAsync<bool>(
            new Query("SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1)").With(names.SchemaName),
            cancellationToken
        );

    private static string Lock(TableNames names) => $"SELECT pg_advisory_xact_lock(hashtext('{names.SchemaName}.{names.Prefix}schema'))";

    private static TaskStoreException TooNew(int found) =>
        new(
            TaskStoreFault.SchemaTooNew,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The tables have schema version {found}; this program knows versions up to {Version}. Nothing was read or changed: update the program."
            )
        );
}
