using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Tasks.TestServers.Network;
using Tasks.TestServers.PostgreSql;
using Tasks.TestServers.Processes;

namespace Tasks.TestServers.PgBouncer;

/// <summary>
/// A PgBouncer of one's own before a PostgreSQL server, on loopback and a free port: it lends a server connection to a client for one
/// transaction at a time, and the next one may get another. It ends with this process at the latest.
/// </summary>
public sealed class PgBouncerServer : IAsyncDisposable
{
    private const int Ports = 10;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<PgBouncerServer>> Shared = new(async () => await StartAsync(await PostgreSqlServer.SharedAsync()));

    private readonly PostgreSqlServer server;
    private readonly string program;
    private readonly Account account;
    private readonly ServerFolder folder;
    private readonly int poolSize;
    private Process? process;

    private PgBouncerServer(PostgreSqlServer server, int poolSize)
    {
        this.server = server;
        this.poolSize = poolSize;
        program =
            Command.Find("pgbouncer")
            ?? new[] { "/usr/sbin/pgbouncer" }.FirstOrDefault(File.Exists)
            ?? throw new ServerMissingException(
                "No PgBouncer on this machine: ./dev setup installs it (Debian's package pgbouncer), or put it on PATH."
            );
        account = Account.NotRoot("postgres");
        folder = ServerFolder.Create("pgbouncer", "pid");
    }

    public int Port { get; private set; }

    /// <summary>What it said so far.</summary>
    public string Log => folder.Log;

    /// <summary>The one before the server that all tests of this process share, for tests that do it no harm.</summary>
    public static Task<PgBouncerServer> SharedAsync() => Shared.Value;

    /// <summary>One of one's own.</summary>
    /// <param name="server">What it stands before.</param>
    /// <param name="poolSize">How many connections it opens to each database.</param>
    /// <exception cref="ServerMissingException">There is no PgBouncer on this machine.</exception>
    public static async Task<PgBouncerServer> StartAsync(PostgreSqlServer server, int poolSize = 20)
    {
        var bouncer = new PgBouncerServer(server, poolSize);
        try
        {
            await bouncer.StartOnFreePortAsync();
            return bouncer;
        }
        catch
        {
            await bouncer.DisposeAsync();
            throw;
        }
    }

    /// <summary>The same database, reached through it.</summary>
    public string Through(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Port = Port }.ConnectionString;

    /// <summary>Ends it with every connection, and starts it anew on the same port.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        if (!await TryStartAsync())
        {
            throw new InvalidOperationException($"PgBouncer does not start again:\n{Log}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await folder.DisposeAsync();
        process?.Dispose();
    }

    private async Task StopAsync()
    {
        await ProcessTree.SignalAsync("TERM", [process!.Id]);
        using var limit = new CancellationTokenSource(Limit);
        await process.WaitForExitAsync(limit.Token);
    }

    private async Task StartOnFreePortAsync()
    {
        for (var attempt = 0; attempt < Ports; attempt++)
        {
            Port = FreePort.Next();
            if (await TryStartAsync())
            {
                return;
            }
        }

        throw new InvalidOperationException($"PgBouncer does not start:\n{Log}");
    }

    private async Task<bool> TryStartAsync()
    {
        var settings = Path.Combine(folder.Path, "pgbouncer.ini");
        await File.WriteAllTextAsync(settings, Settings());
        await File.WriteAllTextAsync(UserList, $"\"{server.User}\" \"{server.Password}\"\n");
        await account.OwnAsync(folder.Path);
        process?.Dispose();
        process = folder.Start(account.Run([program, settings]));
        var since = Stopwatch.GetTimestamp();
        while (!await AnswersAsync())
        {
            if (process.HasExited)
            {
                return false;
            }

            if (Stopwatch.GetElapsedTime(since) > Limit)
            {
                throw new TimeoutException($"PgBouncer was not ready within {Limit.TotalSeconds} s:\n{Log}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }

        return true;
    }

    private string UserList => Path.Combine(folder.Path, "users.txt");

    // As it comes, but for what a server of one's own needs, and for extra_float_digits, which some clients send.
    private string Settings() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            [databases]
            * = host=127.0.0.1 port={server.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {Port}
            unix_socket_dir =
            pidfile = {folder.PidFile}
            auth_type = scram-sha-256
            auth_file = {UserList}
            pool_mode = transaction
            default_pool_size = {poolSize}
            max_client_conn = 1000
            ignore_startup_parameters = extra_float_digits
            """
        );

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(Through(server.ConnectionString) + ";Pooling=false");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
