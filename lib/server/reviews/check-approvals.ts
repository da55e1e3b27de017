import { eq } from 'drizzle-orm';
import type { DbOrTx } from '#db/client.ts';
import { approvals, people, runs, services, specVersions } from '#db/schema.ts';
import { missingProof } from '../../domain/reviews/evidence.ts';
import { personalReason } from '../../domain/reviews/who-may-sign.ts';
import { readEvidence } from './read-evidence.ts';

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
  const { evidence, digest } = await readEvidence(tx, runId);
  const missing = missingProof(evidence);
  if (missing !== null) return { ok: false, reason: missing };
  const valid = decisions.find(
    (decision) =>
      decision.digest === digest &&
      decision.environment === evidence.environment &&
      decision.active &&
      personalReason({
        person: { id: decision.personId, role: decision.role },
        run: { startedBy: decision.startedBy },
        versionAuthors: decision.authors,
      }) === null,
  );
  if (valid) return { ok: true, digest, approvedBy: valid.personId };
  return {
    ok: false,
    reason: 'What was approved is not what would be deployed: run it again and have it approved anew.',
  };
}

async function lockService(tx: DbOrTx, runId: string): Promise<void> {
  const [run] = await tx.select({ serviceId: runs.serviceId }).from(runs).where(eq(runs.id, runId));
  if (run) await tx.select({ id: services.id }).from(services).where(eq(services.id, run.serviceId)).for('update');
}

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
