using System.Globalization;
using Npgsql;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores;
using Tasks.Storage.Contract;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.TestServers;
using Tasks.TestServers.Network;
using Tasks.TestServers.PostgreSql;

namespace Tasks.Storage.PostgreSql.Tests.Outages;

/// <summary>
/// A test on a database of its own, whose stores reach it through a proxy, and the test itself does not: so it sees what is stored while
/// they see nothing.
/// </summary>
public abstract class OutageTest : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> opened = [];

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected PostgreSqlServer Server { get; private set; } = null!;

    protected TcpProxy Proxy { get; private set; } = null!;

    /// <summary>The way to the database past the proxy.</summary>
    protected string Direct { get; private set; } = "";

    protected string ThroughProxy => PostgreSqlServer.Through(Proxy, Direct);

    public async ValueTask InitializeAsync()
    {
        Server = await Requirement.MeetAsync(ServerAsync);
        Proxy = TcpProxy.To(Server.Port);
        Direct = await Server.CreateDatabaseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Proxy is null)
        {
            return;
        }

        Proxy.Heal();
        foreach (var store in opened)
        {
            await store.DisposeAsync();
        }

        NpgsqlConnection.ClearPool(new NpgsqlConnection(Direct));
        await Proxy.DisposeAsync();
        if (!ReferenceEquals(Server, await PostgreSqlServer.SharedAsync()))
        {
            await Server.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>The server all tests share; one that is to be harmed is a test's own.</summary>
    protected virtual Task<PostgreSqlServer> ServerAsync() => PostgreSqlServer.SharedAsync();

    /// <summary>With time enough for a busy machine.</summary>
    internal static PostgreSqlBackendOptions Patient => new() { Prefix = "tasks_", CommandTimeout = TimeSpan.FromSeconds(60) };

    /// <summary>A store as another process would have it, past the proxy.</summary>
    internal PostgreSqlStore Open(PostgreSqlBackendOptions? options = null) => OpenOn(Direct, options ?? Patient);

    /// <summary>A store behind the proxy, that gives up soon: on a statement and on a connection.</summary>
    internal PostgreSqlStore OpenBehindProxy() => OpenHasty(ThroughProxy);

    internal PostgreSqlStore OpenHasty(string connectionString)
    {
        const int Seconds = 2;
        var options = new PostgreSqlBackendOptions { Prefix = "tasks_", CommandTimeout = TimeSpan.FromSeconds(Seconds) };
        return OpenOn(connectionString + $";Timeout={Seconds}", options);
    }

    internal PostgreSqlStore OpenOn(string connectionString, PostgreSqlBackendOptions options)
    {
        var store = new PostgreSqlStore(options, DatabasePlace.Of(connectionString, options));
        opened.Add(store);
        return store;
    }

    internal static Task<IReadOnlyList<TaskRecord>> EnqueueAsync(ITaskStore store, params NewTask[] tasks) =>
        store.EnqueueAsync(tasks, Cancelled);

    internal static Task<IReadOnlyList<TaskRecord>> EnqueueAsync(ITaskStore store, int tasks) =>
        EnqueueAsync(store, [.. Enumerable.Range(0, tasks).Select(number => Some.New(NameOf(number)))]);

    internal static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"t{number:D6}");

    internal static Task<ExchangeAnswer> ClaimAsync(ITaskStore store, SessionId session, int count = 1, long turn = 0) =>
        store.ExchangeAsync(new(session, turn, [], [], Some.Claim(count)), Cancelled);

    internal static Task<ExchangeAnswer> SettleAsync(ITaskStore store, SessionId session, params Settlement[] settlements) =>
        store.ExchangeAsync(new(session, 0, settlements, [], null), Cancelled);

    internal static async Task<TaskStoreException> FaultAsync(TaskStoreFault fault, Func<Task> act)
    {
        var exception = await Assert.ThrowsAsync<TaskStoreException>(act);
        Assert.Equal(fault, exception.Fault);
        return exception;
    }

    /// <summary>Calls until the store is itself again; anything but a passing trouble fails the test.</summary>
    internal static async Task<T> PersistAsync<T>(Func<Task<T>> call)
    {
        var answer = default(T);
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    answer = await call();
                    return true;
                }
                catch (TaskStoreException passing) when (passing.Fault == TaskStoreFault.Unavailable)
                {
                    return false;
                }
            },
            "the end of the outage"
        );
        return answer!;
    }

    /// <summary>Runs SQL past the proxy.</summary>
    internal async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        return await ScalarAsync(connection, sql);
    }

    internal static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancelled);
    }

    internal async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(Direct);
        await connection.OpenAsync(Cancelled);
        return connection;
    }

    /// <summary>Sets something for every connection to this database that is opened from now on.</summary>
    internal async Task SetAsync(string setting)
    {
        await ScalarAsync($"DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET {setting}', current_database()); END $$");
        NpgsqlConnection.ClearPool(new NpgsqlConnection(Direct));
    }

    /// <summary>Waits until that many connections of this database stand in line for a lock.</summary>
    internal Task WaitForLockWaitersAsync(long count) =>
        Eventually.TrueAsync(
            async () =>
                count
                <= (long)
                    (
                        await ScalarAsync(
                            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
                        )
                    )!,
            "a wait for a lock"
        );
}
