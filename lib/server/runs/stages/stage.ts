import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { runs } from '#db/schema.ts';
import type { Stage } from '../../../domain/runs/events.ts';
import type { Activation } from '../durable/activation.ts';

/** A stage that cannot succeed, with a sentence for people; a cause is for the log. The run ends; nothing is tried again. */
export class StageFailure extends Error {
  constructor(reason: string, options?: { cause: unknown }) {
    super(reason, options);
    this.name = 'StageFailure';
  }
}

/** After this many dead workers in one stage, the run itself is taken to be what kills them. */
const MAX_TAKEOVERS = 20;

const started = z.object({ startedAt: z.number() });
const finished = z.object({ summary: z.string() });

/**
 * Runs one stage of a run, once: start and end are shown, a takeover in the middle is shown as well. `work` gives the
 * sentence that sums the stage up.
 */
export async function runStage(run: Activation, stage: Stage, work: () => Promise<string>): Promise<void> {
  if (run.done(`${stage}:finished`, finished)) return;
  const { startedAt } = await begin(run, stage);
  const summary = await work();
  await run.step(
    `${stage}:finished`,
    finished,
    async () => ({ summary }),
    async () => [{ kind: 'stage.finished', stage, durationMs: run.now().getTime() - startedAt, summary }],
  );
}

async function begin(run: Activation, stage: Stage): Promise<{ startedAt: number }> {
  const earlier = run.done(`${stage}:started`, started);
  if (earlier) {
    if (run.resumed) await showTakeover(run, stage);
    return earlier;
  }
  const now = run.now().getTime();
  return run.step(
    `${stage}:started`,
    started,
    async () => ({ startedAt: now }),
    async (tx) => {
      await tx.update(runs).set({ stage }).where(eq(runs.id, run.runId));
      return [{ kind: 'stage.started', stage }];
    },
  );
}

/** Each takeover is counted under a name of its own, in the transaction that shows it. */
async function showTakeover(run: Activation, stage: Stage): Promise<void> {
  let takeover = 1;
  while (run.done(`once:${stage}:takeover:${takeover}`, z.unknown()) !== undefined) takeover++;
  if (takeover > MAX_TAKEOVERS) {
    throw new StageFailure(`The worker died ${MAX_TAKEOVERS} times during this stage. It is not tried again.`);
  }
  await run.once(`${stage}:takeover:${takeover}`, [{ kind: 'stage.resumed', stage }]);
}
