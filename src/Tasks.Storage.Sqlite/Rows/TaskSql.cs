using Tasks.Storage.Sqlite.Schema;

namespace Tasks.Storage.Sqlite.Rows;

/// <summary>
/// Every statement about tasks. None of them knows a rule of a task's life: rows are read, the domain decides, rows are written by key.
/// The hot ones name their index, so that no statistics can lead the planner elsewhere.
/// </summary>
internal sealed class TaskSql(TableNames names)
{
    private readonly string tasks = "main." + names.Tasks;
    private readonly string arguments = "main." + names.Arguments;

    public string Insert =>
        $"""
            INSERT INTO {tasks}
                (id, name, queue, priority, policy, time_limit, enqueued_at, run_after, due_at, argument_bytes, arguments)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            ON CONFLICT (id) DO NOTHING
            """;

    public string InsertArguments => $"INSERT OR REPLACE INTO {arguments} (task, value) VALUES (?1, ?2)";

    public string ReadArguments => $"SELECT value FROM {arguments} WHERE task = ?1";

    public string FindLean => $"SELECT {Column.Lean} FROM {tasks} WHERE id = ?1";

    public string Find => $"SELECT {Column.All} FROM {tasks} WHERE id = ?1";

    public string Get => $"SELECT {Column.All} FROM {tasks} WHERE key = ?1";

    /// <summary>The leases of one session, without what a move does not need.</summary>
    public string HeldBy => $"SELECT {Column.Lean} FROM {tasks} INDEXED BY {names.Held} WHERE state = 1 AND session = ?1";

    /// <summary>Keys of the first few tasks of one session, by id.</summary>
    public string KeysHeldBy =>
        $"SELECT key, id FROM {tasks} INDEXED BY {names.Held} WHERE state = 1 AND session = ?1 ORDER BY id LIMIT ?2";

    public string AnyHeldBy => $"SELECT 1 FROM {tasks} INDEXED BY {names.Held} WHERE state = 1 AND session = ?1 LIMIT 1";

    /// <summary>The next session, by key, that holds anything.</summary>
    public string NextHolder =>
        $"SELECT session FROM {tasks} INDEXED BY {names.Held} WHERE state = 1 AND session > ?1 ORDER BY session LIMIT 1";

    public string CancelRequests => $"SELECT id, lease FROM {tasks} INDEXED BY {names.Cancels} WHERE cancel_requested = 1 AND session = ?1";

    /// <summary>The first group of the first queue, and when its first task is due.</summary>
    public string FirstGroup =>
        $"SELECT queue, priority, due_at FROM {tasks} INDEXED BY {names.Ready} WHERE state = 0 ORDER BY queue, priority DESC, due_at LIMIT 1";

    /// <summary>The first group of the next queue.</summary>
    public string NextQueue =>
        $"SELECT queue, priority, due_at FROM {tasks} INDEXED BY {names.Ready} WHERE state = 0 AND queue > ?1 ORDER BY queue, priority DESC, due_at LIMIT 1";

    /// <summary>The next smaller priority of a queue.</summary>
    public string NextPriority =>
        $"SELECT priority, due_at FROM {tasks} INDEXED BY {names.Ready} WHERE state = 0 AND queue = ?1 AND priority < ?2 ORDER BY priority DESC, due_at LIMIT 1";

    /// <summary>What of a group is due, in the order of claiming.</summary>
    public string Due =>
        $"SELECT {Column.All} FROM {tasks} INDEXED BY {names.Ready} WHERE state = 0 AND queue = ?1 AND priority = ?2 AND due_at <= ?3 ORDER BY due_at, id";

    /// <summary>When the next task of a group becomes due.</summary>
    public string NextDue =>
        $"SELECT due_at FROM {tasks} INDEXED BY {names.Ready} WHERE state = 0 AND queue = ?1 AND priority = ?2 AND due_at > ?3 ORDER BY due_at LIMIT 1";

    public string WriteClaim =>
        $"""
            UPDATE {tasks} SET state = 1, lease = ?2, attempts = ?3, started_at = ?4, last_attempted_at = ?5, workers = ?6, session = ?7,
                is_started = ?8
            WHERE key = ?1
            """;

    public string WriteSuccess =>
        $"""
            UPDATE {tasks} SET state = 2, finished_at = ?2, result = ?3, metadata = ?4, session = NULL, is_started = 0, cancel_requested = 0
            WHERE key = ?1
            """;

    public string WriteStart => $"UPDATE {tasks} SET is_started = ?2 WHERE key = ?1";

    public string Write =>
        $"""
            UPDATE {tasks} SET due_at = ?2, lease = ?3, state = ?4, wait_reason = ?5, attempts = ?6, failures = ?7, crashes = ?8,
                started_at = ?9, last_attempted_at = ?10, finished_at = ?11, is_started = ?12, cancel_requested = ?13, workers = ?14,
                errors = ?15, metadata = ?16, result = ?17, session = CASE ?4 WHEN 1 THEN session END
            WHERE key = ?1
            """;

    /// <summary>The statements of the hot paths: each must find its rows through an index and sort nothing.</summary>
    public IReadOnlyList<string> Hot =>
        [
            Insert,
            InsertArguments,
            ReadArguments,
            FindLean,
            Find,
            Get,
            HeldBy,
            AnyHeldBy,
            NextHolder,
            CancelRequests,
            FirstGroup,
            NextQueue,
            NextPriority,
            Due,
            NextDue,
            WriteClaim,
            WriteSuccess,
            WriteStart,
            Write,
        ];
}
