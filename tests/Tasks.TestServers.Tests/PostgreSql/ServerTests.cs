using Npgsql;
using Tasks.TestServers.Network;
using Tasks.TestServers.PostgreSql;
using Tasks.TestServers.Processes;

namespace Tasks.TestServers.Tests.PostgreSql;

public sealed class ServerTests : IAsyncLifetime
{
    private PostgreSqlServer server = null!;

    public async ValueTask InitializeAsync() => server = await Requirement.MeetAsync(() => PostgreSqlServer.StartAsync());

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? default;

    [Fact(Timeout = 120_000)]
    public async Task It_is_as_durable_as_in_production_and_a_setting_can_be_given()
    {
        await using var other = await PostgreSqlServer.StartAsync(new Dictionary<string, string> { ["fsync"] = "off" });

        Assert.Equal("on on on", await server.ExecuteAsync(Durability));
        Assert.Equal("off on on", await other.ExecuteAsync(Durability));
        Assert.NotEqual(server.Port, other.Port);
    }

    [Fact(Timeout = 120_000)]
    public async Task Databases_are_apart()
    {
        var (one, other) = (await server.CreateDatabaseAsync(), await server.CreateDatabaseAsync("Named \"oddly\""));
        await RunAsync(one, "CREATE TABLE t (n int)");
        await RunAsync(other, "CREATE TABLE t (n int)");

        Assert.Equal("Named \"oddly\"", await RunAsync(other, "SELECT current_database()"));
    }

    [Theory(Timeout = 120_000), InlineData(PostgreSqlStop.Fast), InlineData(PostgreSqlStop.Immediate)]
    public async Task What_was_committed_is_there_after_a_stop_and_a_start(PostgreSqlStop how)
    {
        await server.ExecuteAsync("CREATE TABLE t AS SELECT 42 AS n");

        await server.StopAsync(how);
        await Assert.ThrowsAsync<NpgsqlException>(() => server.ExecuteAsync("SELECT 1"));
        await server.StartAgainAsync();

        Assert.Equal(42, await server.ExecuteAsync("SELECT n FROM t"));
    }

    [Fact(Timeout = 120_000)]
    public async Task While_it_is_paused_none_of_its_processes_runs()
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        int[] processes = [server.ProcessId, .. ProcessTree.Descendants(server.ProcessId)];
        Assert.Contains(connection.ProcessID, processes);

        await server.PauseAsync();
        await Eventually.TrueAsync(() => processes.All(IsStopped), "the pause");
        await server.ResumeAsync();

        Assert.Equal(1, await server.ExecuteAsync("SELECT 1"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Chosen_connections_are_ended_and_the_others_stay()
    {
        await using var victim = new NpgsqlConnection(server.ConnectionString + ";Application Name=victim");
        await using var other = new NpgsqlConnection(server.ConnectionString + ";Application Name=other");
        await victim.OpenAsync(TestContext.Current.CancellationToken);
        await other.OpenAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, await server.EndBackendsAsync("application_name = 'victim'"));

        await Assert.ThrowsAsync<PostgresException>(() => SelectAsync(victim));
        Assert.Equal(1, await SelectAsync(other));
    }

    [Fact(Timeout = 120_000)]
    public async Task It_is_reached_through_a_proxy()
    {
        await using var proxy = TcpProxy.To(server.Port);
        var through = PostgreSqlServer.Through(proxy, server.ConnectionString) + ";Pooling=false";

        Assert.Equal(server.Port, await RunAsync(through, "SELECT inet_server_port()"));
        Assert.Equal(1, proxy.Accepted);
    }

    private const string Durability =
        "SELECT concat_ws(' ', current_setting('fsync'), current_setting('synchronous_commit'), current_setting('full_page_writes'))";

    private static async Task<object?> RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static async Task<object?> SelectAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT 1", connection);
        return await command.ExecuteScalarAsync();
    }

    private static bool IsStopped(int process) => File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1][0] == 'T';
}
