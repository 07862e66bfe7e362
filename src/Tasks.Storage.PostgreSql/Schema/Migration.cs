using System.Globalization;

namespace Tasks.Storage.PostgreSql.Schema;

/// <summary>
/// One step from a state of the tables to the next. A step stays as it is for ever once it was released; each statement may be run again
/// on tables that have it.
/// </summary>
/// <param name="Version">The version the step leads to: a program that knows only earlier ones cannot live with it.</param>
/// <param name="Revision">The revision within that version: what is merely added, so that older programs go on beside it.</param>
/// <param name="Statements">What it does, in order.</param>
internal sealed record Migration(int Version, int Revision, IReadOnlyList<string> Statements)
{
    /// <summary>Every step, first to last.</summary>
    public static IReadOnlyList<Migration> All(TableNames names) =>
        [new(1, 0, First(names)), new(1, 1, Workers(names)), new(1, 2, Unsuccessful(names))];

    /// <summary>The step and the note that it was taken. A revision is noted on the one before only, so that none that failed is passed over.</summary>
    public IReadOnlyList<string> Whole(TableNames names) =>
        [$"CREATE TABLE IF NOT EXISTS {names.Versions} (version integer NOT NULL)", .. Statements, .. Note(names)];

    // Tables of the first release have no column for a revision until the step to the first.
    private IEnumerable<string> Note(TableNames names) =>
        Revision == 0
            ?
            [
                $"DELETE FROM {names.Versions} WHERE version < {Number(Version)}",
                $"INSERT INTO {names.Versions} (version) SELECT {Number(Version)} WHERE NOT EXISTS (SELECT FROM {names.Versions})",
            ]
            :
            [
                $"UPDATE {names.Versions} SET revision = {Number(Revision)} WHERE version = {Number(Version)} AND revision = {Number(Revision - 1)}",
            ];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>An index for lists, counts and retries of what failed or was cancelled, which are few among all that is kept.</summary>
    private static IReadOnlyList<string> Unsuccessful(TableNames names) =>
        [$"CREATE INDEX IF NOT EXISTS {names.Unsuccessful} ON {names.Tasks} (state, id) WHERE state >= 3"];

    /// <summary>Workers that tell who and how they are, pauses, and the trace of an enqueue.</summary>
    private static IReadOnlyList<string> Workers(TableNames names) =>
        [
            $"ALTER TABLE {names.Versions} ADD COLUMN IF NOT EXISTS revision integer NOT NULL DEFAULT 0",
            $"ALTER TABLE {names.Tasks} ADD COLUMN IF NOT EXISTS trace text",
            $"""
                ALTER TABLE {names.Sessions}
                    ADD COLUMN IF NOT EXISTS opened_at bigint NOT NULL DEFAULT 0,
                    ADD COLUMN IF NOT EXISTS beaten_at bigint NOT NULL DEFAULT 0,
                    ADD COLUMN IF NOT EXISTS profile text, -- who its worker is, as JSON; NULL: it did not say
                    ADD COLUMN IF NOT EXISTS running integer NOT NULL DEFAULT 0,
                    ADD COLUMN IF NOT EXISTS stuck text, -- ids, one a line; NULL for none
                    ADD COLUMN IF NOT EXISTS heeded bigint NOT NULL DEFAULT 0
                """,
            $"""
                CREATE TABLE IF NOT EXISTS {names.Pauses} (
                    queue text COLLATE "C" PRIMARY KEY,
                    is_paused boolean NOT NULL,
                    changed bigint NOT NULL -- the number of the change; the largest is that of the pauses
                )
                """,
        ];

    private static IReadOnlyList<string> First(TableNames names) =>
        [
            $"""
                CREATE TABLE IF NOT EXISTS {names.Tasks} (
                    id text COLLATE "C" PRIMARY KEY,
                    name text COLLATE "C" NOT NULL,
                    queue text COLLATE "C" NOT NULL,
                    policy text, -- retries, as JSON; NULL: the defaults
                    priority smallint NOT NULL,
                    state smallint NOT NULL DEFAULT 0, -- 0 ready, 1 running, 2 successful, 3 failed, 4 cancelled
                    wait_reason smallint NOT NULL DEFAULT 0,
                    is_started boolean NOT NULL DEFAULT false,
                    cancel_requested boolean NOT NULL DEFAULT false,
                    attempts integer NOT NULL DEFAULT 0,
                    failures integer NOT NULL DEFAULT 0,
                    crashes integer NOT NULL DEFAULT 0,
                    lease bigint NOT NULL DEFAULT 0,
                    time_limit bigint, -- of one attempt, in units of 100 ns
                    enqueued_at bigint NOT NULL, -- this and every other moment: microseconds since 1970, UTC
                    run_after bigint,
                    due_at bigint NOT NULL,
                    started_at bigint,
                    last_attempted_at bigint,
                    finished_at bigint,
                    session bigint, -- the key of the session that runs it
                    workers text, -- worker:boot of the latest attempts, one a line
                    errors text, -- the latest errors, as JSON
                    metadata text, -- NULL: the object without members
                    result text, -- NULL: null
                    arguments text NOT NULL
                ) WITH ({TaskStorage})
                """,
            VacuumAfterInserts(names),
            $"""
                CREATE TABLE IF NOT EXISTS {names.Sessions} (
                    key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    id text COLLATE "C" NOT NULL UNIQUE,
                    ends_at bigint NOT NULL,
                    turn bigint NOT NULL,
                    is_lost boolean NOT NULL,
                    serves text NOT NULL -- queues: a,b or * or *,but,these
                ) WITH ({SessionStorage})
                """,
            $"CREATE INDEX IF NOT EXISTS {names.Ready} ON {names.Tasks} (queue, priority DESC, due_at, id) WHERE state = 0",
            $"CREATE INDEX IF NOT EXISTS {names.Held} ON {names.Tasks} (session) WHERE state = 1",
            $"CREATE INDEX IF NOT EXISTS {names.Cancels} ON {names.Tasks} (session) WHERE cancel_requested",
        ];

    // Version 12 does not know these settings, and does without.
    private static string VacuumAfterInserts(TableNames names) =>
        $"""
            DO 'BEGIN IF current_setting(''server_version_num'')::integer >= 130000 THEN
                ALTER TABLE {names.Tasks} SET (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000);
            END IF; END'
            """;

    // Every task leaves two dead rows behind, whatever the table's size: vacuum by the number of them, not by a share of the table, and
    // without pauses, for what it comes too late for is scanned at every claim.
    private const string TaskStorage =
        "fillfactor = 90, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000, "
        + "autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000, "
        + "autovacuum_vacuum_cost_delay = 0";

    // Few rows, each written again and again: room on the page lets the server write beside the old one and clean up as it goes.
    private const string SessionStorage =
        "fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0";
}
