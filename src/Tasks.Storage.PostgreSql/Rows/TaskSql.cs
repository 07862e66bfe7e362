using Tasks.Storage.PostgreSql.Schema;

namespace Tasks.Storage.PostgreSql.Rows;

/// <summary>
/// The plain statements about tasks. None of them knows a rule of a task's life: rows are read and locked, the domain decides, rows are
/// written by id under the lease they were read with.
/// </summary>
internal sealed class TaskSql(TableNames names)
{
    /// <summary>Whole tasks by id.</summary>
    public string Find => $"SELECT {Column.All} FROM {names.Tasks} t WHERE t.id = ANY ($1::text[])";

    /// <summary>Whole tasks by id, locked in the order of their ids, so that no two callers wait for each other.</summary>
    public string Lock => $"{Find} ORDER BY t.id FOR NO KEY UPDATE";

    /// <summary>The same without what a move does not need.</summary>
    public string LockLean => $"SELECT {Column.Lean} FROM {names.Tasks} t WHERE t.id = ANY ($1::text[]) ORDER BY t.id FOR NO KEY UPDATE";

    /// <summary>What a session holds, by its id.</summary>
    public string LockHeldBy =>
        $"""
            SELECT {Column.Lean} FROM {names.Tasks} t
            WHERE t.state = 1 AND t.session = (SELECT s.key FROM {names.Sessions} s WHERE s.id = $1) ORDER BY t.id FOR NO KEY UPDATE
            """;

    /// <summary>The first tasks, by id, that are held by sessions that are lost or unknown: each holder is one leap over the index.</summary>
    public string LockOrphans =>
        $"""
            WITH RECURSIVE holders(session) AS (
                (SELECT t.session FROM {names.Tasks} t WHERE t.state = 1 ORDER BY t.session LIMIT 1)
                UNION ALL
                SELECT (SELECT t.session FROM {names.Tasks} t WHERE t.state = 1 AND t.session > holders.session ORDER BY t.session LIMIT 1)
                FROM holders WHERE holders.session IS NOT NULL
            )
            SELECT {Column.All} FROM {names.Tasks} t
            WHERE t.state = 1 AND t.session = ANY (ARRAY(
                SELECT h.session FROM holders h LEFT JOIN {names.Sessions} s ON s.key = h.session
                WHERE h.session IS NOT NULL AND (s.key IS NULL OR s.is_lost)
            ))
            ORDER BY t.id LIMIT $1::int FOR NO KEY UPDATE
            """;

    /// <summary>Writes what the domain decided, whatever it was.</summary>
    public string Write =>
        $"""
            UPDATE {names.Tasks} AS t
            SET due_at = w.due_at, lease = w.lease, state = w.state, wait_reason = w.wait_reason, attempts = w.attempts,
                failures = w.failures, crashes = w.crashes, started_at = w.started_at, last_attempted_at = w.last_attempted_at,
                finished_at = w.finished_at, is_started = w.is_started, cancel_requested = w.cancel_requested, workers = w.workers,
                errors = w.errors, metadata = w.metadata, result = w.result, session = CASE w.state WHEN 1 THEN t.session END
            FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[],
                $10::bigint[], $11::bigint[], $12::bigint[], $13::boolean[], $14::boolean[], $15::text[], $16::text[], $17::text[], $18::text[])
                AS w(id, under_lease, due_at, lease, state, wait_reason, attempts, failures, crashes, started_at, last_attempted_at,
                    finished_at, is_started, cancel_requested, workers, errors, metadata, result)
            WHERE t.id = w.id AND t.lease = w.under_lease
            """;
}
