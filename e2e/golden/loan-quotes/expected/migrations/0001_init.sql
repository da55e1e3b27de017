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

-- Quote
CREATE TABLE quote (
  id uuid PRIMARY KEY,
  amount numeric(10, 2) NOT NULL CHECK (amount >= 0 AND amount <= 10000000),
  months bigint NOT NULL CHECK (months >= 6 AND months <= 84),
  grade text NOT NULL CHECK (grade IN ('prime', 'standard', 'declined')),
  yearly_rate numeric(5, 2) NOT NULL CHECK (yearly_rate >= 0 AND yearly_rate <= 100),
  monthly_payment numeric(10, 2) NOT NULL CHECK (monthly_payment >= 0 AND monthly_payment <= 10000000),
  quoted_by text NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE INDEX quote_created_at ON quote (created_at);
