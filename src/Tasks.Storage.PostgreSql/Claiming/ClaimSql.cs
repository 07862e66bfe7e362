using System.Globalization;
using Tasks.Storage.PostgreSql.Rows;
using Tasks.Storage.PostgreSql.Schema;

namespace Tasks.Storage.PostgreSql.Claiming;

/// <summary>
/// The claim as the part of a statement: the order of <see cref="Tasks.Domain.Modelling.ClaimOrder"/>, walked over the index of what is
/// ready instead of sorted over all tasks. The contract suite compares the two.
/// <code>
///   groups      the (queue, priority) groups present, one leap over the index each; only their first due times are looked at
///   candidates  the due rows of each group, highest first, locked one by one until there are enough; what others hold is passed over
///   chosen      as many of them as fit by bytes
///   claimed     the move itself
/// </code>
/// </summary>
/// <param name="names">The tables.</param>
/// <param name="shape">What kind of claim.</param>
internal sealed class ClaimSql(TableNames names, ClaimShape shape)
{
    /// <summary>
    /// The common table expressions. They follow <c>clock(now)</c> and <c>gate(key)</c>, which is empty where nothing may be claimed, and take
    /// the parameters from <paramref name="p"/> on: count, how many start now, queues (served ones, or excluded ones if all are served), the
    /// queue served last, bytes; where queues are limited, their names and limits; where it is resumed, priority and due time of the position.
    /// The session's name is the first parameter.
    /// </summary>
    public string Expressions(int p) =>
        $"""
            groups(queue, priority, due_at) AS (
                {(shape.IsOpen ? FirstOfAll : FirstOfNamed(p + 2, Above(p)))}
                UNION ALL
                SELECT g.* FROM groups CROSS JOIN LATERAL ({(shape.IsOpen ? NextOfAll : NextOf("groups", Above(p)))}) g
            ),
            due_groups AS MATERIALIZED (
                SELECT g.queue, g.priority{(shape.IsResumed ? ", g.due_at AS from_due" : "")}{(shape.IsLimited ? $", l.most{Counted}" : "")}
                FROM groups g{(shape.IsLimited ? Limits(p + 5) : "")}
                WHERE g.due_at <= (SELECT now FROM clock){(shape.IsOpen ? $" AND g.queue <> ALL (${p + 2}::text[])" : "")}{(
                shape.IsResumed ? Resumed(p) : ""
            )}
            ),
            candidates AS MATERIALIZED (
                SELECT c.row, c.bytes, row_number() OVER () AS place
                FROM (
                    SELECT d.row, d.bytes
                    FROM (
                        SELECT g.queue, g.priority{(shape.IsResumed ? ", g.from_due" : "")}{(shape.IsLimited ? ", " + Allotment : "")}
                        FROM due_groups g
                        ORDER BY g.priority DESC, (${p + 3}::text IS NULL OR g.queue > ${p + 3}::text) DESC, g.queue
                    ) g
                    CROSS JOIN LATERAL (
                        SELECT t.ctid AS row, octet_length(t.arguments) AS bytes
                        FROM {names.Tasks} t
                        WHERE t.state = 0 AND t.queue = g.queue AND t.priority = g.priority AND t.due_at <= (SELECT now FROM clock){(
                shape.IsResumed ? " AND t.due_at >= g.from_due" : ""
            )}
                        ORDER BY t.due_at, t.id
                        LIMIT {(shape.IsLimited ? "g.allotment" : Most)}
                        FOR UPDATE SKIP LOCKED
                    ) d
                    LIMIT ${p}::int
                ) c
            ),
            chosen AS MATERIALIZED (
                SELECT row, place
                FROM (SELECT row, place, sum(bytes) OVER (ORDER BY place) AS total FROM candidates) c
                WHERE total <= ${p + 4}::bigint OR place = 1
            ),
            claimed AS (
                UPDATE {names.Tasks} AS t
                SET state = 1, lease = t.lease + 1, attempts = t.attempts + 1, session = gate.key,
                    started_at = coalesce(t.started_at, {At}), last_attempted_at = {At},
                    workers = {Workers},
                    is_started = c.place <= ${p + 1}::int AND t.crashes = 0
                FROM clock, gate, chosen c
                WHERE t.ctid = c.row
                RETURNING c.place, {Column.All}
            )
            """;

    /// <summary>
    /// When the next waiting task of the claimed queues becomes due, unless the claim was filled: the first of each group, or, where that is
    /// due already, the first that is not.
    /// </summary>
    public string NextDueAt(int p) =>
        shape.IsResumed
            ? "NULL::bigint"
            : $"""
                CASE WHEN (SELECT count(*) FROM claimed) < ${p}::int THEN (
                    SELECT min(CASE WHEN g.due_at > clock.now THEN g.due_at ELSE (
                        SELECT t.due_at FROM {names.Tasks} t
                        WHERE t.state = 0 AND t.queue = g.queue AND t.priority = g.priority AND t.due_at > clock.now
                        ORDER BY t.due_at LIMIT 1
                    ) END)
                    FROM groups g{(shape.IsOpen ? $" WHERE g.queue <> ALL (${p + 2}::text[])" : "")}
                ) END
                """;

    // A literal: with a parameter the planner would think of a tenth of the table, and read it whole.
    private string Most => shape.Most.ToString(CultureInfo.InvariantCulture);

    private static string At => "greatest(clock.now, coalesce(t.last_attempted_at, t.enqueued_at))";

    // The latest hundred, one a line.
    private static string Workers =>
        """
            CASE
                WHEN t.workers IS NULL THEN $1
                WHEN t.attempts < 100 OR length(t.workers) - length(replace(t.workers, chr(10), '')) < 99 THEN t.workers || chr(10) || $1
                ELSE substr(t.workers, strpos(t.workers, chr(10)) + 1) || chr(10) || $1
            END
            """;

    private string Group(string conditions, string order) =>
        $"SELECT t.queue, t.priority, t.due_at FROM {names.Tasks} t WHERE t.state = 0{conditions} ORDER BY {order}t.priority DESC, t.due_at LIMIT 1";

    private string FirstOfNamed(int queues, string above) =>
        $"(SELECT g.* FROM gate CROSS JOIN unnest(${queues}::text[]) q(queue) CROSS JOIN LATERAL ({Group(" AND t.queue = q.queue" + above, "")}) g)";

    private string NextOf(string group, string above = "") =>
        Group($" AND t.queue = {group}.queue AND t.priority < {group}.priority{above}", "");

    // A claim that goes on looks at the groups above its position, and at its own from there on.
    private string Above(int p) => shape.IsResumed ? $" AND t.priority > ${p + 5}::int" : "";

    private static string Resumed(int p) => $" UNION ALL SELECT (${p + 2}::text[])[1], ${p + 5}::int, ${p + 6}::bigint FROM gate";

    private string FirstOfAll => $"(SELECT g.* FROM gate CROSS JOIN LATERAL ({Group("", "t.queue, ")}) g)";

    private string NextOfAll =>
        $"SELECT * FROM (({NextOf("groups")}) UNION ALL ({Group(" AND t.queue > groups.queue", "t.queue, ")})) n LIMIT 1";

    // What is due in a group, counted no further than its queue's limit goes.
    private string Counted =>
        $"""
            , (SELECT count(*) FROM (
                SELECT FROM {names.Tasks} t
                WHERE t.state = 0 AND t.queue = g.queue AND t.priority = g.priority AND t.due_at <= (SELECT now FROM clock)
                LIMIT least(l.most, {Most})
            ) c) AS due
            """;

    private static string Limits(int p) => $" LEFT JOIN unnest(${p}::text[], ${p + 1}::int[]) l(limited, most) ON l.limited = g.queue";

    // Of its queue's limit, what the groups above it leave.
    private string Allotment =>
        $"""
            least({Most}, greatest(0, coalesce(
                g.most - coalesce(sum(g.due) OVER (PARTITION BY g.queue ORDER BY g.priority DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0),
                {Most}))) AS allotment
            """;
}
