using Tasks.Storage.PostgreSql.Rows;
using Tasks.Storage.PostgreSql.Schema;

namespace Tasks.Storage.PostgreSql.Writing;

/// <summary>The statements that take new tasks, be it one or a thousand, and notify of the queues named.</summary>
internal sealed class EnqueueSql(TableNames names)
{
    /// <summary>Stores tasks none of which is there already, else it fails. Gives the moment.</summary>
    public string Insert { get; } =
        $"""
            {Storing(names)})
            SELECT clock.now, {Notifying(names)}
            FROM clock
            """;

    /// <summary>
    /// Stores what is not there already, which costs the server a third more: it looks for each first, and confirms each in its log. Gives
    /// the moment, and the ids that were stored unless all were.
    /// </summary>
    public string InsertMissing { get; } =
        $"""
            {Storing(names)}
                ON CONFLICT (id) DO NOTHING
                RETURNING id
            )
            SELECT clock.now, {Notifying(names)},
                CASE WHEN (SELECT count(*) FROM stored) < cardinality($1::text[]) THEN coalesce((SELECT array_agg(id) FROM stored), '{"{}"}') END
            FROM clock
            """;

    private static string Storing(TableNames names) =>
        $"""
            WITH clock(now) AS MATERIALIZED (SELECT {Moment.OfStatement}),
            given AS (
                SELECT n.*, CASE WHEN n.delay IS NULL THEN n.not_before ELSE {Moment.Plus(
                "clock.now",
                "n.delay"
            )} END AS run_after, clock.now
                FROM clock, unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[], $9::text[], $11::text[])
                    AS n(id, name, queue, priority, policy, time_limit, not_before, delay, arguments, trace)
            ),
            stored AS (
                INSERT INTO {names.Tasks} (id, name, queue, priority, policy, time_limit, enqueued_at, run_after, due_at, arguments, trace)
                SELECT id, name, queue, priority, policy, time_limit, now, run_after, greatest(now, coalesce(run_after, now)), arguments, trace
                FROM given
            """;

    private static string Notifying(TableNames names) => $"(SELECT count(pg_notify('{names.Channel}', q)) FROM unnest($10::text[]) q)";
}
