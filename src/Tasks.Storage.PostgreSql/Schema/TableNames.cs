using System.Globalization;

namespace Tasks.Storage.PostgreSql.Schema;

/// <summary>The names of one alias's tables and indexes: the only text that ever reaches SQL other than as a parameter.</summary>
internal sealed class TableNames
{
    public const string Rule =
        "must be 1 to 40 letters, digits and underscores, begin with a letter or underscore, and not begin with 'pg_'.";

    private const int Longest = 40;

    public TableNames(string schema, string prefix)
    {
        SchemaName = IsPossible(schema) ? schema : throw new InvalidTaskBackendException($"Schema: {Rule}");
        Prefix = IsPossible(prefix) ? prefix : throw new InvalidTaskBackendException($"Prefix: {Rule}");
    }

    public string SchemaName { get; }

    public string Prefix { get; }

    /// <summary>One row a task.</summary>
    public string Tasks => In(Prefix + "tasks");

    /// <summary>One row a session.</summary>
    public string Sessions => In(Prefix + "sessions");

    /// <summary>One row a queue that is paused, or once was.</summary>
    public string Pauses => In(Prefix + "pauses");

    /// <summary>One row: the version.</summary>
    public string Versions => In(Prefix + "schema");

    /// <summary>The index of what waits, in the order of claiming.</summary>
    public string Ready => $"\"{Prefix}ready\"";

    /// <summary>The index of what runs, by session.</summary>
    public string Held => $"\"{Prefix}held\"";

    /// <summary>The index of what runs and was asked to end, by session.</summary>
    public string Cancels => $"\"{Prefix}cancels\"";

    /// <summary>The index of what failed or was cancelled, by state.</summary>
    public string Unsuccessful => $"\"{Prefix}unsuccessful\"";

    /// <summary>
    /// Where those who wait for work listen. Channels belong to a database and have short names: a number stands for the schema.
    /// </summary>
    public string Channel => Prefix + Hash(SchemaName).ToString("x16", CultureInfo.InvariantCulture);

    public static bool IsPossible(string name) =>
        name.Length is > 0 and <= Longest
        && !char.IsAsciiDigit(name[0])
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')
        && !name.StartsWith("pg_", StringComparison.OrdinalIgnoreCase);

    // FNV: the same in every process and release.
    private static ulong Hash(string text) => text.Aggregate(14695981039346656037, (hash, character) => (hash ^ character) * 1099511628211);

    private string In(string name) => $"\"{SchemaName}\".\"{name}\"";
}
