import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });
const now = sql`now()`;

// ── People ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export const ROLES = ['architect', 'orchestrator', 'monitor', 'expert', 'administrator'] as const;

/** A person who may sign in. `passwordHash` is null for people of an identity provider, `oidcSubject` for local ones. */
export const people = pgTable(
  'people',
  {
    id: uuid('id').primaryKey(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    role: text('role', { enum: ROLES }).notNull(),
    passwordHash: text('password_hash'),
    oidcSubject: text('oidc_subject').unique(),
    active: boolean('active').notNull().default(true),
    createdAt: instant('created_at').notNull().default(now),
  },
  (t) => [uniqueIndex('people_email').on(sql`lower(${t.email})`)],
);

/** One signed-in browser. `authenticatedAt` is when the person last proved who they are: signing needs a fresh one. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    createdAt: instant('created_at').notNull(),
    authenticatedAt: instant('authenticated_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (t) => [index('sessions_person').on(t.personId)],
);

/** Failed proofs of identity, to slow down guessing. `subject` is a lower-cased e-mail or an address. */
export const signInAttempts = pgTable(
  'sign_in_attempts',
  { id: uuid('id').primaryKey(), subject: text('subject').notNull(), at: instant('at').notNull() },
  (t) => [index('sign_in_attempts_subject').on(t.subject, t.at)],
);

// ── Specifications ───────────────────────────────────────────────────────────────────────────────────────────────────

export const services = pgTable('services', {
  id: uuid('id').primaryKey(),
  /** kebab-case, as in addresses. */
  name: text('name').notNull().unique(),
  createdBy: uuid('created_by')
    .notNull()
    .references(() => people.id),
  createdAt: instant('created_at').notNull(),
});

/** The one shared draft of a service. A save names the revision that it started from; another revision is a conflict. */
export const specDrafts = pgTable('spec_drafts', {
  serviceId: uuid('service_id')
    .primaryKey()
    .references(() => services.id),
  text: text('text').notNull(),
  revision: integer('revision').notNull(),
  updatedBy: uuid('updated_by')
    .notNull()
    .references(() => people.id),
  updatedAt: instant('updated_at').notNull(),
});

/** An immutable, numbered text. `authors` are all who wrote any of it since the version before (they cannot approve it). */
export const specVersions = pgTable(
  'spec_versions',
  {
    id: uuid('id').primaryKey(),
    serviceId: uuid('service_id')
      .notNull()
      .references(() => services.id),
    number: integer('number').notNull(),
    text: text('text').notNull(),
    /** SHA-256 of the UTF-8 text, lower-case hex. */
    digest: text('digest').notNull(),
    message: text('message').notNull(),
    authorId: uuid('author_id')
      .notNull()
      .references(() => people.id),
    authors: uuid('authors').array().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [unique('spec_versions_number').on(t.serviceId, t.number)],
);

/** Who changed the draft since the last version; emptied when a version is saved. */
export const draftAuthors = pgTable(
  'draft_authors',
  {
    serviceId: uuid('service_id')
      .notNull()
      .references(() => services.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
  },
  (t) => [primaryKey({ columns: [t.serviceId, t.personId] })],
);

// ── Runs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

export const RUN_STATUSES = ['queued', 'running', 'waiting', 'succeeded', 'failed', 'rejected', 'cancelled'] as const;
export const STAGES = ['specify', 'implement', 'test', 'review', 'deploy'] as const;

export const runs = pgTable(
  'runs',
  {
    id: uuid('id').primaryKey(),
    serviceId: uuid('service_id')
      .notNull()
      .references(() => services.id),
    versionId: uuid('version_id')
      .notNull()
      .references(() => specVersions.id),
    /** Counts the service's runs from 1. */
    number: integer('number').notNull(),
    startedBy: uuid('started_by')
      .notNull()
      .references(() => people.id),
    status: text('status', { enum: RUN_STATUSES }).notNull(),
    stage: text('stage', { enum: STAGES }).notNull(),
    /** Fencing token of the worker that may write; null when none does. */
    owner: text('owner'),
    /** The next event's sequence number, taken under the row's lock: sequences have no gaps. */
    nextSeq: integer('next_seq').notNull().default(1),
    /** Why it failed or was rejected, in one sentence. */
    reason: text('reason'),
    /** The evidence digest that is waiting for a signature. */
    evidenceDigest: text('evidence_digest'),
    createdAt: instant('created_at').notNull(),
    finishedAt: instant('finished_at'),
  },
  (t) => [unique('runs_number').on(t.serviceId, t.number), index('runs_status').on(t.status)],
);

/** Memoised steps: a step that has a row is never done again. */
export const runSteps = pgTable(
  'run_steps',
  {
    runId: uuid('run_id')
      .notNull()
      .references(() => runs.id),
    name: text('name').notNull(),
    output: jsonb('output').notNull(),
    at: instant('at').notNull().default(now),
  },
  (t) => [primaryKey({ columns: [t.runId, t.name] })],
);

/** What happened in a run, in order, without gaps. `data` is one member of the `RunEvent` union of lib/domain/runs. */
export const runEvents = pgTable(
  'run_events',
  {
    runId: uuid('run_id')
      .notNull()
      .references(() => runs.id),
    seq: integer('seq').notNull(),
    at: instant('at').notNull(),
    data: jsonb('data').notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.seq] })],
);

/** Content by its SHA-256. */
export const blobs = pgTable('blobs', {
  hash: text('hash').primaryKey(),
  size: integer('size').notNull(),
  bytes: bytea('bytes').notNull(),
});

/** The files that a run compiled. `origins` is a LineOrigin list (lib/compiler/generated-file.ts). */
export const runFiles = pgTable(
  'run_files',
  {
    runId: uuid('run_id')
      .notNull()
      .references(() => runs.id),
    path: text('path').notNull(),
    hash: text('hash')
      .notNull()
      .references(() => blobs.hash),
    size: integer('size').notNull(),
    lines: integer('lines').notNull(),
    origins: jsonb('origins').notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.path] })],
);

/** One row per generated test that finished. */
export const testResults = pgTable(
  'test_results',
  {
    runId: uuid('run_id')
      .notNull()
      .references(() => runs.id),
    /** `file › describe › name`, unique in a run. */
    name: text('name').notNull(),
    suite: text('suite').notNull(),
    file: text('file').notNull(),
    line: integer('line'),
    status: text('status', { enum: ['passed', 'failed', 'skipped'] }).notNull(),
    durationMs: doublePrecision('duration_ms').notNull(),
    message: text('message'),
    /** UTF-16 offsets in the specification's text, when the test says where it comes from. */
    specStart: integer('spec_start'),
    specEnd: integer('spec_end'),
  },
  (t) => [primaryKey({ columns: [t.runId, t.name] })],
);

/** The verdict of one check of the test stage: `types`, `tests`. `not_run` is never green. */
export const gateResults = pgTable(
  'gate_results',
  {
    runId: uuid('run_id')
      .notNull()
      .references(() => runs.id),
    gate: text('gate').notNull(),
    status: text('status', { enum: ['passed', 'failed', 'not_run'] }).notNull(),
    summary: text('summary').notNull(),
    detail: jsonb('detail').notNull(),
    durationMs: doublePrecision('duration_ms').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.gate] })],
);

// ── Approvals, releases, deployments ─────────────────────────────────────────────────────────────────────────────────

/** A signature (or a refusal) on one evidence digest. Insert-only. */
export const approvals = pgTable(
  'approvals',
  {
    id: uuid('id').primaryKey(),
    runId: uuid('run_id')
      .notNull()
      .references(() => runs.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    decision: text('decision', { enum: ['approved', 'rejected'] }).notNull(),
    digest: text('digest').notNull(),
    environment: text('environment').notNull(),
    /** The sentence that the person signed (21 CFR 11.50: the meaning of the signature). */
    meaning: text('meaning').notNull(),
    reason: text('reason'),
    nonce: text('nonce').notNull().unique(),
    at: instant('at').notNull(),
  },
  (t) => [unique('approvals_once').on(t.runId, t.personId)],
);

/** Approved files that may run. Numbered per service from 1. */
export const releases = pgTable(
  'releases',
  {
    id: uuid('id').primaryKey(),
    serviceId: uuid('service_id')
      .notNull()
      .references(() => services.id),
    runId: uuid('run_id')
      .notNull()
      .unique()
      .references(() => runs.id),
    versionId: uuid('version_id')
      .notNull()
      .references(() => specVersions.id),
    number: integer('number').notNull(),
    digest: text('digest').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [unique('releases_number').on(t.serviceId, t.number)],
);

export const DEPLOYMENT_STATUSES = ['starting', 'live', 'superseded', 'failed', 'stopped'] as const;

/** One attempt to make a release answer in an environment. At most one per service and environment is `live`. */
export const deployments = pgTable(
  'deployments',
  {
    id: uuid('id').primaryKey(),
    serviceId: uuid('service_id')
      .notNull()
      .references(() => services.id),
    releaseId: uuid('release_id')
      .notNull()
      .references(() => releases.id),
    environment: text('environment').notNull(),
    kind: text('kind', { enum: ['deploy', 'rollback'] }).notNull(),
    status: text('status', { enum: DEPLOYMENT_STATUSES }).notNull(),
    address: text('address'),
    reason: text('reason'),
    startedBy: uuid('started_by')
      .notNull()
      .references(() => people.id),
    createdAt: instant('created_at').notNull(),
    liveAt: instant('live_at'),
    endedAt: instant('ended_at'),
  },
  (t) => [
    uniqueIndex('deployments_one_live').on(t.serviceId, t.environment).where(sql`status = 'live'`),
    index('deployments_service').on(t.serviceId, t.createdAt),
  ],
);

// ── Agents ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** One call of a model. Cost is in millionths of a US dollar, null when the price is not known. */
export const agentCalls = pgTable('agent_calls', {
  id: uuid('id').primaryKey(),
  agent: text('agent').notNull(),
  personId: uuid('person_id')
    .notNull()
    .references(() => people.id),
  serviceId: uuid('service_id').references(() => services.id),
  model: text('model').notNull(),
  status: text('status', { enum: ['succeeded', 'failed', 'cancelled'] }).notNull(),
  inputTokens: integer('input_tokens'),
  outputTokens: integer('output_tokens'),
  costMicros: bigint('cost_micros', { mode: 'number' }),
  durationMs: doublePrecision('duration_ms').notNull(),
  error: text('error'),
  at: instant('at').notNull(),
});

// ── Ledger ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Who decided what, on which evidence. Written in the decision's own transaction; a trigger refuses change and deletion. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    id: uuid('id').primaryKey(),
    /** Insertion order; gaps are possible where a transaction failed. */
    seq: bigint('seq', { mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    at: instant('at').notNull(),
    /** Null for the platform itself. */
    actorId: uuid('actor_id').references(() => people.id),
    /** One of the kinds in lib/domain/audit. */
    action: text('action').notNull(),
    serviceId: uuid('service_id').references(() => services.id),
    /** What it was done to: a table's singular and an id, such as `run:…`. */
    subject: text('subject').notNull(),
    detail: jsonb('detail').notNull(),
  },
  (t) => [index('audit_entries_service').on(t.serviceId, t.seq), index('audit_entries_seq').on(t.seq)],
);
