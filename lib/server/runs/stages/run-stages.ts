import type { Db } from '#db/client.ts';
import type { Limits, Sandbox } from '../../../adapters/sandbox/sandbox.ts';
import type { DeploymentTarget } from '../../../adapters/target/target.ts';
import type { Activation } from '../durable/activation.ts';
import { deploy } from './deploy.ts';
import { implement } from './implement.ts';
import { readRunSpec } from './read-run-spec.ts';
import { Rejection, review } from './review.ts';
import { specify } from './specify.ts';
import { StageFailure } from './stage.ts';
import { test } from './test.ts';

/** What the stages need of the outside. */
export interface StageTools {
  db: Db;
  /** Opened on first use: finding out what this machine offers takes a moment. */
  sandbox: () => Promise<Sandbox>;
  /** What a gate may use: GATE_LIMITS, or less in tests. */
  limits: Limits;
  target: DeploymentTarget;
  /** Absolute. Holds the folders in which tests run and the packages of services. */
  dataFolder: string;
  newId: () => string;
  /** What people are not shown: the cause behind a reason. */
  log: (message: string, error?: unknown) => void;
}

/** What a run does, from the specification to traffic. Called again from the start after every interruption. */
export async function runStages(tools: StageTools, run: Activation): Promise<void> {
  const spec = await readRunSpec(tools.db, run.runId);
  try {
    await specify(run, spec);
    await implement(tools.db, run, spec);
    await test(tools, run, spec);
    await review(run);
    await deploy(tools, run, spec);
    await run.finish('succeeded', null);
  } catch (error) {
    if (error instanceof Rejection) return await reject(run, error);
    if (!(error instanceof StageFailure)) throw error;
    if (error.cause !== undefined) tools.log(`run ${run.runId}: ${error.message}`, error.cause);
    const { stage } = await readRunSpec(tools.db, run.runId);
    await run.finish('failed', error.message, async () => [{ kind: 'stage.failed', stage, reason: error.message }]);
  }
}

async function reject(run: Activation, { by, message: reason }: Rejection): Promise<void> {
  await run.finish('rejected', reason, async () => [{ kind: 'review.rejected', by, reason }]);
}
