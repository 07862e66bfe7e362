using Npgsql;
using Tasks.TestServers;
using Tasks.TestServers.PostgreSql;

namespace Tasks.EndToEnd.Tests;

/// <summary>A database, of a server of its own unless told otherwise, that writes down every outcome it records.</summary>
internal sealed class StoreDatabase : StoreUnderTest
{
    private const string WriteDown = """
        CREATE TABLE outcomes (id text NOT NULL, state smallint NOT NULL);
        CREATE FUNCTION write_down() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN INSERT INTO outcomes VALUES (NEW.id, NEW.state); RETURN NULL; END';
        CREATE TRIGGER outcomes AFTER UPDATE ON tasks_tasks FOR EACH ROW
            WHEN (NEW.state > 1 AND (OLD.state <> NEW.state OR OLD.finished_at <> NEW.finished_at)) EXECUTE FUNCTION write_down();
        """;

    private readonly string connectionString;
    private readonly bool ownsServer;

    private StoreDatabase(PostgreSqlServer server, string connectionString, bool ownsServer, int leaseSeconds)
        : base(connectionString, tasks => tasks.AddPostgreSql(connectionString)) =>
        (Server, this.connectionString, this.ownsServer, LeaseTime) = (
            server,
            connectionString,
            ownsServer,
            TimeSpan.FromSeconds(leaseSeconds)
        );

    public PostgreSqlServer Server { get; }

    public override TimeSpan LeaseTime { get; }

    public static async Task<StoreDatabase> CreateAsync()
    {
        var server = await Requirement.MeetAsync(() => PostgreSqlServer.StartAsync());
        // Twice this is the time within which everything is to be done after a fault: long enough for a busy machine.
        return await CreateAsync(server, ownsServer: true, leaseSeconds: 20);
    }

    /// <summary>A database of a server that others use too, for workers that are soon missed.</summary>
    public static Task<StoreDatabase> CreateAsync(PostgreSqlServer server) => CreateAsync(server, ownsServer: false, leaseSeconds: 2);

    private static async Task<StoreDatabase> CreateAsync(PostgreSqlServer server, bool ownsServer, int leaseSeconds)
    {
        var store = new StoreDatabase(server, await server.CreateDatabaseAsync(), ownsServer, leaseSeconds);
        await store.CountAsync();
        await store.ScalarAsync(WriteDown);
        return store;
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (ownsServer)
        {
            await Server.DisposeAsync();
        }
    }
}
