namespace Tasks;

/// <summary>
/// What the PostgreSQL backend can be told. Without a <see cref="TaskBackendOptions.ConnectionString"/> it takes the <c>NpgsqlDataSource</c>
/// that the services offer.
/// </summary>
public sealed class PostgreSqlBackendOptions : TaskBackendOptions
{
    /// <summary>The schema the tables are in, made if it is missing: <c>public</c> unless set.</summary>
    public string Schema { get; set; } = "public";

    /// <summary>
    /// Whether to keep to one server connection where that helps: one that listens, so that tasks of other processes are begun at once and
    /// not at the next poll, and statements that are prepared. Turn it off behind a proxy that pools transactions: true unless set.
    /// </summary>
    public bool Listen { get; set; } = true;

    /// <summary>The most connections for ordinary calls: 8 unless set. One for beats and one for listening come on top.</summary>
    public int MaxConnections { get; set; } = 8;

    /// <summary>How long a single statement may take, waiting for locks included: 10 seconds unless set.</summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
