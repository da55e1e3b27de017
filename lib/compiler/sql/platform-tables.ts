import type { Plan } from '../plan.ts';
import { hasWide } from '../service/row-invariants.ts';
import { code } from '../text/code.ts';

/** The audit log and the end of its chain. */
const AUDIT_TABLES = code`
  -- What was asked, answered and decided. Rows are only ever added.
  CREATE TABLE platform.audit_log (
    seq bigint PRIMARY KEY,
    id uuid NOT NULL UNIQUE,
    at timestamptz NOT NULL,
    request uuid NOT NULL,
    operation text NOT NULL,
    spec_version text NOT NULL,
    actor text NOT NULL,
    status integer NOT NULL,
    input jsonb,
    output jsonb,
    decisions jsonb,
    leaf_hash bytea NOT NULL,
    chain_hash bytea NOT NULL
  );

  CREATE INDEX audit_log_request ON platform.audit_log (request);

  CREATE INDEX audit_log_at ON platform.audit_log (at);

  -- The end of the chain: one row, which also puts writers in order.
  CREATE TABLE platform.audit_head (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    seq bigint NOT NULL,
    hash bytea NOT NULL
  );

  INSERT INTO platform.audit_head (seq, hash) VALUES (0, decode(repeat('00', 32), 'hex'));

  CREATE FUNCTION platform.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'the audit log is append-only';
  END
  $$;

  CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON platform.audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
`;

/** Requests that wait, and their tasks. */
const WAITING_TABLES = code`
  -- Requests that wait for a person. The state is encrypted.
  CREATE TABLE platform.request (
    id uuid PRIMARY KEY,
    operation text NOT NULL,
    caller text NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'succeeded', 'failed')),
    sealed bytea NOT NULL,
    created_at timestamptz NOT NULL,
    finished_at timestamptz
  );

  CREATE INDEX request_finished ON platform.request (finished_at);

  -- What people have to do for a request: one task per step.
  CREATE TABLE platform.task (
    id uuid PRIMARY KEY,
    request uuid NOT NULL REFERENCES platform.request (id) ON DELETE CASCADE,
    operation text NOT NULL,
    step text NOT NULL,
    state text NOT NULL CHECK (state IN ('open', 'claimed', 'completed')),
    claimed_by text,
    created_at timestamptz NOT NULL,
    completed_at timestamptz,
    UNIQUE (request, step)
  );

  CREATE INDEX task_state ON platform.task (state, created_at);
`;

const CALLS = code`
  -- What other systems were asked and answered.
  ALTER TABLE platform.audit_log ADD COLUMN calls jsonb;
`;

const DRIVEN_REQUESTS = code`
  -- Requests also go on by themselves. Who drives one holds it for a while.
  ALTER TABLE platform.request
    DROP CONSTRAINT request_state_check,
    ADD CONSTRAINT request_state_check CHECK (state IN ('waiting', 'running', 'succeeded', 'failed')),
    ADD COLUMN wake_at timestamptz,
    ADD COLUMN lease_until timestamptz,
    ADD COLUMN attempts integer NOT NULL DEFAULT 0;

  CREATE INDEX request_running ON platform.request (created_at) WHERE state = 'running';

  CREATE INDEX request_wake ON platform.request (wake_at) WHERE state = 'waiting';
`;

const USER_TASKS = code`
  -- What a task shows and who must not do it, encrypted; until when it has to be done.
  ALTER TABLE platform.task
    ADD COLUMN sealed bytea,
    ADD COLUMN due_at timestamptz,
    ADD COLUMN escalated_at timestamptz;

  CREATE INDEX task_due ON platform.task (due_at) WHERE state <> 'completed' AND escalated_at IS NULL;
`;

const SNAPSHOTS = code`
  -- The last good answers of other systems, encrypted.
  CREATE TABLE platform.snapshot (
    key text PRIMARY KEY,
    at timestamptz NOT NULL,
    sealed bytea NOT NULL
  );

  CREATE INDEX snapshot_at ON platform.snapshot (at);
`;

const OUTBOX = code`
  -- Events, stored with what they are about.
  CREATE TABLE platform.outbox (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id uuid NOT NULL UNIQUE,
    event text NOT NULL,
    channel text NOT NULL,
    subject text,
    at timestamptz NOT NULL,
    data jsonb NOT NULL
  );

  CREATE INDEX outbox_at ON platform.outbox (at);

  -- Who has to be told of an event, and who was.
  CREATE TABLE platform.delivery (
    seq bigint NOT NULL REFERENCES platform.outbox (seq) ON DELETE CASCADE,
    subscriber text NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL,
    delivered_at timestamptz,
    PRIMARY KEY (seq, subscriber)
  );

  CREATE INDEX delivery_due ON platform.delivery (next_at) WHERE delivered_at IS NULL;
`;

const SCHEDULES = code`
  -- What was due, and whether it was done.
  CREATE TABLE platform.schedule_run (
    schedule text NOT NULL,
    due_at timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('skipped', 'running', 'succeeded', 'failed')),
    lease_until timestamptz,
    PRIMARY KEY (schedule, due_at)
  );
`;

const WAITING_SCHEDULES = code`
  -- A run may wait for people or a time, as a request of its own; none begins until it is over.
  ALTER TABLE platform.schedule_run
    DROP CONSTRAINT schedule_run_state_check,
    ADD CONSTRAINT schedule_run_state_check CHECK (state IN ('skipped', 'running', 'waiting', 'succeeded', 'failed')),
    ADD COLUMN request uuid;

  CREATE INDEX schedule_run_request ON platform.schedule_run (request) WHERE request IS NOT NULL;
`;

const BROKEN_ROWS = code`
  -- Rows of which something does not hold that always should, by the check of all rows.
  CREATE TABLE platform.broken_row (
    invariant text NOT NULL,
    key text NOT NULL,
    since timestamptz NOT NULL,
    PRIMARY KEY (invariant, key)
  );
`;

const IDEMPOTENCY = code`
  -- Requests that may be sent again, and what they were answered, encrypted; nothing while they are worked on.
  CREATE TABLE platform.idempotency (
    operation text NOT NULL,
    caller text NOT NULL,
    key text NOT NULL,
    digest bytea NOT NULL,
    sealed bytea,
    held_until timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (operation, caller, key)
  );

  CREATE INDEX idempotency_expires ON platform.idempotency (expires_at);
`;

const CONTENTS = code`
  -- What files hold, each once, by its SHA-256. Rows name files and their contents; whatever nothing names is forgotten.
  CREATE TABLE platform.content (
    sha256 text PRIMARY KEY,
    bytes bytea NOT NULL,
    kept_at timestamptz NOT NULL
  );

  CREATE INDEX content_kept_at ON platform.content (kept_at);
`;

const WAITING_CONTENTS = code`
  -- The requests that contents came with: those of requests that wait are kept.
  CREATE TABLE platform.content_request (
    sha256 text NOT NULL REFERENCES platform.content (sha256) ON DELETE CASCADE,
    request uuid NOT NULL,
    PRIMARY KEY (sha256, request)
  );
`;

const CONTENT_PARTS = code`
  -- What contents hold beyond their first mebibyte, in parts of that size.
  CREATE TABLE platform.content_part (
    sha256 text NOT NULL REFERENCES platform.content (sha256) ON DELETE CASCADE,
    part integer NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (sha256, part)
  );
`;

const SEALED_CONTENTS = code`
  -- What files hold is encrypted. What was stored before that is sealed while the service runs.
  ALTER TABLE platform.content ADD COLUMN sealed boolean NOT NULL DEFAULT false;
  ALTER TABLE platform.content_part ADD COLUMN sealed boolean NOT NULL DEFAULT false;
`;

const FOLDER_WRITES = code`
  -- What has to happen in folders, in this order; no bytes: the file goes.
  CREATE TABLE platform.folder_write (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    setting text NOT NULL,
    path text NOT NULL,
    bytes bytea
  );
`;

/** What the platform stores, each with the services that need it. An addition comes after what it changes. */
const PARTS: readonly { needed: (plan: Plan) => boolean; sql: string }[] = [
  { needed: () => true, sql: AUDIT_TABLES },
  { needed: ({ waits }) => waits, sql: WAITING_TABLES },
  { needed: ({ outside }) => outside, sql: CALLS },
  { needed: ({ drives }) => drives, sql: DRIVEN_REQUESTS },
  { needed: ({ userTasks }) => userTasks, sql: USER_TASKS },
  { needed: ({ schedules }) => schedules.length > 0, sql: SCHEDULES },
  { needed: ({ schedules }) => schedules.some(({ waits }) => waits), sql: WAITING_SCHEDULES },
  { needed: hasWide, sql: BROKEN_ROWS },
  { needed: ({ publishes }) => publishes, sql: OUTBOX },
  { needed: ({ snapshotMs }) => snapshotMs !== null, sql: SNAPSHOTS },
  { needed: ({ wire }) => wire.repeatable, sql: IDEMPOTENCY },
  { needed: ({ files }) => files.kept, sql: CONTENTS },
  { needed: ({ files, waits }) => files.kept && waits, sql: WAITING_CONTENTS },
  { needed: ({ files }) => files.kept, sql: CONTENT_PARTS },
  { needed: ({ files }) => files.sealed, sql: SEALED_CONTENTS },
  { needed: ({ files }) => files.written.length > 0, sql: FOLDER_WRITES },
];

/**
 * The tables of the platform that a service needs; those that an earlier release of it did not have, where there is one.
 * `history` are the texts of its migrations: what one of them made is there, also if a release in between did not need it. A
 * way back leaves these tables, so what comes after one finds them.
 */
export function platformTables(plan: Plan, before: Plan | null = null, history: readonly string[] = []): string[] {
  const wanted = PARTS.filter(({ needed }) => needed(plan)).map(({ sql }) => sql);
  if (before === null) return wanted;
  return wanted
    .map(again)
    .filter((sql, at) => !history.some((text) => text.includes(wanted[at] ?? '') || text.includes(sql)));
}

function again(sql: string): string {
  return sql
    .replace(/CREATE (TABLE|INDEX) /g, 'CREATE $1 IF NOT EXISTS ')
    .replace(/ADD COLUMN /g, 'ADD COLUMN IF NOT EXISTS ');
}
