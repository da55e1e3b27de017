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
