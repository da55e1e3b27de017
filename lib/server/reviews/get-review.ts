import { asc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { DbOrTx } from '#db/client.ts';
import { approvals, gateResults, people, runs, services, specVersions, testResults } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import { lineIndex } from '../../core/text-range.ts';
import { type ReadSpec, readMeaning } from '../../domain/reviews/read-meaning.ts';
import type { ReviewDecision, ReviewTest, ReviewView } from '../../domain/reviews/review-view.ts';
import { personalReason } from '../../domain/reviews/who-may-sign.ts';
import { checkSpec } from '../../spec/index.ts';
import { authorise, type Context } from '../context.ts';
import { type DigestedEvidence, readEvidence, readPreviousRelease } from './read-evidence.ts';
import { readReviewFiles } from './read-review-files.ts';
import { readSigningState, type SigningState, signingAnswer } from './signing-state.ts';
import { loadEvidence } from './store-evidence.ts';

/**
 * Everything that the review page of a run shows. After a decision the evidence is the signed one, as it was signed; before,
 * it is computed afresh. Throws `not_found`, and `unprocessable` when something stored was tampered with.
 */
export async function getReview(ctx: Context, givenRunId: string): Promise<ReviewView> {
  authorise(ctx, 'read');
  const runId = runIdOf(givenRunId);
  // One snapshot: the digest, the files and who may sign are of the same moment.
  return ctx.db.transaction((tx) => readReview(ctx, tx, runId), {
    isolationLevel: 'repeatable read',
    accessMode: 'read only',
  });
}

/** A run's id from an address. What is no id is no run. */
export function runIdOf(given: string): string {
  const parsed = z.uuid().safeParse(given);
  if (!parsed.success) throw new AppError('not_found', 'This run does not exist.');
  return parsed.data;
}

async function readReview(ctx: Context, tx: DbOrTx, runId: string): Promise<ReviewView> {
  const state = await readSigningState(tx, runId);
  const { run, version } = await readHead(tx, runId);
  const base = await readBase(tx, state.serviceId, runId);
  const fresh = await readEvidence(tx, runId);
  const decisions = await readDecisions(tx, runId);
  const gates = await readGates(tx, runId);
  return {
    run: { ...run, service: state.service, startedAt: run.startedAt.toISOString() },
    version: { ...version, authors: await namesOf(tx, state.authors) },
    base: base && { releaseNumber: base.releaseNumber, versionNumber: base.versionNumber, text: base.text },
    evidence: {
      ...(await signedOrFresh(tx, decisions, fresh)),
      provenAt:
        gates
          .map((gate) => gate.at.toISOString())
          .sort()
          .at(-1) ?? null,
    },
    files: await readReviewFiles(tx, runId, base?.runId ?? null),
    gates: gates.map(({ at: _, ...gate }) => gate),
    tests: await readTests(tx, runId, version.text),
    meaning: readMeaning(readSpec(version.text), base && readSpec(base.text), base === null),
    decisions,
    signing: {
      approve: signingAnswer(ctx, state, fresh, 'approved'),
      reject: signingAnswer(ctx, state, fresh, 'rejected'),
      others: await readOthers(ctx, tx, state),
    },
  };
}

async function readHead(tx: DbOrTx, runId: string) {
  const starter = tx.select({ id: people.id, name: people.name }).from(people).as('starter');
  const author = tx.select({ id: people.id, name: people.name }).from(people).as('author');
  const [head] = await tx
    .select({
      run: {
        id: runs.id,
        number: runs.number,
        status: runs.status,
        startedBy: starter.name,
        startedAt: runs.createdAt,
        reason: runs.reason,
      },
      version: {
        number: specVersions.number,
        digest: specVersions.digest,
        message: specVersions.message,
        author: author.name,
        text: specVersions.text,
      },
    })
    .from(runs)
    .innerJoin(services, eq(services.id, runs.serviceId))
    .innerJoin(specVersions, eq(specVersions.id, runs.versionId))
    .innerJoin(starter, eq(starter.id, runs.startedBy))
    .innerJoin(author, eq(author.id, specVersions.authorId))
    .where(eq(runs.id, runId));
  if (!head) throw new AppError('not_found', 'This run does not exist.');
  return head;
}

async function readBase(tx: DbOrTx, serviceId: string, runId: string) {
  const release = await readPreviousRelease(tx, serviceId, runId);
  if (release === null) return null;
  const [version] = await tx
    .select({ versionNumber: specVersions.number, text: specVersions.text })
    .from(specVersions)
    .where(eq(specVersions.id, release.versionId));
  return version ? { releaseNumber: release.number, runId: release.runId, ...version } : null;
}

async function signedOrFresh(tx: DbOrTx, decisions: readonly ReviewDecision[], fresh: DigestedEvidence) {
  const digest = decisions.at(-1)?.digest;
  const signed = digest === undefined ? null : await loadEvidence(tx, digest);
  return signed && digest !== undefined ? { ...signed, digest, signed: true } : { ...fresh, signed: false };
}

async function readDecisions(tx: DbOrTx, runId: string): Promise<ReviewDecision[]> {
  const rows = await tx
    .select({
      person: people.name,
      decision: approvals.decision,
      meaning: approvals.meaning,
      reason: approvals.reason,
      digest: approvals.digest,
      at: approvals.at,
    })
    .from(approvals)
    .innerJoin(people, eq(people.id, approvals.personId))
    .where(eq(approvals.runId, runId))
    .orderBy(asc(approvals.at));
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

function readGates(tx: DbOrTx, runId: string) {
  return tx
    .select({
      gate: gateResults.gate,
      status: gateResults.status,
      summary: gateResults.summary,
      durationMs: gateResults.durationMs,
      at: gateResults.at,
    })
    .from(gateResults)
    .where(eq(gateResults.runId, runId))
    .orderBy(asc(gateResults.at));
}

async function readTests(tx: DbOrTx, runId: string, text: string): Promise<ReviewTest[]> {
  const lines = lineIndex(text);
  const rows = await tx
    .select()
    .from(testResults)
    .where(eq(testResults.runId, runId))
    .orderBy(
      sql`case ${testResults.status} when 'failed' then 0 when 'skipped' then 1 else 2 end`,
      asc(testResults.suite),
      asc(testResults.file),
      sql`${testResults.line} nulls last`,
      asc(testResults.name),
    );
  return rows.map(({ runId: _, specStart, specEnd: __, ...test }) => ({
    ...test,
    specLine: specStart === null ? null : lines.line(specStart) + 1,
  }));
}

function readSpec(text: string): ReadSpec | null {
  const { model, readiness } = checkSpec(text);
  return model && { text, model, clean: readiness.errors === 0 };
}

async function namesOf(tx: DbOrTx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(sql`${people.id} = any(${sql.param([...ids])}::uuid[])`)
    .orderBy(asc(people.name));
  return rows.map((row) => row.name);
}

/** Who else could decide: the answer to “whom do I ask?”. */
async function readOthers(ctx: Context, tx: DbOrTx, state: SigningState) {
  if (state.decisions.length > 0 || state.status !== 'waiting') return [];
  const active = await tx
    .select({ id: people.id, name: people.name, role: people.role })
    .from(people)
    .where(eq(people.active, true))
    .orderBy(asc(people.name));
  return active
    .filter((person) => person.id !== ctx.actor.id)
    .filter((person) => personalReason({ person, run: state, versionAuthors: state.authors }) === null)
    .map(({ name, role }) => ({ name, role }));
}
