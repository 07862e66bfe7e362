namespace Tasks.Storage.Sqlite.Schema;

/// <summary>The names of one alias's tables and indexes: the only text that ever reaches SQL other than as a parameter.</summary>
internal sealed class TableNames
{
    public const string Rule =
        "must be 1 to 40 letters, digits and underscores, begin with a letter or underscore, and not begin with 'sqlite_'.";

    private const int LongestPrefix = 40;

    public TableNames(string prefix)
    {
        if (!IsPossible(prefix))
        {
            throw new InvalidTaskBackendException($"Prefix: {Rule}");
        }

        Prefix = prefix;
    }

    public string Prefix { get; }

    /// <summary>One row a task.</summary>
    public string Tasks => $"\"{Prefix}tasks\"";

    /// <summary>Arguments too large to be carried along in the task's row.</summary>
    public string Arguments => $"\"{Prefix}arguments\"";

    /// <summary>One row a session.</summary>
    public string Sessions => $"\"{Prefix}sessions\"";

    /// <summary>One row a queue that is paused, or once was.</summary>
    public string Pauses => $"\"{Prefix}pauses\"";

    /// <summary>One row: the version.</summary>
    public string Schema => $"\"{Prefix}schema\"";

    /// <summary>The index of what waits, in the order of claiming.</summary>
    public string Ready => $"\"{Prefix}ready\"";

    /// <summary>The index of what runs, by session.</summary>
    public string Held => $"\"{Prefix}held\"";

    /// <summary>The index of what runs and was asked to end, by session.</summary>
    public string Cancels => $"\"{Prefix}cancels\"";

    /// <summary>The index of what failed or was cancelled, by state.</summary>
    public string Unsuccessful => $"\"{Prefix}unsuccessful\"";

    public static bool IsPossible(string prefix) =>
        prefix.Length is > 0 and <= LongestPrefix
        && !char.IsAsciiDigit(prefix[0])
        && prefix.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')
        && !prefix.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase);
}
