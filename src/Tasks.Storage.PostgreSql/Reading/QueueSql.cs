using Tasks.Storage.PostgreSql.Rows;
using Tasks.Storage.PostgreSql.Schema;

namespace Tasks.Storage.PostgreSql.Reading;

/// <summary>
/// The statement that counts what there is to do, queue by queue. The groups of the index of what waits are found by leaps, each is counted
/// no further than asked for, and what runs is as much as there are slots: so the cost has a bound, however many tasks there are.
/// </summary>
internal sealed class QueueSql(TableNames names)
{
    public const int Pauses = 1;
    public const int Queue = 3;
    public const int Due = 4;
    public const int Later = 5;
    public const int Running = 6;
    public const int FirstDueAt = 7;

    /// <summary>The moment and the pauses with each queue; one row without a queue where there is none.</summary>
    public string Census =>
        $"""
            WITH RECURSIVE clock(now) AS MATERIALIZED (SELECT {Moment.OfTransaction}),
            groups(queue, priority, due_at) AS (
                ({Group("", "t.queue, ")})
                UNION ALL
                SELECT n.* FROM groups CROSS JOIN LATERAL (
                    SELECT * FROM (
                        ({Group(" AND t.queue = groups.queue AND t.priority < groups.priority", "")})
                        UNION ALL
                        ({Group(" AND t.queue > groups.queue", "t.queue, ")})
                    ) c LIMIT 1
                ) n
            ),
            waiting AS (
                SELECT g.queue, min(g.due_at) AS first_due_at, sum({Count("<=")}) AS due, sum({Count(">")}) AS later
                FROM groups g GROUP BY g.queue
            ),
            running AS (SELECT t.queue, count(*) AS running FROM {names.Tasks} t WHERE t.state = 1 GROUP BY t.queue)
            SELECT clock.now, {new PauseSql(names).Columns}, q.queue,
                least($1::bigint, coalesce(q.due, 0)::bigint), least($1::bigint, coalesce(q.later, 0)::bigint),
                least($1::bigint, coalesce(q.running, 0)), CASE WHEN q.first_due_at <= clock.now THEN q.first_due_at END
            FROM clock LEFT JOIN (
                SELECT coalesce(w.queue, r.queue) AS queue, w.due, w.later, w.first_due_at, r.running
                FROM waiting w FULL JOIN running r ON r.queue = w.queue
            ) q ON true
            """;

    private string Group(string conditions, string order) =>
        $"SELECT t.queue, t.priority, t.due_at FROM {names.Tasks} t WHERE t.state = 0{conditions} ORDER BY {order}t.priority DESC, t.due_at LIMIT 1";

    // The order is of no use but to the planner, which would otherwise read the table from its beginning.
    private string Count(string comparison) =>
        $"""
            (SELECT count(*) FROM (
                SELECT FROM {names.Tasks} t
                WHERE t.state = 0 AND t.queue = g.queue AND t.priority = g.priority AND t.due_at {comparison} (SELECT now FROM clock)
                ORDER BY t.due_at LIMIT $1::bigint
            ) c)
            """;
}
