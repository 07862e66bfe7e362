using Npgsql;
using Tasks.TestServers.PgBouncer;
using Tasks.TestServers.PostgreSql;

namespace Tasks.TestServers.Tests.PgBouncer;

public sealed class PgBouncerTests
{
    [Fact(Timeout = 120_000)]
    public async Task Two_clients_share_one_server_connection_a_transaction_each_and_come_back_after_a_restart()
    {
        var server = await Requirement.MeetAsync(PostgreSqlServer.SharedAsync);
        await using var bouncer = await Requirement.MeetAsync(() => PgBouncerServer.StartAsync(server, poolSize: 1));
        var (port, text) = (bouncer.Port, bouncer.Through(server.ConnectionString) + ";Pooling=false;No Reset On Close=true");
        await using var one = await OpenAsync(text);
        await using var other = await OpenAsync(text);

        Assert.Equal(await BackendAsync(one), await BackendAsync(other));
        await bouncer.RestartAsync();

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => BackendAsync(one));
        await using var again = await OpenAsync(text);
        Assert.NotEqual(0, await BackendAsync(again));
        Assert.Equal(port, bouncer.Port);
    }

    private static async Task<NpgsqlConnection> OpenAsync(string text)
    {
        var connection = new NpgsqlConnection(text);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    private static async Task<int> BackendAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        return (int)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
