import type { Tx } from '#db/client.ts';
import { runSteps } from '#db/schema.ts';
import { signalStep } from './durable/activation.ts';
import { wakeRun } from './durable/wake.ts';

/**
 * Gives a waiting run the answer that it waits for, inside the transaction of the decision: both happen or neither. The first
 * answer counts; a second one changes nothing. Returns whether this one was the first.
 */
export async function signalRun(tx: Tx, runId: string, name: 'review', value: ReviewSignal): Promise<boolean> {
  const rows = await tx
    .insert(runSteps)
    .values({ runId, name: signalStep(name), output: value })
    .onConflictDoNothing()
    .returning({ name: runSteps.name });
  if (rows.length > 0) await wakeRun(tx, runId);
  return rows.length > 0;
}

/** What a reviewer decided. `by` is the name that the run's page shows. */
export type ReviewSignal =
  | { decision: 'approved'; by: string; personId: string; digest: string }
  | { decision: 'rejected'; by: string; personId: string; reason: string };
