import { z } from 'zod';
import type { Tx } from '#db/client.ts';
import { approvals } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import { compareEvidence } from '../../domain/reviews/compare-evidence.ts';
import { personalReason } from '../../domain/reviews/who-may-sign.ts';
import { appendEntry } from '../audit/append-entry.ts';
import type { Context } from '../context.ts';
import { type ReviewSignal, signalRun } from '../runs/signal-run.ts';
import { type DigestedEvidence, readEvidence } from './read-evidence.ts';
import { verifyNonce } from './signing-nonce.ts';
import { readSigningState, type SigningState, signingAnswer } from './signing-state.ts';
import { loadEvidence, storeEvidence } from './store-evidence.ts';

/** What every decision carries besides itself. */
export const signature = z.object({
  runId: z.uuid(),
  digest: z.string().regex(/^[0-9a-f]{64}$/, 'The digest has another form.'),
  nonce: z.string().max(200),
  proof: z
    .object({ password: z.string().max(1_000).optional() })
    .transform(({ password }) => (password === undefined ? {} : { password })),
});

export interface Decision {
  runId: string;
  digest: string;
  nonce: string;
  decision: 'approved' | 'rejected';
  meaning: string;
  reason: string | null;
}

/** Checks everything again under the run's lock, then commits signature, ledger entry and signal together. */
export async function commitDecision(ctx: Context, decision: Decision): Promise<void> {
  const { runId, digest } = decision;
  verifyNonce({ runId, personId: ctx.actor.id, digest }, decision.nonce, ctx.now());
  await ctx.db.transaction(async (tx) => {
    const state = await readSigningState(tx, runId, true);
    if (state.decisions.some((taken) => taken.nonce === decision.nonce)) {
      throw new AppError('conflict', 'This form was sent already. Its decision stands.');
    }
    const read = await readEvidence(tx, runId);
    refuseUnlessAllowed(ctx, state, read, decision);
    if (read.digest !== digest) throw await stale(tx, digest, read);
    await storeEvidence(tx, read);
    await record(ctx, tx, state, read, decision);
  });
}

function refuseUnlessAllowed(ctx: Context, state: SigningState, read: DigestedEvidence, { decision }: Decision): void {
  const answer = signingAnswer(ctx, state, read, decision);
  if (answer.ok) return;
  const personal = personalReason({
    person: { id: ctx.actor.id, role: ctx.actor.role },
    run: { startedBy: state.startedBy },
    versionAuthors: state.authors,
  });
  throw new AppError(personal === null ? 'conflict' : 'forbidden', answer.reason);
}

async function stale(tx: Tx, digest: string, now: DigestedEvidence): Promise<AppError> {
  const shown = await loadEvidence(tx, digest);
  const changed = shown === null ? [] : compareEvidence(shown.evidence, now.evidence);
  return new AppError(
    'stale',
    'The evidence changed after it was shown to you. Nothing was signed: look at it again, then decide.',
    { data: { changed } },
  );
}

async function record(ctx: Context, tx: Tx, state: SigningState, { evidence }: DigestedEvidence, decision: Decision) {
  const { runId, digest, nonce, meaning, reason } = decision;
  const at = ctx.now();
  const { environment } = evidence;
  await tx.insert(approvals).values({ id: ctx.newId(), personId: ctx.actor.id, environment, at, ...decision });
  const entry = { id: ctx.newId(), at, actorId: ctx.actor.id, serviceId: state.serviceId, subject: `run:${runId}` };
  const signed = { by: ctx.actor.name, personId: ctx.actor.id };
  if (reason === null) {
    const detail = { number: state.runNumber, digest, environment, meaning, nonce };
    await appendEntry(tx, { ...entry, action: 'run.approved', detail });
    await wake(tx, runId, { decision: 'approved', ...signed, digest });
  } else {
    await appendEntry(tx, { ...entry, action: 'run.rejected', detail: { number: state.runNumber, digest, reason } });
    await wake(tx, runId, { decision: 'rejected', ...signed, reason });
  }
}

/** A run that has its answer already must not get a signature that it will never read. */
async function wake(tx: Tx, runId: string, signal: ReviewSignal): Promise<void> {
  if (await signalRun(tx, runId, 'review', signal)) return;
  throw new AppError('conflict', 'This run has been decided already. Nothing was signed.');
}
