import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '#db/client.ts';
import { runs } from '#db/schema.ts';
import type { RunEvent } from '../../../domain/runs/events.ts';
import { readEvidence } from '../../reviews/read-evidence.ts';
import { storeEvidence } from '../../reviews/store-evidence.ts';
import type { Activation } from '../durable/activation.ts';
import type { ReviewSignal } from '../signal-run.ts';
import { runStage, StageFailure } from './stage.ts';

const signal = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('approved'), by: z.string(), personId: z.string(), digest: z.string() }),
  z.object({ decision: z.literal('rejected'), by: z.string(), personId: z.string(), reason: z.string() }),
]) satisfies z.ZodType<ReviewSignal>;

/** A person said no: the run ends as rejected, and the reason is shown. */
export class Rejection extends Error {
  readonly by: string;

  constructor(by: string, reason: string) {
    super(reason);
    this.name = 'Rejection';
    this.by = by;
  }
}

/** Computes what is to be signed and waits for a person's decision, holding nothing. Throws a Rejection. */
export async function review(run: Activation): Promise<void> {
  await runStage(run, 'review', async () => {
    const decision = await run.waitFor('review', signal, (tx) => announce(tx, run.runId));
    const { by } = decision;
    if (decision.decision === 'rejected') throw new Rejection(by, decision.reason);
    await run.once('review:approved', [{ kind: 'review.approved', by, digest: decision.digest }]);
    return `Approved by ${by}`;
  });
}

async function announce(tx: Tx, runId: string): Promise<readonly RunEvent[]> {
  const evidence = await readEvidence(tx, runId);
  // Another release came while this run was working: nobody could approve it.
  if (evidence.conflict !== null) throw new StageFailure(evidence.conflict);
  await storeEvidence(tx, evidence);
  await tx.update(runs).set({ evidenceDigest: evidence.digest }).where(eq(runs.id, runId));
  return [{ kind: 'review.waiting', evidenceDigest: evidence.digest }];
}
