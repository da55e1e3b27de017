import { eq } from 'drizzle-orm';
import type { DbOrTx } from '#db/client.ts';
import { approvals, runs, services, specVersions } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import { mayReject, maySign, type SigningAnswer } from '../../domain/reviews/who-may-sign.ts';
import type { RunStatus } from '../../domain/runs/events.ts';
import type { Actor } from '../context.ts';
import type { DigestedEvidence } from './read-evidence.ts';

/** What decides, besides the evidence, who may sign a run. */
export interface SigningState {
  runId: string;
  runNumber: number;
  status: RunStatus;
  serviceId: string;
  service: string;
  startedBy: string;
  authors: readonly string[];
  decisions: readonly { personId: string; decision: 'approved' | 'rejected'; nonce: string }[];
}

/**
 * Reads it. With `lock`, holds the run's row until the transaction ends: two decisions, or a decision and a cancellation,
 * happen one after the other. Throws `not_found` for an unknown run.
 */
export async function readSigningState(tx: DbOrTx, runId: string, lock = false): Promise<SigningState> {
  const query = tx
    .select({ status: runs.status, number: runs.number, startedBy: runs.startedBy, versionId: runs.versionId })
    .from(runs)
    .where(eq(runs.id, runId));
  const [run] = await (lock ? query.for('update') : query);
  if (!run) throw new AppError('not_found', 'This run does not exist.');
  const [version] = await tx
    .select({ authors: specVersions.authors, serviceId: services.id, service: services.name })
    .from(specVersions)
    .innerJoin(services, eq(services.id, specVersions.serviceId))
    .where(eq(specVersions.id, run.versionId));
  if (!version) throw new AppError('not_found', 'The version of this run does not exist.');
  const decisions = await tx
    .select({ personId: approvals.personId, decision: approvals.decision, nonce: approvals.nonce })
    .from(approvals)
    .where(eq(approvals.runId, runId));
  const { status, number, startedBy } = run;
  return { runId, runNumber: number, status, startedBy, ...version, decisions };
}

/** Whether the acting person may take this decision now, and why not. */
export function signingAnswer(
  { actor }: { actor: Actor },
  state: SigningState,
  { evidence, conflict }: Pick<DigestedEvidence, 'evidence' | 'conflict'>,
  decision: 'approved' | 'rejected',
): SigningAnswer {
  const question = {
    person: { id: actor.id, role: actor.role },
    run: { status: state.status, startedBy: state.startedBy },
    versionAuthors: state.authors,
    decisions: state.decisions,
    evidence,
  };
  if (decision === 'rejected') return mayReject(question);
  const answer = maySign(question);
  return answer.ok && conflict !== null ? { ok: false, reason: conflict } : answer;
}
