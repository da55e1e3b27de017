import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '#db/client.ts';
import { runs } from '#db/schema.ts';
import type { RunEvent } from '../../../domain/runs/events.ts';
import { readEvidence } from '../../reviews/read-evidence.ts';
import { storeEvidence } from '../../reviews/store-evidence.ts';
import type { Activation } from '../durable/activation.ts';
import type { ReviewSignal } from '../signal-run.ts';
import { runStage } from './stage.ts';

const signal = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('approved'), by: z.string(), personId: z.string(), digest: z.string() }),
  z.object({ decision: z.literal('rejected'), by: z.string(), personId: z.string(), reason: z.string() }),
]) satisfies z.ZodType<ReviewSignal>;

/** Computes what is to be signed and waits for a person's decision, holding nothing. */
export async function review(run: Activation): Promise<ReviewSignal> {
  const answer: { value?: ReviewSignal } = {};
  const decide = async (): Promise<ReviewSignal> => {
    answer.value ??= await run.waitFor('review', signal, (tx) => announce(tx, run.runId));
    return answer.value;
  };
  await runStage(run, 'review', async () => {
    const decision = await decide();
    await run.once('review:decided', [decided(decision)]);
    return decision.decision === 'approved' ? `Approved by ${decision.by}` : `Rejected by ${decision.by}`;
  });
  return decide();
}

async function announce(tx: Tx, runId: string): Promise<readonly RunEvent[]> {
  const evidence = await readEvidence(tx, runId);
  await storeEvidence(tx, evidence);
  await tx.update(runs).set({ evidenceDigest: evidence.digest }).where(eq(runs.id, runId));
  return [{ kind: 'review.waiting', evidenceDigest: evidence.digest }];
}

function decided(signal: ReviewSignal): RunEvent {
  return signal.decision === 'approved'
    ? { kind: 'review.approved', by: signal.by, digest: signal.digest }
    : { kind: 'review.rejected', by: signal.by, reason: signal.reason };
}
