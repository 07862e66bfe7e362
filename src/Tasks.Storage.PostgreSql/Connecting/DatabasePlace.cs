using System.Globalization;
using Npgsql;

namespace Tasks.Storage.PostgreSql.Connecting;

/// <summary>Where a database is, and how to come by connections to it: by a connection string, or by a data source of the application's.</summary>
internal sealed class DatabasePlace : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;
    private readonly bool isOwn;

    private DatabasePlace(NpgsqlDataSource source, bool isOwn) => (this.source, this.isOwn) = (source, isOwn);

    /// <summary>What a person calls the place: server and database, no secrets.</summary>
    public string Name => NameOf(source.ConnectionString);

    /// <summary>What is wrong with a connection string and what to do; null if nothing is. Never quotes it: it may hold a password.</summary>
    public static string? MistakeIn(string? connectionString)
    {
        if (connectionString is null)
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(connectionString))
        {
            return "is empty: name the server, as in 'Host=localhost;Database=app;Username=app', or leave it out and offer an NpgsqlDataSource among the services.";
        }

        var given = Parse(connectionString);
        if (given is null)
        {
            return "cannot be read: it must look like 'Host=localhost;Database=app;Username=app;Password=…'.";
        }

        return string.IsNullOrWhiteSpace(given.Host) ? "names no server: add 'Host=localhost'." : null;
    }

    /// <summary>Server and database of a connection string; <c>services</c> for that of the application's data source.</summary>
    public static string NameOf(string? connectionString) =>
        connectionString is not null && Parse(connectionString) is { } given
            ? string.Create(CultureInfo.InvariantCulture, $"{given.Host}:{given.Port}/{given.Database ?? given.Username}")
            : "services";

    /// <exception cref="InvalidTaskBackendException">There is neither a usable connection string nor a data source.</exception>
    public static DatabasePlace Of(TaskBackendOptions options, IServiceProvider services)
    {
        var own = (PostgreSqlBackendOptions)options;
        if (MistakeIn(own.ConnectionString) is { } mistake)
        {
            throw new InvalidTaskBackendException($"{nameof(own.ConnectionString)}: {mistake}");
        }

        return own.ConnectionString is { } text ? Of(text, own) : new(Offered(services), isOwn: false);
    }

    /// <summary>A place of a connection string that has no mistake.</summary>
    public static DatabasePlace Of(string connectionString, PostgreSqlBackendOptions options)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString)
        {
            // The store keeps its connections, and leaves nothing behind on them that had to be reset.
            NoResetOnClose = true,
            MaxPoolSize = options.MaxConnections + ReservedConnections,
            MinPoolSize = 0,
            Enlist = false,
            TcpKeepAlive = true,
            CommandTimeout = (int)options.CommandTimeout.TotalSeconds,
        };
        parts.ApplicationName ??= "Tasks";
        return new(NpgsqlDataSource.Create(parts), isOwn: true);
    }

    /// <summary>A place of somebody else's data source.</summary>
    public static DatabasePlace Of(NpgsqlDataSource source) => new(source, isOwn: false);

    /// <summary>A connection, open.</summary>
    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        // Whoever enqueues inside a TransactionScope must not take the store's own connections into it.
        using var outside = new System.Transactions.TransactionScope(
            System.Transactions.TransactionScopeOption.Suppress,
            System.Transactions.TransactionScopeAsyncFlowOption.Enabled
        );
        return await source.OpenConnectionAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => isOwn ? source.DisposeAsync() : ValueTask.CompletedTask;

    // One for beats, one for listening, and one to spare.
    private const int ReservedConnections = 3;

    private static NpgsqlDataSource Offered(IServiceProvider services) =>
        services.GetService(typeof(NpgsqlDataSource)) as NpgsqlDataSource
        ?? throw new InvalidTaskBackendException(
            "ConnectionString: is missing, and the services offer no NpgsqlDataSource: give one of the two."
        );

    private static NpgsqlConnectionStringBuilder? Parse(string connectionString)
    {
        try
        {
            return new(connectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or KeyNotFoundException)
        {
            return null;
        }
    }
}
