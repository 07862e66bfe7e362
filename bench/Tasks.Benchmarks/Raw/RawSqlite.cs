using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tasks.Storage.Sqlite.Schema;

namespace Tasks.Benchmarks.Raw;

/// <summary>
/// One writing connection with the store's own tables and settings, prepared statements and nothing else: no domain, no rows made into
/// objects beyond what running them would need, no handlers. It settles the last batch and claims the next in one transaction.
/// </summary>
internal sealed class RawSqlite : IRawLoop
{
    private const int Chunk = 1_000;

    // As the store sets its own writer.
    private const string Settings = """
        PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384;
        PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;
        """;

    private readonly SqliteConnection connection;
    private readonly RawStatement begin;
    private readonly RawStatement commit;
    private readonly RawStatement insert;
    private readonly RawStatement claim;
    private readonly RawStatement settle;
    private readonly List<(byte[] Id, byte[] Name, byte[] Arguments, long Lease)> held = [];
    private int inserted;

    public RawSqlite(string place)
    {
        connection = Open(place);
        Run(connection, Settings + SqliteSchema.Script("tasks_"));
        var handle = connection.Handle!;
        begin = new(handle, "BEGIN IMMEDIATE");
        commit = new(handle, "COMMIT");
        insert = new(handle, RawSql.Insert);
        claim = new(handle, RawSql.Claim);
        settle = new(handle, RawSql.Settle);
    }

    /// <summary>Adds rows of every sort that a drain must not look at, beside tables that are there.</summary>
    public static void Grow(string place, int rows)
    {
        using var connection = Open(place);
        Run(connection, string.Format(CultureInfo.InvariantCulture, RawSql.Grow, rows, rows / 2));
    }

    public double Drain(int tasks)
    {
        Fill(tasks);
        var clock = Stopwatch.StartNew();
        WorkOff();
        return tasks / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Stores tasks, a thousand at a time.</summary>
    public void Fill(int tasks) => InsertAll(tasks, Chunk);

    /// <summary>Claims and settles until nothing waits and nothing is held.</summary>
    public void WorkOff()
    {
        do
        {
            begin.Execute();
            Exchange();
            commit.Execute();
        } while (held.Count > 0);
    }

    public double Enqueue(int tasks, int callers)
    {
        var clock = Stopwatch.StartNew();
        InsertAll(tasks, callers);
        return tasks / clock.Elapsed.TotalSeconds;
    }

    public double EnqueueMany(int tasks) => Enqueue(tasks, Chunk);

    public double Mix(int tasks, int callers)
    {
        var clock = Stopwatch.StartNew();
        var left = tasks;
        do
        {
            begin.Execute();
            Insert(Math.Min(callers, left));
            left -= Math.Min(callers, left);
            Exchange();
            commit.Execute();
        } while (left > 0 || held.Count > 0);
        return tasks / clock.Elapsed.TotalSeconds;
    }

    public void Dispose()
    {
        foreach (var statement in (RawStatement[])[begin, commit, insert, claim, settle])
        {
            statement.Dispose();
        }

        connection.Dispose();
    }

    private void InsertAll(int tasks, int atOnce)
    {
        for (var done = 0; done < tasks; done += atOnce)
        {
            begin.Execute();
            Insert(Math.Min(atOnce, tasks - done));
            commit.Execute();
        }
    }

    private void Insert(int rows)
    {
        var now = Now();
        Span<byte> id = stackalloc byte[36];
        Span<byte> arguments = stackalloc byte[32];
        for (var row = 0; row < rows; row++)
        {
            Guid.CreateVersion7().TryFormat(id, out _);
            Encoding.UTF8.TryGetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{{\"number\":{inserted++}}}"),
                arguments,
                out var length
            );
            insert
                .Bind(1, id)
                .Bind(2, RawSql.Name)
                .Bind(3, RawSql.Queue)
                .Bind(4, now)
                .Bind(5, length)
                .Bind(6, arguments[..length])
                .Execute();
        }
    }

    private void Exchange()
    {
        var now = Now();
        foreach (var task in held)
        {
            settle.Bind(1, task.Id).Bind(2, task.Lease).Bind(3, now).Execute();
        }

        held.Clear();
        claim.Bind(1, RawSql.Queue).Bind(2, now).Bind(3, RawSql.Session);
        while (claim.Step())
        {
            held.Add((claim.Utf8(0).ToArray(), claim.Utf8(1).ToArray(), claim.Utf8(2).ToArray(), claim.Long(3)));
        }

        claim.Reset();
    }

    private static SqliteConnection Open(string place)
    {
        var opened = new SqliteConnection(new SqliteConnectionStringBuilder(place) { Pooling = false }.ConnectionString);
        opened.Open();
        return opened;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        command.ExecuteNonQuery();
    }

    private static long Now() => (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
