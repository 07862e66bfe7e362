using Microsoft.Data.Sqlite;

namespace Tasks.Storage.Sqlite.Connecting;

/// <summary>Where a database is: the file's full path with every link followed, and how to open it.</summary>
internal sealed class DatabasePlace
{
    private const string DataDirectory = "|DataDirectory|";

    private readonly SqliteConnectionStringBuilder parts;

    private DatabasePlace(SqliteConnectionStringBuilder parts)
    {
        this.parts = parts;
        Path = Canonical(parts.DataSource);
    }

    public string Path { get; }

    /// <summary>What is wrong with a connection string and what to do; null if nothing is. Never quotes it: it may hold a password.</summary>
    public static string? MistakeIn(string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            return "is missing: name the file, as in 'Data Source=tasks.db'.";
        }

        var given = Parse(connectionString);
        if (given is null)
        {
            return "cannot be read: it must look like 'Data Source=tasks.db'.";
        }

        if (given.DataSource.Length == 0)
        {
            return "names no file: add 'Data Source=tasks.db'.";
        }

        if (IsInMemory(given))
        {
            return "means a database in memory, which ends with its connection: name a file, or use AddInMemory() for tests.";
        }

        if (given.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            return "names the file by a URI: give its plain path.";
        }

        return given.Mode == SqliteOpenMode.ReadOnly ? "says Mode=ReadOnly, and the store has to write: leave the mode out." : null;
    }

    /// <exception cref="InvalidTaskBackendException">The connection string is not usable; the message says why.</exception>
    public static DatabasePlace Of(string? connectionString) =>
        MistakeIn(connectionString) is { } mistake
            ? throw new InvalidTaskBackendException($"{nameof(TaskBackendOptions.ConnectionString)}: {mistake}")
            : new(Parse(connectionString!)!);

    /// <summary>A connection for one owner: pooled or shared ones would carry settings and locks from one to the next.</summary>
    public SqliteConnection Connect(bool mayCreate) =>
        new(
            new SqliteConnectionStringBuilder(parts.ConnectionString)
            {
                DataSource = Path,
                Mode =
                    mayCreate && parts.Mode == SqliteOpenMode.ReadWriteCreate ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
                Cache = SqliteCacheMode.Private,
                Pooling = false,
            }.ConnectionString
        );

    private static SqliteConnectionStringBuilder? Parse(string connectionString)
    {
        try
        {
            return new(connectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException)
        {
            return null;
        }
    }

    private static bool IsInMemory(SqliteConnectionStringBuilder given) =>
        given.Mode == SqliteOpenMode.Memory
        || given.DataSource.Contains(":memory:", StringComparison.OrdinalIgnoreCase)
        || given.DataSource.Contains("mode=memory", StringComparison.OrdinalIgnoreCase);

    // Two aliases, or two connections, on one file must be told to be on one file, whatever links lead there.
    private static string Canonical(string dataSource)
    {
        var full = System.IO.Path.GetFullPath(Expand(dataSource));
        var resolved = System.IO.Path.GetPathRoot(full)!;
        foreach (var name in full[resolved.Length..].Split(System.IO.Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = System.IO.Path.Combine(resolved, name);
            resolved = LinkTarget(next) ?? next;
        }

        return resolved;
    }

    private static string Expand(string dataSource)
    {
        var directory = AppDomain.CurrentDomain.GetData("DataDirectory") as string ?? "";
        return dataSource.StartsWith(DataDirectory, StringComparison.OrdinalIgnoreCase)
                ? System.IO.Path.Combine(directory, dataSource[DataDirectory.Length..].TrimStart('/', '\\'))
            : directory.Length > 0 ? System.IO.Path.Combine(directory, dataSource)
            : dataSource;
    }

    private static string? LinkTarget(string path)
    {
        try
        {
            // A directory or a file: ResolveLinkTarget follows either.
            return new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
