using Npgsql;
using Tasks.Storage.Contract;
using Tasks.Storage.PostgreSql.Connecting;

namespace Tasks.Storage.PostgreSql.Tests.Schema;

/// <summary>An upgrade of tables so large that making an index takes longer than a statement of a verb may: a gate stands for the time.</summary>
public sealed class LongStepTests : StoreTest
{
    // Whoever makes an index waits for the gate, however short its own patience with locks.
    private const string Gate = """
        CREATE FUNCTION wait_for_gate() RETURNS event_trigger LANGUAGE plpgsql SET lock_timeout = 0
            AS 'BEGIN PERFORM pg_advisory_xact_lock_shared(7); END';
        CREATE EVENT TRIGGER gate ON ddl_command_end WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION wait_for_gate();
        SELECT pg_advisory_lock(7)
        """;

    private readonly PostgreSqlBackendOptions options = new() { Prefix = "tasks_", CommandTimeout = TimeSpan.FromSeconds(3) };
    private readonly List<IAsyncDisposable> opened = [];
    private string connectionString = "";

    public override async ValueTask DisposeAsync()
    {
        foreach (var one in opened)
        {
            await one.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    [Fact(Timeout = 120_000), Trait("Spec", "BE-5"), Trait("Fault", "F56")]
    public async Task It_may_take_longer_than_a_statement_of_a_verb_and_whoever_comes_meanwhile_waits_for_it()
    {
        var gate = await BeforeGateAsync();
        var stores = new[] { Open(), Open() };

        var enqueues = stores.Select((store, number) => EnqueueAsync(store, Some.New($"t{number}"))).ToList();
        var longer = (options.CommandTimeout + TimeSpan.FromSeconds(1)).TotalSeconds;
        await WaitForAsync(gate, $"2 = count(*) FROM {Waiting} AND clock_timestamp() - query_start > interval '{longer} s'", enqueues);
        await RunAsync(gate, "SELECT pg_advisory_unlock(7)");

        await Task.WhenAll(enqueues);
        Assert.NotNull(await ReadAsync(stores[1], "t0"));
        Assert.NotNull(await ReadAsync(stores[0], "t1"));
    }

    [Fact(Timeout = 120_000), Trait("Spec", "BE-5"), Trait("Fault", "F56")]
    public async Task A_worker_of_the_first_release_beats_while_it_is_under_way()
    {
        var gate = await BeforeGateAsync();
        var prepared = Open().PrepareAsync(Cancelled);
        await WaitForAsync(gate, $"1 = count(*) FROM {Waiting}", [prepared]);

        // Not on the connection of the gate: the server would see a deadlock, and take one of the two back.
        await RunAsync(
            await ConnectToItAsync(),
            "SET lock_timeout = '3s'; UPDATE tasks_sessions SET ends_at = ends_at + 1 WHERE id = 'old:1'"
        );

        await RunAsync(gate, "SELECT pg_advisory_unlock(7)");
        await prepared;
        Assert.Equal(4102444800000001L, await RunAsync(gate, "SELECT ends_at FROM tasks_sessions"));
    }

    private const string Waiting = "pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'";

    /// <summary>Tables of the first release with a worker of its time, and a connection that holds the gate closed.</summary>
    private async Task<NpgsqlConnection> BeforeGateAsync()
    {
        connectionString = await PostgreSqlPlace.ConnectionStringAsync();
        var gate = await ConnectToItAsync();
        var tables = await EarlierReleaseTests.TablesOfAsync("FirstRelease");
        await RunAsync(gate, tables.Replace("$", "tasks_", StringComparison.Ordinal));
        await RunAsync(
            gate,
            "INSERT INTO tasks_sessions (id, ends_at, turn, is_lost, serves) VALUES ('old:1', 4102444800000000, 0, false, '*')"
        );
        await RunAsync(gate, Gate);
        return gate;
    }

    private async Task<NpgsqlConnection> ConnectToItAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        opened.Add(connection);
        await connection.OpenAsync(Cancelled);
        return connection;
    }

    private PostgreSqlStore Open()
    {
        var store = new PostgreSqlStore(options, DatabasePlace.Of(connectionString, options));
        opened.Add(store);
        return store;
    }

    /// <summary>Asks until it is so. What fails meanwhile is told at once.</summary>
    private static Task WaitForAsync(NpgsqlConnection connection, string condition, IReadOnlyCollection<Task> meanwhile) =>
        Eventually.TrueAsync(
            async () =>
            {
                foreach (var failed in meanwhile.Where(task => task.IsFaulted))
                {
                    await failed;
                }

                return (bool)(await RunAsync(connection, $"SELECT {condition}"))!;
            },
            condition
        );

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancelled);
    }
}
