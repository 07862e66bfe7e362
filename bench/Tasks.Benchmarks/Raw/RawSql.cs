using System.Text;

namespace Tasks.Benchmarks.Raw;

/// <summary>The statements of the raw loop on SQLite, on the store's own tables.</summary>
internal static class RawSql
{
    public const string Insert = """
        INSERT INTO tasks_tasks (id, name, queue, priority, enqueued_at, due_at, argument_bytes, arguments)
        VALUES (?1, ?2, ?3, 0, ?4, ?4, ?5, ?6)
        """;

    public const string Claim = """
        UPDATE tasks_tasks SET state = 1, lease = lease + 1, attempts = attempts + 1, started_at = coalesce(started_at, ?2),
            last_attempted_at = ?2, workers = ?3, session = 1, is_started = 1
        WHERE key IN (
            SELECT key FROM tasks_tasks INDEXED BY tasks_ready WHERE state = 0 AND queue = ?1 AND priority = 0 AND due_at <= ?2
            ORDER BY due_at, id LIMIT 256)
        RETURNING id, name, arguments, lease
        """;

    public const string Settle = """
        UPDATE tasks_tasks SET state = 2, finished_at = ?3, result = NULL, metadata = NULL, session = NULL, is_started = 0,
            cancel_requested = 0
        WHERE id = ?1 AND lease = ?2
        """;

    /// <summary>{0} finished, {1} future, {1} future of a higher priority, {0} ready in a queue that nobody serves.</summary>
    public const string Grow = """
        BEGIN IMMEDIATE;
        CREATE TEMP TABLE moment AS SELECT CAST(unixepoch('subsec') * 1000000 AS INTEGER) AS now;
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {0})
        INSERT INTO tasks_tasks (id, name, queue, priority, enqueued_at, due_at, argument_bytes, arguments, state, lease, attempts,
            started_at, last_attempted_at, finished_at, workers)
        SELECT printf('01900000-0000-7000-8000-%012x', i), 'Bare.Nothing', 'default', 0, now - 9000000000 + i, now - 9000000000 + i, 17,
            '{{"number":1234567}}', 2, 1, 1, now, now, now, 'worker:0123456789abcdef0123456789abcdef' FROM n, moment;
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {1})
        INSERT INTO tasks_tasks (id, name, queue, priority, enqueued_at, run_after, due_at, argument_bytes, arguments)
        SELECT printf('01900000-0000-7001-8000-%012x', i), 'Bare.Nothing', 'default', 0, now, now + 43200000000 + i,
            now + 43200000000 + i, 17, '{{"number":1234567}}' FROM n, moment;
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {1})
        INSERT INTO tasks_tasks (id, name, queue, priority, enqueued_at, run_after, due_at, argument_bytes, arguments)
        SELECT printf('01900000-0000-7002-8000-%012x', i), 'Bare.Nothing', 'default', 50, now, now + 43200000000 + i,
            now + 43200000000 + i, 17, '{{"number":1234567}}' FROM n, moment;
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {0})
        INSERT INTO tasks_tasks (id, name, queue, priority, enqueued_at, due_at, argument_bytes, arguments)
        SELECT printf('01900000-0000-7003-8000-%012x', i), 'Bare.Nothing', 'unserved', 0, now, now, 17, '{{"number":1234567}}'
        FROM n, moment;
        COMMIT;
        """;

    /// <summary>What the store keeps as the name of <see cref="Bare.Nothing"/>.</summary>
    public static ReadOnlySpan<byte> Name => "Tasks.Benchmarks.Bare.Nothing"u8;

    public static ReadOnlySpan<byte> Queue => "default"u8;

    /// <summary>As long as the name of a session with the worker's default name.</summary>
    public static byte[] Session { get; } = Encoding.UTF8.GetBytes($"{Environment.MachineName}-{Environment.ProcessId}:{Guid.NewGuid():N}");
}
