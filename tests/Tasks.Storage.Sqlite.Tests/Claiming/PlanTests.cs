using System.Globalization;
using Microsoft.Data.Sqlite;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.Contract;
using Tasks.Storage.Sqlite.Reading;
using Tasks.Storage.Sqlite.Rows;
using Tasks.Storage.Sqlite.Schema;

namespace Tasks.Storage.Sqlite.Tests.Claiming;

/// <summary>How SQLite goes about the hot statements: through an index, sorting nothing, whatever the tables hold and whatever it believes of them.</summary>
public sealed class PlanTests : StoreTest
{
    private const string Queue = "queue, name, priority, enqueued_at, argument_bytes, arguments";

    // Plans hang on what the planner believes and not on how many rows there really are; TASKS_PLAN_ROWS=1000000 shows that it is so.
    private static int Rows { get; } =
        int.Parse(Environment.GetEnvironmentVariable("TASKS_PLAN_ROWS") ?? "20000", CultureInfo.InvariantCulture);

    /// <summary>What the tables hold while the statistics are taken, and what is added afterwards without the statistics knowing.</summary>
    public static TheoryData<string, string, string> Shapes =>
        new()
        {
            { "empty", "", "" },
            { "all ready", Fill(Rows, "state = 0"), "" },
            { "all done", Fill(Rows, "state = 2"), "" },
            { "all running", Fill(Rows, "state = 1, session = 1, cancel_requested = 1"), "" },
            { "all in the future at a higher priority", Fill(Rows, "state = 0, priority = 9, due_at = 9e15"), "" },
            { "all in a queue not served", Fill(Rows, "state = 0, queue = 'other'"), "" },
            { "all failed", Fill(Rows, "state = 3"), "" },
            { "believed to be empty", "", Fill(Rows, "state = 0") },
            { "believed to be done", Fill(Rows, "state = 2"), "UPDATE tasks_tasks SET state = 0" },
        };

    [Theory, MemberData(nameof(Shapes)), Trait("Spec", "LIFE-5")]
    public async Task Every_hot_statement_goes_through_an_index_and_sorts_nothing(string shape, string before, string after)
    {
        await Open().PrepareAsync(Cancelled);
        using var connection = Place.Connect();
        Run(connection, before);
        Run(connection, "ANALYZE");
        Run(connection, after);
        using var asSeen = Place.Connect();

        foreach (var sql in new TaskSql(new("tasks_")).Hot)
        {
            var plan = PlanOf(asSeen, sql);

            Assert.All(plan, step => Assert.False(IsCostly(step), $"{shape}: {sql}\n{string.Join('\n', plan)}"));
            if (sql.Contains("+state = 1", StringComparison.Ordinal))
            {
                Assert.Contains(plan, step => step.Contains("sqlite_autoindex_tasks_tasks_1 (id=?)", StringComparison.Ordinal));
            }
        }
    }

    [Theory, MemberData(nameof(Shapes)), Trait("Spec", "RES-1")]
    public async Task A_list_walks_an_index_in_the_order_of_ids_and_sorts_nothing(string shape, string before, string after)
    {
        await Open().PrepareAsync(Cancelled);
        using var connection = Place.Connect();
        Run(connection, before);
        Run(connection, "ANALYZE");
        Run(connection, after);
        using var asSeen = Place.Connect();
        TaskFilter settled = new() { EnqueuedBefore = new(long.MaxValue) };
        (TaskFilter Filter, string Index)[] walks =
        [
            (new(), "SCAN main.tasks_tasks USING INDEX sqlite_autoindex_tasks_tasks_1"),
            (new() { ListedAfter = Some.Id("f5") }, "SEARCH main.tasks_tasks USING INDEX sqlite_autoindex_tasks_tasks_1 (id<?)"),
            (new(Status.Failed), "SEARCH main.tasks_tasks USING INDEX tasks_unsuccessful (state=?)"),
            (
                settled with
                {
                    Status = Status.Failed,
                    ListedAfter = Some.Id("f5"),
                },
                "SEARCH main.tasks_tasks USING INDEX tasks_unsuccessful (state=? AND id<?)"
            ),
            (settled with { Status = Status.Cancelled }, "SEARCH main.tasks_tasks USING INDEX tasks_unsuccessful (state=?)"),
        ];

        foreach (var (filter, index) in walks)
        {
            var plan = PlanOf(asSeen, new FilterSql(new("tasks_"), filter).List);

            Assert.True(plan.SequenceEqual([index]), $"{shape}: {filter}\n{string.Join('\n', plan)}");
        }
    }

    [Theory, MemberData(nameof(Shapes)), Trait("Spec", "RES-1")]
    public async Task What_runs_and_the_few_that_are_ready_are_found_by_their_own_index(string shape, string before, string after)
    {
        await Open().PrepareAsync(Cancelled);
        using var connection = Place.Connect();
        Run(connection, before);
        Run(connection, "ANALYZE");
        Run(connection, after);
        using var asSeen = Place.Connect();
        TaskFilter ready = new(Status.Ready, Domain.Calls.QueueName.Default) { ListedAfter = Some.Id("f5") };

        Assert.Contains(ListOf(new(Status.Running), true), step => step.Contains("tasks_held", StringComparison.Ordinal));
        Assert.Contains(ListOf(ready, true), step => step.Contains("tasks_ready (queue=?", StringComparison.Ordinal));
        Assert.Equal(["SEARCH main.tasks_tasks USING INDEX sqlite_autoindex_tasks_tasks_1 (id<?)"], ListOf(ready, false));

        List<string> ListOf(TaskFilter filter, bool areFew)
        {
            var plan = PlanOf(asSeen, new FilterSql(new("tasks_"), filter, areFew).List);
            // The rows themselves are found by their keys.
            Assert.True(
                !areFew || plan.Contains("SEARCH main.tasks_tasks USING INTEGER PRIMARY KEY (rowid=?)"),
                $"{shape}\n{string.Join('\n', plan)}"
            );
            return plan;
        }
    }

    [Fact, Trait("Spec", "LIFE-5")]
    public async Task The_claim_walks_the_partial_index_of_what_is_ready()
    {
        await Open().PrepareAsync(Cancelled);
        using var connection = Place.Connect();
        var sql = new TaskSql(new("tasks_"));

        foreach (var statement in (string[])[sql.FirstGroup, sql.NextQueue, sql.NextPriority, sql.Due, sql.NextDue])
        {
            Assert.Contains("tasks_ready", Assert.Single(PlanOf(connection, statement)));
        }
    }

    [Fact, Trait("Spec", "LIFE-5")]
    public void The_index_of_what_is_ready_has_no_state_in_its_key() =>
        Assert.Contains("(queue, priority DESC, due_at, id) WHERE state = 0", SqliteSchema.Script("tasks_"));

    // A scan of the rows that were bound is none of a table. Reading the whole of an index for its first row alone is none either: that is
    // FirstGroup.
    private static bool IsCostly(string step) =>
        step.Contains("TEMP B-TREE", StringComparison.Ordinal)
        || step.Contains("AUTOMATIC", StringComparison.Ordinal)
        || (
            step.StartsWith("SCAN", StringComparison.Ordinal)
            && step.Contains("tasks_", StringComparison.Ordinal)
            && !step.Contains("USING INDEX tasks_ready", StringComparison.Ordinal)
            && !step.Contains("USING COVERING INDEX tasks_ready", StringComparison.Ordinal)
        );

    private static List<string> PlanOf(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        for (var parameter = 1; parameter <= 200; parameter++)
        {
            if (sql.Contains($"?{parameter}", StringComparison.Ordinal))
            {
                command.Parameters.AddWithValue($"?{parameter}", 1);
            }
        }

        using var reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
        {
            steps.Add(reader.GetString(3));
        }

        return steps;
    }

    private static string Fill(int count, string setting) =>
        $"""
            WITH RECURSIVE numbers(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < {count})
            INSERT INTO tasks_tasks (id, {Queue}, due_at) SELECT 'f' || number, 'default', 'n', 0, 1, 2, '{"{}"}', 1 FROM numbers;
            UPDATE tasks_tasks SET {setting};
            """;

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql.Length == 0 ? "SELECT 1" : sql;
        command.ExecuteNonQuery();
    }
}
