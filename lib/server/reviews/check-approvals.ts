import { eq } from 'drizzle-orm';
import type { DbOrTx } from '#db/client.ts';
import { approvals, people, runs, services, specVersions } from '#db/schema.ts';
import { compareEvidence } from '../../domain/reviews/compare-evidence.ts';
import { type Evidence, missingProof } from '../../domain/reviews/evidence.ts';
import { personalReason } from '../../domain/reviews/who-may-sign.ts';
import { readEvidence } from './read-evidence.ts';
import { loadEvidence } from './store-evidence.ts';

/** `reason` is one sentence for the run. */
export type ApprovalCheck = { ok: true; digest: string; approvedBy: string } | { ok: false; reason: string };

/**
 * Whether a run may be deployed now, asked by the worker right before it does: an approval whose digest equals the
 * evidence as it is stored at this moment, by a person who is active and still a second person. No rejection may exist.
 * Holds the service until the transaction ends: of two approved runs, the second sees the release of the first.
 */
export async function checkApprovals(tx: DbOrTx, runId: string): Promise<ApprovalCheck> {
  await lockService(tx, runId);
  const decisions = await readDecisions(tx, runId);
  if (decisions.some((decision) => decision.decision === 'rejected'))
    return { ok: false, reason: 'The run was rejected.' };
  if (decisions.length === 0) return { ok: false, reason: 'Nobody has approved this run.' };
  const { evidence, digest, conflict } = await readEvidence(tx, runId);
  const missing = missingProof(evidence) ?? conflict;
  if (missing !== null) return { ok: false, reason: missing };
  const exact = decisions.filter((each) => each.digest === digest && each.environment === evidence.environment);
  if (exact.length === 0) return { ok: false, reason: await describeChange(tx, decisions, evidence) };
  const valid = exact.find(isSecondPerson);
  if (valid) return { ok: true, digest, approvedBy: valid.personId };
  return { ok: false, reason: `Who approved this run may not approve it now. ${AGAIN}` };
}

const AGAIN = 'Run it again and have it approved anew.';

/** What became different after the signature; nothing is named if the signed evidence is not there any more. */
async function describeChange(tx: DbOrTx, [signed]: readonly Decision[], now: Evidence): Promise<string> {
  const shown = signed ? await loadEvidence(tx, signed.digest) : null;
  const changed = shown === null ? [] : compareEvidence(shown.evidence, now);
  return ['What was approved is not what would be deployed.', ...changed, AGAIN].join(' ');
}

function isSecondPerson({ personId: id, role, active, startedBy, authors }: Decision): boolean {
  const run = { startedBy };
  return active && personalReason({ person: { id, role }, run, versionAuthors: authors }) === null;
}

async function lockService(tx: DbOrTx, runId: string): Promise<void> {
  const [run] = await tx.select({ serviceId: runs.serviceId }).from(runs).where(eq(runs.id, runId));
  if (run) await tx.select({ id: services.id }).from(services).where(eq(services.id, run.serviceId)).for('update');
}

type Decision = Awaited<ReturnType<typeof readDecisions>>[number];

function readDecisions(tx: DbOrTx, runId: string) {
  return tx
    .select({
      personId: approvals.personId,
      decision: approvals.decision,
      digest: approvals.digest,
      environment: approvals.environment,
      role: people.role,
      active: people.active,
      startedBy: runs.startedBy,
      authors: specVersions.authors,
    })
    .from(approvals)
    .innerJoin(people, eq(people.id, approvals.personId))
    .innerJoin(runs, eq(runs.id, approvals.runId))
    .innerJoin(specVersions, eq(specVersions.id, runs.versionId))
    .where(eq(approvals.runId, runId));
}
