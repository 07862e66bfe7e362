using System.Globalization;
using Npgsql;
using Tasks.Storage.PostgreSql.Schema;

namespace Tasks.Storage.PostgreSql.Connecting;

/// <summary>One open connection of the store's own, for one caller at a time.</summary>
/// <remarks>
/// The settings are those that keep a prepared statement on its indexes, however small the tables were when it was first planned: a plan is
/// made once and kept, and what is cheapest on an empty table is ruinous on a full one.
/// </remarks>
internal sealed class Lane : IAsyncDisposable
{
    private const int OldestServer = 12;

    public const string Settings = """
        SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_bitmapscan = off;
        SET jit = off; SET max_parallel_workers_per_gather = 0; SET default_transaction_isolation = 'read committed'
        """;

    private readonly NpgsqlConnection connection;
    private readonly PostgreSqlBackendOptions options;
    private readonly bool isPreparing;

    private Lane(NpgsqlConnection connection, PostgreSqlBackendOptions options, bool isPreparing) =>
        (this.connection, this.options, this.isPreparing) = (connection, options, isPreparing);

    /// <summary>Whether nothing has broken it.</summary>
    public bool IsUsable => connection.State == System.Data.ConnectionState.Open;

    /// <summary>The connection, for what only Npgsql itself can do.</summary>
    public NpgsqlConnection Connection => connection;

    private int Patience => (int)options.CommandTimeout.TotalSeconds;

    /// <summary>Opens a lane; refuses a server too old and tables too new.</summary>
    public static async Task<Lane> OpenAsync(
        DatabasePlace place,
        TableNames names,
        PostgreSqlBackendOptions options,
        CancellationToken cancellationToken
    )
    {
        var lane = new Lane(await place.OpenAsync(cancellationToken), options, options.Listen);
        try
        {
            lane.RequireServer();
            if (options.Listen)
            {
                var milliseconds = ((long)options.CommandTimeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
                await lane.RunAsync($"{Settings}; SET idle_in_transaction_session_timeout = {milliseconds}", cancellationToken);
            }

            await PostgreSqlSchema.FindVersionAsync(lane, names, cancellationToken);
            return lane;
        }
        catch
        {
            await lane.DisposeAsync();
            throw;
        }
    }

    /// <summary>A caller's own connection, inside the caller's own transaction: nothing of it is changed, and it is never closed.</summary>
    public static Lane Over(NpgsqlConnection connection, PostgreSqlBackendOptions options) => new(connection, options, isPreparing: false);

    /// <summary>Sends statements in one trip. Without a BEGIN among them they are one transaction.</summary>
    public async Task<NpgsqlDataReader> ReadAsync(IReadOnlyList<Query> queries, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection) { Timeout = Patience };
        foreach (var query in queries)
        {
            batch.BatchCommands.Add(query.ToCommand());
        }

        if (isPreparing)
        {
            // Costs a trip the first time only.
            await batch.PrepareAsync(cancellationToken);
        }

        return await batch.ExecuteReaderAsync(cancellationToken);
    }

    /// <summary>Sends statements in one trip, and waits for the end of all.</summary>
    public async Task ExecuteAsync(IReadOnlyList<Query> queries, CancellationToken cancellationToken)
    {
        await using var reader = await ReadAsync(queries, cancellationToken);
        while (await reader.NextResultAsync(cancellationToken))
        {
            // An error of a later statement shows only here.
        }
    }

    /// <summary>Runs statements that make what later ones among them name: they cannot be prepared beforehand.</summary>
    /// <param name="sql">The statements.</param>
    /// <param name="cancellationToken">Abandons them.</param>
    /// <param name="patience">How long they may take where that is longer than any other may.</param>
    public async Task RunAsync(string sql, CancellationToken cancellationToken, TimeSpan patience = default)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = Math.Max((int)patience.TotalSeconds, Patience) };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The first value of the first row.</summary>
    public async Task<T> ScalarAsync<T>(Query query, CancellationToken cancellationToken)
    {
        await using var reader = await ReadAsync([query], cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetFieldValue<T>(0);
    }

    /// <summary>Takes back whatever transaction is open.</summary>
    public Task RollBackAsync() => RunAsync("ROLLBACK", CancellationToken.None);

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private void RequireServer()
    {
        if (connection.PostgreSqlVersion.Major < OldestServer)
        {
            throw new TaskStoreException(
                TaskStoreFault.Unusable,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The server is PostgreSQL {connection.PostgreSqlVersion}: the store needs {OldestServer} or later."
                )
            );
        }

        if (connection.PostgresParameters.TryGetValue("server_encoding", out var encoding) && encoding != "UTF8")
        {
            throw new TaskStoreException(
                TaskStoreFault.Unusable,
                $"The database keeps text as {encoding}; arguments are kept as they are given: use a database whose encoding is UTF8."
            );
        }
    }
}
