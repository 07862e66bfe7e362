using System.Data.Common;
using Npgsql;
using Tasks.Runtime.Stores;
using Tasks.Storage.Contract;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.TestServers;
using Tasks.TestServers.PostgreSql;

namespace Tasks.Storage.PostgreSql.Tests;

/// <summary>A schema of its own in a database that the tests of this process share, dropped at the end.</summary>
public class PostgreSqlPlace : StorePlace, ITransactionalPlace
{
    private static readonly Lazy<Task<NpgsqlDataSource>> Shared = new(ConnectAsync);

    private bool isUsed;

    public override bool IsDurable => true;

    /// <summary>Whether stores keep to their server connections: false is how they are behind a proxy that pools transactions.</summary>
    public virtual bool Listen => true;

    public string Schema { get; } = $"place_{Guid.NewGuid():N}"[..30];

    public override async Task<ITaskStore> OpenStoreAsync() => await OpenAsync();

    async Task<DbConnection> ITransactionalPlace.ConnectAsync() => await (await StoreSourceAsync()).OpenConnectionAsync();

    /// <summary>The connections of all places: opening one anew for each would take longer than the tests themselves.</summary>
    public static Task<NpgsqlDataSource> SourceAsync() => Requirement.MeetAsync(() => Shared.Value);

    /// <summary>A connection string to the same database, for stores that make their own connections.</summary>
    public static async Task<string> ConnectionStringAsync() => await (await ServerAsync()).CreateDatabaseAsync();

    public static Task<PostgreSqlServer> ServerAsync() => Requirement.MeetAsync(PostgreSqlServer.SharedAsync);

    /// <summary>The connections of this place's stores.</summary>
    protected virtual Task<NpgsqlDataSource> StoreSourceAsync() => SourceAsync();

    internal PostgreSqlBackendOptions Options(string prefix = "tasks_") =>
        new()
        {
            Schema = Schema,
            Prefix = prefix,
            Listen = Listen,
        };

    /// <summary>A store as the backend kind makes it, or with options of the test's own.</summary>
    internal async Task<PostgreSqlStore> OpenAsync(PostgreSqlBackendOptions? options = null)
    {
        var source = await StoreSourceAsync();
        isUsed = true;
        return new(options ?? Options(), DatabasePlace.Of(source));
    }

    public override async ValueTask DisposeAsync()
    {
        if (isUsed)
        {
            var source = await SourceAsync();
            await using var command = source.CreateCommand($"DROP SCHEMA IF EXISTS \"{Schema}\" CASCADE");
            await command.ExecuteNonQueryAsync();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static async Task<NpgsqlDataSource> ConnectAsync()
    {
        var server = await PostgreSqlServer.SharedAsync();
        var parts = new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync()) { MaxPoolSize = 200 };
        return NpgsqlDataSource.Create(parts);
    }
}
