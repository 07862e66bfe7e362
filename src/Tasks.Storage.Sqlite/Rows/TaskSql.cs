using Tasks.Storage.Sqlite.Schema;

namespace Tasks.Storage.Sqlite.Rows;

/// <summary>
/// Every statement about tasks. All but two know no rule of a task's life: rows are read, the domain decides, rows are written by key. The
/// two that do are <see cref="Succeed"/> and <see cref="Start"/>: see <see cref="FencedWriter"/>. The hot ones name their index, or hide
/// from the planner what would lead it to another, so that no statistics can.
/// </summary>
internal sealed class TaskSql(TableNames names)
{
    private readonly string tasks = "main." + names.Tasks;
    private readonly string arguments = "main." + names.Arguments;

    public string Insert =>
        $"""
            INSERT INTO {tasks}
                (id, name, queue, priority, policy, time_limit, enqueued_at, run_after, due_at, argument_bytes, arguments, trace)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
            ON CONFLICT (id) DO NOTHING
            """;

    public string InsertArguments => $"INSERT OR REPLACE INTO {arguments} (task, value) VALUES (?1, ?2)";

    public string ReadArguments => $"SELECT value FROM {arguments} WHERE task = ?1";

    public string FindLean => $"SELECT {Column.Lean} FROM {tasks} WHERE id = ?1";

    public string Find => $"SELECT {Column.All} FROM {tasks} WHERE id = ?1";

    public string Get => $"SELECT {Column.All} FROM {tasks} WHERE key = ?1";

    /// <summary>The next tasks in the order of ids: what decides how long they are kept.</summary>
    public string After => $"SELECT key, id, state, queue, finished_at FROM {tasks} WHERE id > ?1 ORDER BY id LIMIT ?2";

    public string Delete => $"DELETE FROM {tasks} WHERE key = ?1";

    public string DeleteArguments => $"DELETE FROM {arguments} WHERE task = ?1";

    /// <summary>How much of a group is due, up to a number.</summary>
    public string CountDue => $"SELECT count(*) FROM (SELECT 1 {FromGroup} AND due_at <= ?3 LIMIT ?4)";

    /// <summary>How much of a group waits for its time, up to a number.</summary>
    public string CountLater => $"SELECT count(*) FROM (SELECT 1 {FromGroup} AND due_at > ?3 LIMIT ?4)";

    /// <summary>What runs, by queue: as much as there are slots.</summary>
    public string CountRunning => $"SELECT queue, count(*) FROM {tasks} INDEXED BY {names.Held} WHERE state = 1 GROUP BY queue";

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
    public string Due => $"SELECT {Column.Fresh} {FromDue}";

    /// <summary>When the next task of a group becomes due.</summary>
    public string NextDue =>
        $"SELECT due_at FROM {tasks} INDEXED BY {names.Ready} WHERE state = 0 AND queue = ?1 AND priority = ?2 AND due_at > ?3 ORDER BY due_at LIMIT 1";

    public string WriteClaim =>
        $"""
            UPDATE {tasks} SET state = 1, lease = ?2, attempts = ?3, started_at = ?4, last_attempted_at = ?5, workers = ?6, session = ?7,
                is_started = ?8
            WHERE key = ?1
            """;

    /// <summary>Writes one claim to the first few of what is due in a group.</summary>
    public string WriteClaims =>
        $"""
            UPDATE {tasks} SET state = 1, lease = ?5, attempts = ?6, started_at = ?7, last_attempted_at = ?8, workers = ?9, session = ?10,
                is_started = ?11
            WHERE key IN (SELECT key {FromDue} LIMIT ?4)
            """;

    /// <summary>Records a success, or several, where the lease is still the task's and it runs.</summary>
    public string Succeed(int rows) =>
        rows == 1
            ? $"UPDATE {tasks} SET {Success}, result = ?4 WHERE id = ?2 AND lease = ?3 AND +state = 1"
            : $"""
                WITH outcome (task, fence, value) AS (VALUES {Tuples(rows, first: 2, width: 3)})
                UPDATE {tasks} SET {Success}, result = outcome.value FROM outcome WHERE id = outcome.task AND lease = outcome.fence AND +state = 1
                """;

    /// <summary>Notes that a method was called, or several, where the lease is still the task's and it runs.</summary>
    public string Start(int rows) =>
        rows == 1
            ? $"UPDATE {tasks} SET is_started = 1 WHERE id = ?1 AND lease = ?2 AND +state = 1"
            : $"""
                WITH start (task, fence) AS (VALUES {Tuples(rows, first: 1, width: 2)})
                UPDATE {tasks} SET is_started = 1 FROM start WHERE id = start.task AND lease = start.fence AND +state = 1
                """;

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
            After,
            Delete,
            DeleteArguments,
            CountDue,
            CountLater,
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
            WriteClaims,
            Succeed(1),
            Succeed(FencedWriter.UsualChunk),
            Start(1),
            Start(FencedWriter.UsualChunk),
            Write,
        ];

    private const string Success =
        "state = 2, finished_at = max(?1, coalesce(last_attempted_at, enqueued_at)), session = NULL, is_started = 0, cancel_requested = 0";

    private string FromGroup => $"FROM {tasks} INDEXED BY {names.Ready} WHERE state = 0 AND queue = ?1 AND priority = ?2";

    private string FromDue => $"{FromGroup} AND due_at <= ?3 ORDER BY due_at, id";

    private static string Tuples(int rows, int first, int width) =>
        string.Join(
            ", ",
            Enumerable
                .Range(0, rows)
                .Select(row => $"({string.Join(", ", Enumerable.Range(first + (row * width), width).Select(number => $"?{number}"))})")
        );
}
