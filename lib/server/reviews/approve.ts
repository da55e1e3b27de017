import { z } from 'zod';
import { authorise, type Context } from '../context.ts';
import { verifyFresh } from '../people/verify-fresh.ts';
import { commitDecision, signature } from './commit-decision.ts';

const input = signature.extend({
  meaning: z
    .string()
    .trim()
    .min(10, 'Say in a sentence what you sign (10 to 500 characters).')
    .max(500, 'Say in a sentence what you sign (10 to 500 characters).'),
});

/**
 * Approves a waiting run: signs exactly the digest that was shown. Signature, ledger entry and the signal that wakes the run
 * are one transaction. Throws `forbidden` (not a second person), `conflict` (decided, cancelled or not waiting), `stale`
 * (the evidence is not the one shown, with `data.changed`; or the form is too old), `unauthenticated` (no fresh proof).
 */
export async function approve(ctx: Context, given: unknown): Promise<void> {
  authorise(ctx, 'review.decide');
  const { meaning, proof, ...signed } = input.parse(given);
  await verifyFresh(ctx, proof);
  await commitDecision(ctx, { ...signed, decision: 'approved', meaning, reason: null });
}
