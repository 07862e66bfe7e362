using System.Globalization;
using Npgsql;
using Tasks.Benchmarks.Raw;
using Tasks.TestServers.PostgreSql;

namespace Tasks.Benchmarks.Grounds;

/// <summary>Databases of a private server with its default settings, or of the server that was named.</summary>
internal sealed class PostgreSqlGround : Ground
{
    private static readonly Dictionary<string, string> Counting = new()
    {
        ["shared_preload_libraries"] = "pg_stat_statements",
        ["pg_stat_statements.track"] = "top",
    };

    private readonly PostgreSqlServer? server;
    private readonly string connection;
    private readonly string stem = $"tasks_bench_{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}_";
    private readonly bool counts;
    private readonly List<string> databases = [];

    private PostgreSqlGround(PostgreSqlServer? server, string connection, bool counts) =>
        (this.server, this.connection, this.counts) = (server, connection, counts);

    public static async Task<PostgreSqlGround> OfAsync(string? connection)
    {
        var server = connection is null ? await PostgreSqlServer.StartAsync(Counting) : null;
        var place = connection ?? server!.ConnectionString;
        return new(server, place, await PostgreSqlMeter.PrepareAsync(place));
    }

    public override int BestSlots => 128;

    // As many connections as the raw loop has: while the server works for one, this process works for the other.
    public override int BestWorkers => 2;

    public override async Task<string> NewPlaceAsync()
    {
        var database = stem + databases.Count.ToString(CultureInfo.InvariantCulture);
        await ExecuteAsync(connection, $"CREATE DATABASE {database}");
        databases.Add(database);
        return new NpgsqlConnectionStringBuilder(connection) { Database = database }.ConnectionString;
    }

    public override IRawLoop NewRawLoop(string place) => new RawPostgreSql(place);

    public override async Task GrowAsync(string place, int rows)
    {
        await ExecuteAsync(place, string.Format(CultureInfo.InvariantCulture, RawPostgreSqlText.Grow, rows, rows / 2));
        // As autovacuum would have left it, and so that it does not do so while something is timed.
        await ExecuteAsync(place, RawPostgreSqlText.Vacuum);
    }

    /// <summary>Many tasks that are due, faster than they can be enqueued.</summary>
    public static Task FillAsync(string place, int tasks) =>
        ExecuteAsync(place, string.Format(CultureInfo.InvariantCulture, RawPostgreSqlText.Fill, tasks));

    public override IMeter? NewMeter() => counts ? new PostgreSqlMeter(connection, stem, isAlone: server is not null) : null;

    public override async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (server is not null)
        {
            await server.DisposeAsync();
            return;
        }

        foreach (var database in databases)
        {
            await ExecuteAsync(connection, $"DROP DATABASE {database} WITH (FORCE)");
        }
    }

    private static async Task ExecuteAsync(string place, string sql)
    {
        await using var opened = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(place) { Pooling = false }.ConnectionString);
        await opened.OpenAsync();
        await using var command = new NpgsqlCommand(sql, opened) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }
}
