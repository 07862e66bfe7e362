using System.Globalization;
using System.Text.RegularExpressions;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.Contract;
using Tasks.Storage.PostgreSql.Claiming;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Reading;
using Tasks.Storage.PostgreSql.Rows;
using Tasks.Storage.PostgreSql.Writing;

namespace Tasks.Storage.PostgreSql.Tests.Claiming;

/// <summary>
/// How the server goes about the hot statements, whatever the tables hold and whatever it believes of them: through an index, and reading
/// no more rows than it was asked for. Each statement is looked at as a lane runs it, with a plan that was made for no values in particular,
/// and as it is run behind a proxy, with one made for these values and no settings.
/// </summary>
/// <remarks><c>TASKS_PLAN_ROWS=1000000</c> fills the tables with a million rows.</remarks>
public sealed partial class PlanTests : StoreTest
{
    private const string Insert = "INSERT INTO $tasks (id, name, queue, priority, enqueued_at, due_at, arguments, state, session, lease) ";

    private static readonly int Rows = int.TryParse(
        Environment.GetEnvironmentVariable("TASKS_PLAN_ROWS"),
        CultureInfo.InvariantCulture,
        out var rows
    )
        ? rows
        : 100_000;

    /// <summary>What the tables hold while the statistics are taken, and what happens afterwards without the statistics knowing.</summary>
    public static TheoryData<string, string, string> Shapes =>
        new()
        {
            { "empty", "", "" },
            { "all ready", Fill("'default', 0, 1", 0), "" },
            { "all done", Fill("'default', 0, 1", 2), "" },
            { "all in the future at a higher priority", Fill("'default', 9, 9000000000000000", 0), "" },
            { "all in a queue not served", Fill("'other', 0, 1", 0), "" },
            { "all failed", Fill("'default', 0, 1", 3), "" },
            // So few that behind a proxy, where the planner is free to fetch and sort them all, that is no more than a page.
            { "a few failed", $"{Fill("'default', 0, 1", 2)}; UPDATE $tasks SET state = 3 WHERE id LIKE '%777'", "" },
            { "believed to be empty", "", Fill("'default', 0, 1", 0) },
            { "believed to be done", Fill("'default', 0, 1", 2), "UPDATE $tasks SET state = 0 WHERE id < 'f2'" },
        };

    [Theory, MemberData(nameof(Shapes)), Trait("Spec", "LIFE-5")]
    public async Task Every_hot_statement_reads_through_indexes_and_no_more_than_it_needs(string shape, string before, string after)
    {
        await (await OpenAsync()).OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        await ScalarAsync($"{before}; ANALYZE $tasks; ANALYZE $sessions");
        await ScalarAsync($"ALTER TABLE $tasks SET (autovacuum_enabled = false); {after}");

        var plans = new List<(string Statement, string Plan)>();
        foreach (var (name, query) in Hot())
        {
            plans.Add(($"{name}, as a lane runs it", await ExplainAsync(query, isLane: true)));
            plans.Add(($"{name}, behind a proxy", await ExplainAsync(query, isLane: false)));
        }

        Assert.All(plans, plan => Assert.False(IsCostly(plan.Plan), $"{shape}: {plan.Statement}\n{plan.Plan}"));
    }

    [Fact, Trait("Spec", "LIFE-5")]
    public async Task A_plan_that_was_made_while_the_tables_were_empty_is_good_when_they_are_full()
    {
        await (await OpenAsync()).OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        await ScalarAsync("ALTER TABLE $tasks SET (autovacuum_enabled = false)");
        var planned = new List<(string Name, PlannedStatement Statement)>();
        foreach (var (name, query) in Hot())
        {
            planned.Add((name, await PlannedStatement.PrepareAsync(await ConnectAsync(), query, isLane: true)));
        }

        await ScalarAsync(Fill("'default', 0, 1", 0));

        foreach (var (name, statement) in planned)
        {
            var plan = await statement.ExplainAsync();
            Assert.False(IsCostly(plan), $"{name}\n{plan}");
            await statement.DisposeAsync();
        }
    }

    [Fact, Trait("Spec", "LIFE-5"), Trait("Fault", "F40")]
    public async Task A_claim_locks_no_more_than_it_returns()
    {
        await (await OpenAsync()).OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        await ScalarAsync(Fill("'default', 0, 1", 0, 1000));

        var plan = await ExplainAsync(Hot().Single(hot => hot.Name == "claim of 100").Query, isLane: true);

        var locked = LockedRows().Match(plan);
        Assert.True(locked.Success, plan);
        Assert.Equal("100", locked.Groups["rows"].Value);
    }

    [Fact, Trait("Spec", "LIFE-5")]
    public void The_index_of_what_is_ready_has_no_state_in_its_key() =>
        Assert.Contains(
            "(queue, priority DESC, due_at, id) WHERE state = 0",
            PostgreSql.Schema.PostgreSqlSchema.Script("public", "tasks_")
        );

    /// <summary>The statements of the hot paths, with values that meet what the shapes hold.</summary>
    private IEnumerable<(string Name, Query Query)> Hot()
    {
        var statements = new Statements(new(Place.Schema, "tasks_"));
        string?[] ids = [.. Enumerable.Range(1, 100).Select(number => $"f{number}")];
        Settlement[] successes = [.. ids.Select(id => new Settlement(new(Some.Id(id!), 0), Some.Success))];
        var session = Some.Session("1");
        ClaimRequest[] claims =
        [
            Some.Claim(1, "default"),
            Some.Claim(100, "default"),
            Some.Claim(100, "default", "b") with
            {
                After = QueueName.Default,
            },
            Some.Claim(100) with
            {
                Queues = QueueSelection.All with { Excluded = [QueueName.Stored("other")] },
            },
            Some.Claim(100, "default") with
            {
                Queues = QueueSelection.Only(QueueName.Default) with { Limits = Limit(QueueName.Default, 10) },
            },
        ];
        string[] names = ["claim of 1", "claim of 100", "claim from two queues", "claim from all queues", "claim with a limit"];
        foreach (var (name, claim) in names.Zip(claims))
        {
            yield return (name, ExchangeQuery.Of(statements.Exchanges, new(session, 0, [], [], claim), [], [], null));
        }

        var position = new ClaimPosition(QueueName.Default, 0, new(1), long.MaxValue);
        yield return ("resumed claim", ExchangeQuery.Of(statements.Exchanges, new(session, 0, [], [], claims[1]), [], [], null, position));
        var starts = successes.Select(success => success.Hold with { Id = Some.Id("x" + success.Hold.Id.Value) }).ToArray();
        yield return ("settle", ExchangeQuery.Of(statements.Exchanges, new(session, 0, [], [], null), successes, starts, null));
        yield return ("exchange", ExchangeQuery.Of(statements.Exchanges, new(session, 0, [], [], claims[1]), successes, starts, null));
        yield return ("find", new Query(statements.Tasks.Find).With(ids));
        yield return ("lock", new Query(statements.Tasks.LockLean).With(ids));
        yield return ("held", new Query(statements.Tasks.LockHeldBy).With(session.Value));
        yield return ("orphans", new Query(statements.Tasks.LockOrphans).With(100));
        yield return ("sweep", new Query(statements.Sessions.IsAnythingToSweep));
        yield return (
            "beat",
            new Query(statements.Sessions.Beat).With(session.Value).With(1_000_000L).With(1).With((string?)null).With(1L)
        );
        yield return ("census of queues", new Query(new QueueSql(new(Place.Schema, "tasks_")).Census).With(100L));
        yield return ("look of a prune", new Query(statements.Prunes.Look).With("").With(100));
        yield return ("delete of a prune", new Query(statements.Prunes.Delete).With(ids).With(ids.Select(_ => 1L).ToArray()));
        foreach (var (name, filter) in Lists())
        {
            yield return (name, FilterSql.List(statements.Names, filter));
        }
    }

    /// <summary>Pages of lists that read no more than the page, whatever the tables hold.</summary>
    private static IEnumerable<(string Name, TaskFilter Filter)> Lists() =>
        [
            ("list", new(Limit: 51)),
            ("list that goes on", new(Limit: 51) { ListedAfter = Some.Id("f5") }),
            ("list of failed tasks", new(Status.Failed, Limit: 51)),
            ("step over failed tasks", new(Status.Failed, Limit: 200) { ListedAfter = Some.Id("f5"), EnqueuedBefore = new(long.MaxValue) }),
            ("step over cancelled tasks", new(Status.Cancelled, Limit: 200) { EnqueuedBefore = new(long.MaxValue) }),
        ];

    private static System.Collections.Immutable.ImmutableDictionary<QueueName, int> Limit(QueueName queue, int limit) =>
        System.Collections.Immutable.ImmutableDictionary<QueueName, int>.Empty.Add(queue, limit);

    /// <summary>Runs a statement, tells how, and takes it back.</summary>
    private async Task<string> ExplainAsync(Query query, bool isLane)
    {
        await using var planned = await PlannedStatement.PrepareAsync(await ConnectAsync(), query, isLane);
        return await planned.ExplainAsync();
    }

    /// <summary>Whether the tasks are read from end to end, or far more rows of anything than were asked for, or sorted with them.</summary>
    private static bool IsCostly(string plan) =>
        TaskScan().Matches(plan).Any(scan => Count(scan) > MostRows)
        || Many().Matches(plan).Any(step => Count(step) > MostRows)
        || Removed().Matches(plan).Any(step => Count(step) > MostRows);

    // A statement asks for a hundred rows at most.
    private const int MostRows = 250;

    private static long Count(Match match) =>
        long.Parse(match.Groups["rows"].Value, CultureInfo.InvariantCulture)
        * (match.Groups["loops"].Success ? long.Parse(match.Groups["loops"].Value, CultureInfo.InvariantCulture) : 1);

    private static string Fill(string place, int state, int? rows = null) =>
        $$"""
            {{Insert}} SELECT 'f' || number, 'n', place.*, '{}', {{state}}, NULL, 0
            FROM generate_series(1, {{(rows ?? Rows).ToString(CultureInfo.InvariantCulture)}}) number, (VALUES ({{Ordered(place)}})) place
            """;

    // Queue, priority, when enqueued (long ago), due.
    private static string Ordered(string place) => place.Insert(place.LastIndexOf(','), ", 1::bigint") + "::bigint";

    [GeneratedRegex(@"Seq Scan on tasks_tasks.*\(actual rows=(?<rows>\d+) loops=(?<loops>\d+)\)")]
    private static partial Regex TaskScan();

    [GeneratedRegex(@"\(actual rows=(?<rows>\d+) loops=(?<loops>\d+)\)")]
    private static partial Regex Many();

    [GeneratedRegex(@"Rows Removed by (?:Filter|Join Filter|Index Recheck): (?<rows>\d+)")]
    private static partial Regex Removed();

    [GeneratedRegex(@"LockRows.*\(actual rows=(?<rows>\d+) loops=1\)\s+(?:Buffers.*\s+)?->\s+Index Scan using tasks_ready")]
    private static partial Regex LockedRows();
}
