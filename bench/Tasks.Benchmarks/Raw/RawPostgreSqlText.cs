namespace Tasks.Benchmarks.Raw;

/// <summary>The statements of the raw loop on PostgreSQL, on the store's own tables.</summary>
internal static class RawPostgreSqlText
{
    private const string Now = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

    public const string Insert = $"""
        INSERT INTO tasks_tasks (id, name, queue, priority, enqueued_at, due_at, arguments)
        SELECT id, $3, $4, 0, now, now, arguments FROM unnest($1::text[], $2::text[]) AS new (id, arguments), (SELECT {Now} AS now) AS clock
        """;

    // The limit is part of the text: planned as a parameter it would be taken for a tenth of the table.
    public const string Claim = $"""
        WITH next AS MATERIALIZED (
            SELECT id FROM tasks_tasks WHERE state = 0 AND queue = $1 AND priority = 0 AND due_at <= {Now}
            ORDER BY due_at, id LIMIT 256 FOR UPDATE SKIP LOCKED)
        UPDATE tasks_tasks AS task SET state = 1, lease = lease + 1, attempts = attempts + 1, started_at = coalesce(started_at, clock.now),
            last_attempted_at = clock.now, workers = $2, session = 1, is_started = true
        FROM next, (SELECT {Now} AS now) AS clock WHERE task.id = next.id
        RETURNING task.id, task.name, task.arguments, task.lease
        """;

    public const string Settle = $"""
        UPDATE tasks_tasks AS task SET state = 2, finished_at = clock.now, result = NULL, metadata = NULL, session = NULL,
            is_started = false, cancel_requested = false
        FROM unnest($1::text[], $2::bigint[]) AS done (id, lease), (SELECT {Now} AS now) AS clock
        WHERE task.id = done.id AND task.lease = done.lease
        """;

    /// <summary>{0} finished, {1} future, {1} future of a higher priority, {0} ready in a queue that nobody serves.</summary>
    public const string Grow = $$$"""
        INSERT INTO tasks_tasks (id, name, queue, priority, enqueued_at, due_at, arguments, state, lease, attempts, started_at,
            last_attempted_at, finished_at, workers)
        SELECT format('01900000-0000-7000-8000-%s', lpad(to_hex(i), 12, '0')), 'Bare.Nothing', 'default', 0, now - 9000000000 + i,
            now - 9000000000 + i, '{{"number":1234567}}', 2, 1, 1, now, now, now, 'worker:0123456789abcdef0123456789abcdef'
        FROM generate_series(1, {0}) AS i, (SELECT {{{Now}}} AS now) AS clock;
        INSERT INTO tasks_tasks (id, name, queue, priority, enqueued_at, run_after, due_at, arguments)
        SELECT format('01900000-0000-7001-8000-%s', lpad(to_hex(i), 12, '0')), 'Bare.Nothing', 'default', 0, now, now + 43200000000 + i,
            now + 43200000000 + i, '{{"number":1234567}}' FROM generate_series(1, {1}) AS i, (SELECT {{{Now}}} AS now) AS clock;
        INSERT INTO tasks_tasks (id, name, queue, priority, enqueued_at, run_after, due_at, arguments)
        SELECT format('01900000-0000-7002-8000-%s', lpad(to_hex(i), 12, '0')), 'Bare.Nothing', 'default', 50, now, now + 43200000000 + i,
            now + 43200000000 + i, '{{"number":1234567}}' FROM generate_series(1, {1}) AS i, (SELECT {{{Now}}} AS now) AS clock;
        INSERT INTO tasks_tasks (id, name, queue, priority, enqueued_at, due_at, arguments)
        SELECT format('01900000-0000-7003-8000-%s', lpad(to_hex(i), 12, '0')), 'Bare.Nothing', 'unserved', 0, now, now,
            '{{"number":1234567}}' FROM generate_series(1, {0}) AS i, (SELECT {{{Now}}} AS now) AS clock
        """;

    /// <summary>{0} that are due.</summary>
    public const string Fill = $$$"""
        INSERT INTO tasks_tasks (id, name, queue, priority, enqueued_at, due_at, arguments)
        SELECT format('01900000-0000-7000-8000-%s', lpad(to_hex(i), 12, '0')), 'Tasks.Benchmarks.Bare.Nothing', 'default', 0,
            now - 9000000000 + i, now - 9000000000 + i, '{{"number":1234567}}'
        FROM generate_series(1, {0}) AS i, (SELECT {{{Now}}} AS now) AS clock
        """;

    public const string Vacuum = "VACUUM (ANALYZE) tasks_tasks";
}
