using Tasks.Storage.PostgreSql.Rows;
using Tasks.Storage.PostgreSql.Schema;

namespace Tasks.Storage.PostgreSql.Writing;

/// <summary>The one statement that takes new tasks, be it one or a thousand.</summary>
internal sealed class EnqueueSql(TableNames names)
{
    /// <summary>
    /// Stores what is not there already, and notifies of the queues named. Gives the moment, and the ids that were stored unless all were.
    /// </summary>
    public string Insert { get; } =
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
                ON CONFLICT (id) DO NOTHING
                RETURNING id
            )
            SELECT clock.now,
                CASE WHEN (SELECT count(*) FROM stored) < cardinality($1::text[]) THEN coalesce((SELECT array_agg(id) FROM stored), '{"{}"}') END,
                (SELECT count(pg_notify('{names.Channel}', q)) FROM unnest($10::text[]) q)
            FROM clock
            """;
}
