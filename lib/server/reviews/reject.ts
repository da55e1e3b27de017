import { z } from 'zod';
import { authorise, type Context } from '../context.ts';
import { verifyFresh } from '../people/verify-fresh.ts';
import { commitDecision, signature } from './commit-decision.ts';

const input = signature.extend({
  reason: z
    .string()
    .trim()
    .min(10, 'Say why in 10 to 2000 characters: the reason is shown on the run.')
    .max(2_000, 'Say why in 10 to 2000 characters: the reason is shown on the run.'),
});

/**
 * Rejects a waiting run with a reason, which appears on the run and in the ledger. Failures are those of `approve`.
 */
export async function reject(ctx: Context, given: unknown): Promise<void> {
  authorise(ctx, 'review.decide');
  const { reason, proof, ...signed } = input.parse(given);
  await verifyFresh(ctx, proof);
  await commitDecision(ctx, { ...signed, decision: 'rejected', meaning: 'Rejected: this may not go live.', reason });
}
