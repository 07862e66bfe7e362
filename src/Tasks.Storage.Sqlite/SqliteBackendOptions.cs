using Tasks.Storage.Sqlite.Reading;
using Tasks.Storage.Sqlite.Rows;

namespace Tasks;

/// <summary>What the SQLite backend can be told. <see cref="TaskBackendOptions.ConnectionString"/> is needed: <c>Data Source=tasks.db</c>.</summary>
public sealed class SqliteBackendOptions : TaskBackendOptions
{
    /// <summary>What a commit survives: <see cref="SqliteDurability.Full"/> unless set.</summary>
    public SqliteDurability Durability { get; set; } = SqliteDurability.Full;

    /// <summary>How long to wait for another connection's write lock before giving up: 5 seconds unless set.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Run on the writing connection once it is open; tests narrow it with this.</summary>
    internal string? WriterPragmas { get; set; }

    /// <summary>How many outcomes one statement records; tests make it so few that small batches have chunks too.</summary>
    internal int Chunk { get; set; } = FencedWriter.UsualChunk;

    /// <summary>How many ready tasks a list sorts instead of walking all ids; tests make it so few that small tables have more.</summary>
    internal long Few { get; set; } = FilterSql.UsualFew;
}
