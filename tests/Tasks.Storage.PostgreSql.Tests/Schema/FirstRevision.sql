-- The tables as the release with revision 1 made them.
CREATE TABLE $schema (version integer NOT NULL, revision integer NOT NULL DEFAULT 0);

CREATE TABLE IF NOT EXISTS $tasks (
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
    arguments text NOT NULL,
    trace text
) WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000, autovacuum_vacuum_cost_delay = 0);

CREATE TABLE IF NOT EXISTS $sessions (
    key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text COLLATE "C" NOT NULL UNIQUE,
    ends_at bigint NOT NULL,
    turn bigint NOT NULL,
    is_lost boolean NOT NULL,
    serves text NOT NULL, -- queues: a,b or * or *,but,these
    opened_at bigint NOT NULL DEFAULT 0,
    beaten_at bigint NOT NULL DEFAULT 0,
    profile text, -- who its worker is, as JSON; NULL: it did not say
    running integer NOT NULL DEFAULT 0,
    stuck text, -- ids, one a line; NULL for none
    heeded bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0);

CREATE TABLE IF NOT EXISTS $pauses (
    queue text COLLATE "C" PRIMARY KEY,
    is_paused boolean NOT NULL,
    changed bigint NOT NULL -- the number of the change; the largest is that of the pauses
);

CREATE INDEX IF NOT EXISTS tasks_ready ON $tasks (queue, priority DESC, due_at, id) WHERE state = 0;

CREATE INDEX IF NOT EXISTS tasks_held ON $tasks (session) WHERE state = 1;

CREATE INDEX IF NOT EXISTS tasks_cancels ON $tasks (session) WHERE cancel_requested;

INSERT INTO $schema (version, revision) VALUES (1, 1);
