import { createHash, randomUUID } from 'node:crypto';
import type { Db } from '#db/client.ts';
import {
  blobs,
  gateResults,
  people,
  releases,
  runEvents,
  runFiles,
  runs,
  services,
  specVersions,
  testResults,
} from '#db/schema.ts';
import type { PlatformRole } from '../../../domain/access/permissions.ts';
import type { RunStatus } from '../../../domain/runs/events.ts';
import type { Context } from '../../context.ts';

/** A person of an identity provider who has just signed in: fresh without a password. */
export async function newPerson(db: Db, name: string, role: PlatformRole): Promise<Context> {
  const id = randomUUID();
  const email = `${name.toLowerCase()}-${id}@example.test`;
  await db.insert(people).values({ id, name, email, role, oidcSubject: id });
  const actor = { id, name, email, role, sessionId: randomUUID(), authenticatedAt: new Date() };
  return { db, actor, now: () => new Date(), newId: randomUUID };
}

export const SPEC_TEXT = 'specVersion: "1.0"\nservice: reviewed\n';

export interface NewRun {
  author: Context;
  starter: Context;
  status?: RunStatus;
  /** Path to text; the generated files. */
  files?: Readonly<Record<string, string>>;
  text?: string;
  /** An earlier run of the same service. */
  after?: { serviceId: string; number: number };
}

export interface MadeRun {
  runId: string;
  serviceId: string;
  versionId: string;
  service: string;
  number: number;
}

/** A run as the worker leaves it when it starts to wait: version, files, gates, tests. */
export async function newRun(db: Db, given: NewRun): Promise<MadeRun> {
  const { author, starter, status = 'waiting', text = SPEC_TEXT } = given;
  const files = given.files ?? { 'src/main.ts': 'export const main = 1;\n', 'README.md': '# Reviewed\n' };
  const serviceId = given.after?.serviceId ?? randomUUID();
  const number = (given.after?.number ?? 0) + 1;
  const service = `reviewed-${serviceId.slice(0, 8)}`;
  const at = new Date();
  const [runId, versionId] = [randomUUID(), randomUUID()];
  if (!given.after)
    await db.insert(services).values({ id: serviceId, name: service, createdBy: author.actor.id, createdAt: at });
  await db.insert(specVersions).values({
    ...{ id: versionId, serviceId, number, text, digest: sha256(text), message: 'First', createdAt: at },
    ...{ authorId: author.actor.id, authors: [author.actor.id] },
  });
  await db.insert(runs).values({
    ...{ id: runId, serviceId, versionId, number, status, startedBy: starter.actor.id, createdAt: at },
    ...{ stage: 'review', nextSeq: 2 },
  });
  await db.insert(runEvents).values({
    ...{ runId, seq: 1, at },
    data: { kind: 'run.queued', versionNumber: number, by: starter.actor.name },
  });
  await addFiles(db, runId, files);
  await addResults(db, runId, at);
  return { runId, serviceId, versionId, service, number };
}

async function addFiles(db: Db, runId: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const bytes = Buffer.from(text, 'utf8');
    const hash = sha256(text);
    await db.insert(blobs).values({ hash, size: bytes.length, bytes }).onConflictDoNothing();
    const origins = [{ fromLine: 1, toLine: 1, specId: 'service', span: { start: 19, end: 36 } }];
    await db
      .insert(runFiles)
      .values({ runId, path, hash, size: bytes.length, lines: text.split('\n').length - 1, origins });
  }
}

async function addResults(db: Db, runId: string, at: Date): Promise<void> {
  const gate = { runId, status: 'passed', summary: '', detail: {}, durationMs: 1, at } as const;
  await db.insert(gateResults).values([
    { ...gate, gate: 'types' },
    { ...gate, gate: 'tests' },
  ]);
  const result = { runId, suite: 'contract', file: 'test/contract.test.ts', status: 'passed', durationMs: 1 } as const;
  await db.insert(testResults).values([
    { ...result, name: 'contract › answers', specStart: 19 },
    { ...result, name: 'contract › refuses' },
  ]);
}

/** The release that an approved run gets when it is deployed. */
export async function newRelease(db: Db, run: MadeRun): Promise<void> {
  const { serviceId, runId, versionId, number } = run;
  await db.insert(releases).values({
    ...{ id: randomUUID(), serviceId, runId, versionId, number },
    ...{ digest: sha256(runId), createdAt: new Date() },
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
