using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Tasks.TestServers.Network;
using Tasks.TestServers.Processes;

namespace Tasks.TestServers.PostgreSql;

/// <summary>
/// A PostgreSQL server of one's own: on loopback, on a free port, with its data in a temporary folder, as durable as in production unless
/// settings say otherwise. It ends with this process at the latest, also if that is killed (<see cref="ServerFolder"/>).
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string Superuser = "postgres";
    private const int Ports = 10;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<PostgreSqlServer>> Shared = new(() => StartAsync());

    private readonly PostgreSqlPrograms programs;
    private readonly Account account;
    private readonly ServerFolder folder;
    private readonly Dictionary<string, string> settings;
    private readonly SmallDisk? disk;
    private Process? process;

    private PostgreSqlServer(IReadOnlyDictionary<string, string>? settings, SmallDisk? disk)
    {
        this.disk = disk;
        programs = PostgreSqlPrograms.Find();
        account = Account.NotRoot(Superuser);
        folder = ServerFolder.Create("postgresql", Path.Combine("data", "postmaster.pid"));
        this.settings = new()
        {
            ["listen_addresses"] = "127.0.0.1",
            ["unix_socket_directories"] = "",
            ["max_connections"] = "300",
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            this.settings[name] = value;
        }
    }

    public int Port { get; private set; }

    /// <summary>The server's first process.</summary>
    public int ProcessId =>
        StatusLines() is [var id, ..] ? int.Parse(id, CultureInfo.InvariantCulture) : throw new InvalidOperationException("It is stopped.");

    /// <summary>Leads to the database <c>postgres</c>, as superuser.</summary>
    public string ConnectionString => ConnectionStringOf("postgres");

    /// <summary>Where it finds its small disk, if it was given one: empty whenever it starts.</summary>
    public string DiskFolder => Path.Combine(folder.Path, "disk");

    /// <summary>What the server said so far.</summary>
    public string Log => folder.Log;

    internal string Folder => folder.Path;

    internal string User => Superuser;

    internal string Password { get; } = Guid.NewGuid().ToString("N");

    private string Data => Path.Combine(folder.Path, "data");

    /// <summary>The one server of this process, for tests that do it no harm; each with a database of its own.</summary>
    public static Task<PostgreSqlServer> SharedAsync() => Shared.Value;

    /// <summary>A server of one's own, to be harmed.</summary>
    /// <param name="settings">As in <c>postgresql.conf</c>.</param>
    /// <param name="disk">A disk for tablespaces that only it sees.</param>
    /// <exception cref="ServerMissingException">There are no programs of PostgreSQL on this machine.</exception>
    public static async Task<PostgreSqlServer> StartAsync(IReadOnlyDictionary<string, string>? settings = null, SmallDisk? disk = null)
    {
        var server = new PostgreSqlServer(settings, disk);
        try
        {
            await server.InitializeAsync();
            await server.StartOnFreePortAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes an empty database and gives the connection string that leads to it.</summary>
    public async Task<string> CreateDatabaseAsync(string? name = null)
    {
        name ??= $"test_{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE DATABASE \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        return ConnectionStringOf(name);
    }

    /// <summary>Runs a statement as superuser in the database <c>postgres</c>, on a connection of its own.</summary>
    public async Task<object?> ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async Task StopAsync(PostgreSqlStop how = PostgreSqlStop.Fast)
    {
        await ProcessTree.SignalAsync(how == PostgreSqlStop.Fast ? "INT" : "QUIT", [ProcessId]);
        using var limit = new CancellationTokenSource(Limit);
        await process!.WaitForExitAsync(limit.Token);
    }

    /// <summary>Starts it after a stop, on the port and with the data it had.</summary>
    public async Task StartAgainAsync()
    {
        if (!await TryStartAsync())
        {
            throw new InvalidOperationException($"The server does not start again:\n{Log}");
        }
    }

    public async Task RestartAsync(PostgreSqlStop how = PostgreSqlStop.Fast)
    {
        await StopAsync(how);
        await StartAgainAsync();
    }

    /// <summary>Stops all its processes in mid-air: connections stay open, and nobody answers.</summary>
    public Task PauseAsync() => ProcessTree.PauseAsync(ProcessId);

    public Task ResumeAsync() => ProcessTree.ResumeAsync(ProcessId);

    /// <summary>Ends the connections for which a condition over <c>pg_stat_activity</c> holds, and says how many those were.</summary>
    /// <example><c>await server.EndBackendsAsync("query ILIKE 'LISTEN%'");</c></example>
    public async Task<long> EndBackendsAsync(string condition) =>
        (long)
            (
                await ExecuteAsync(
                    $"""
                    SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
                    WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND ({condition})
                    """
                )
            )!;

    /// <summary>The same database, reached through a proxy.</summary>
    public static string Through(TcpProxy proxy, string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Port = proxy.Port }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        await folder.DisposeAsync();
        process?.Dispose();
    }

    private async Task InitializeAsync()
    {
        Directory.CreateDirectory(DiskFolder);
        var passwordFile = Path.Combine(folder.Path, "password");
        await File.WriteAllTextAsync(passwordFile, Password);
        await account.OwnAsync(folder.Path);
        string[] initialize =
        [
            .. account.Run(programs.InitDb, "--pgdata", Data, "--username", Superuser, "--pwfile", passwordFile, "--auth", "scram-sha-256"),
            .. new[] { "--encoding", "UTF8", "--locale", "C", "--no-sync" },
        ];

        // Words in the order of a language, as on most servers, so that a store which relies on the order of bytes has to say so.
        var (code, _) = await Command.TryAsync(folder.Path, [.. initialize, "--locale-provider", "icu", "--icu-locale", "en-US"]);
        if (code != 0)
        {
            await Command.RunAsync(folder.Path, initialize);
        }
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

        throw new InvalidOperationException($"The server does not start:\n{Log}");
    }

    private async Task<bool> TryStartAsync()
    {
        process?.Dispose();
        var command = account.Run([
            programs.Server,
            "-D",
            Data,
            "-p",
            Port.ToString(CultureInfo.InvariantCulture),
            .. settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" }),
        ]);
        process = folder.Start(disk is null ? command : disk.Under(DiskFolder, account, command));
        var since = Stopwatch.GetTimestamp();
        while (!IsReady())
        {
            if (process.HasExited)
            {
                return false;
            }

            if (Stopwatch.GetElapsedTime(since) > Limit)
            {
                throw new TimeoutException($"The server was not ready within {Limit.TotalSeconds} s:\n{Log}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }

        return true;
    }

    // The file's first line says whose it is, a killed server's perhaps; its last one where the server stands, once it says anything.
    private bool IsReady() =>
        StatusLines() is [var id, _, _, _, _, _, _, var status, ..]
        && id == process!.Id.ToString(CultureInfo.InvariantCulture)
        && status.Trim() == "ready";

    private string[] StatusLines()
    {
        try
        {
            return File.ReadAllLines(folder.PidFile);
        }
        catch (IOException)
        {
            return [];
        }
    }

    private string ConnectionStringOf(string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = Port,
            Username = Superuser,
            Password = Password,
            Database = database,
        }.ConnectionString;
}
