-- The tables as the release with revision 1 made them.
CREATE TABLE IF NOT EXISTS main."tasks_schema" (
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE IF NOT EXISTS main."tasks_tasks" (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    queue TEXT NOT NULL,
    priority INTEGER NOT NULL,
    policy TEXT, -- retries, as JSON; NULL: the defaults
    time_limit INTEGER, -- of one attempt, in units of 100 ns
    enqueued_at INTEGER NOT NULL, -- this and every other moment: microseconds since 1970, UTC
    run_after INTEGER,
    due_at INTEGER NOT NULL,
    lease INTEGER NOT NULL DEFAULT 0,
    state INTEGER NOT NULL DEFAULT 0, -- 0 ready, 1 running, 2 successful, 3 failed, 4 cancelled
    wait_reason INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    crashes INTEGER NOT NULL DEFAULT 0,
    started_at INTEGER,
    last_attempted_at INTEGER,
    finished_at INTEGER,
    session INTEGER, -- the key of the session that runs it
    is_started INTEGER NOT NULL DEFAULT 0,
    cancel_requested INTEGER NOT NULL DEFAULT 0,
    workers TEXT, -- worker:boot of the latest attempts, one a line
    errors TEXT, -- the latest errors, as JSON
    metadata TEXT, -- NULL: the object without members
    result TEXT, -- NULL: null
    argument_bytes INTEGER NOT NULL,
    arguments TEXT, -- NULL: too large for the row, see the table beside
    trace TEXT -- of the enqueue; NULL for none
);

CREATE TABLE IF NOT EXISTS main."tasks_arguments" (
    task INTEGER PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS main."tasks_sessions" (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    ends_at INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    is_lost INTEGER NOT NULL,
    serves TEXT NOT NULL, -- queues: a,b or * or *,but,these
    opened_at INTEGER NOT NULL DEFAULT 0,
    beaten_at INTEGER NOT NULL DEFAULT 0,
    profile TEXT, -- who its worker is, as JSON; NULL: it did not say
    running INTEGER NOT NULL DEFAULT 0,
    stuck TEXT, -- ids, one a line; NULL for none
    heeded INTEGER NOT NULL DEFAULT 0 -- the number of the pauses its worker heeds
);

CREATE TABLE IF NOT EXISTS main."tasks_pauses" (
    queue TEXT PRIMARY KEY,
    is_paused INTEGER NOT NULL,
    changed INTEGER NOT NULL -- the number of the change; the largest is that of the pauses
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS main."tasks_ready" ON "tasks_tasks" (queue, priority DESC, due_at, id) WHERE state = 0;

CREATE INDEX IF NOT EXISTS main."tasks_held" ON "tasks_tasks" (session) WHERE state = 1;

CREATE INDEX IF NOT EXISTS main."tasks_cancels" ON "tasks_tasks" (session) WHERE cancel_requested = 1;

INSERT INTO main."tasks_schema" (version, revision) SELECT 1, 1 WHERE NOT EXISTS (SELECT 1 FROM main."tasks_schema");
