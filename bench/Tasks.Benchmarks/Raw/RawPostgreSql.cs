using System.Diagnostics;
using Npgsql;
using Tasks.Storage.PostgreSql.Schema;

namespace Tasks.Benchmarks.Raw;

/// <summary>
/// Two connections with the store's own tables, prepared statements and nothing else: no domain, no rows made into objects beyond what
/// running them would need, no handlers. Each settles its last batch and claims the next in one trip and one transaction.
/// </summary>
internal sealed class RawPostgreSql : IRawLoop
{
    private const int Chunk = 1_000;

    private readonly RawPostgreSqlLane[] lanes;

    public RawPostgreSql(string place)
    {
        var builder = new NpgsqlConnectionStringBuilder(place) { Pooling = false, Options = "-c plan_cache_mode=force_custom_plan" };
        using (var connection = new NpgsqlConnection(builder.ConnectionString))
        {
            connection.Open();
            using var command = new NpgsqlCommand(PostgreSqlSchema.Script("public", "tasks_"), connection);
            command.ExecuteNonQuery();
        }

        lanes = [new(builder.ConnectionString), new(builder.ConnectionString)];
    }

    public double Drain(int tasks)
    {
        InsertAll(lanes[0], tasks, Chunk);
        var clock = Stopwatch.StartNew();
        OnBoth(Exhaust);
        return tasks / clock.Elapsed.TotalSeconds;
    }

    /// <summary>All that wait in one commit after another, or half of them in each of two at once: the better counts.</summary>
    public double Enqueue(int tasks, int callers)
    {
        var half = tasks / 2;
        var clock = Stopwatch.StartNew();
        InsertAll(lanes[0], half, callers);
        var alone = clock.Elapsed;
        clock.Restart();
        OnBoth(lane => InsertAll(lane, half / lanes.Length, Math.Max(1, callers / lanes.Length)));
        return half / Math.Min(alone.TotalSeconds, clock.Elapsed.TotalSeconds);
    }

    /// <summary>One caller waits for each call, so one connection is all that can be busy.</summary>
    public double EnqueueMany(int tasks)
    {
        var clock = Stopwatch.StartNew();
        InsertAll(lanes[0], tasks, Chunk);
        return tasks / clock.Elapsed.TotalSeconds;
    }

    public double Mix(int tasks, int callers)
    {
        var clock = Stopwatch.StartNew();
        OnBoth(lane =>
        {
            var left = tasks / lanes.Length;
            while (left > 0)
            {
                var rows = Math.Min(callers / lanes.Length, left);
                lane.InsertAndExchange(rows);
                left -= rows;
            }

            Exhaust(lane);
        });
        return tasks / clock.Elapsed.TotalSeconds;
    }

    public void Dispose()
    {
        foreach (var lane in lanes)
        {
            lane.Dispose();
        }
    }

    private void OnBoth(Action<RawPostgreSqlLane> act) =>
        Task.WaitAll(lanes.Select(lane => Task.Factory.StartNew(() => act(lane), TaskCreationOptions.LongRunning)));

    private static void Exhaust(RawPostgreSqlLane lane)
    {
        while (lane.Exchange() > 0)
        {
            // Until nothing waits and nothing is held.
        }
    }

    private static void InsertAll(RawPostgreSqlLane lane, int tasks, int atOnce)
    {
        for (var done = 0; done < tasks; done += atOnce)
        {
            lane.Insert(Math.Min(atOnce, tasks - done));
        }
    }
}
