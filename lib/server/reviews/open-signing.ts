import { z } from 'zod';
import { AppError } from '../../core/app-error.ts';
import { authorise, type Context } from '../context.ts';
import { freshProofKind } from '../people/verify-fresh.ts';
import { readEvidence } from './read-evidence.ts';
import { issueNonce, NONCE_LIFETIME_MS } from './signing-nonce.ts';
import { readSigningState, signingAnswer } from './signing-state.ts';
import { storeEvidence } from './store-evidence.ts';

const input = z.object({ runId: z.uuid() });

/** What the sheet shows and sends back. */
export interface SigningForm {
  digest: string;
  nonce: string;
  /** RFC 3339. */
  expiresAt: string;
  /** How this person proves who they are when signing. */
  proof: 'password' | 'provider';
}

/**
 * Opens the sheet in which a person approves or rejects: fixes the digest that is about to be signed and gives a nonce for
 * it. Keeps the text of the evidence, so that a stale signature can be told what changed. Refuses whoever may not sign.
 */
export async function openSigning(ctx: Context, given: unknown): Promise<SigningForm> {
  authorise(ctx, 'review.decide');
  const { runId } = input.parse(given);
  const proof = await freshProofKind(ctx);
  return ctx.db.transaction(async (tx) => {
    const state = await readSigningState(tx, runId);
    const read = await readEvidence(tx, runId);
    const answer = signingAnswer(ctx, state, read, 'rejected');
    if (!answer.ok) throw new AppError('forbidden', answer.reason);
    await storeEvidence(tx, read);
    const now = ctx.now();
    return {
      digest: read.digest,
      nonce: issueNonce({ runId, personId: ctx.actor.id, digest: read.digest }, ctx.newId(), now),
      proof,
      expiresAt: new Date(now.getTime() + NONCE_LIFETIME_MS).toISOString(),
    };
  });
}
