import { setTimeout as delay } from 'node:timers/promises';
import { and, eq, max, ne } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '#db/client.ts';
import { releases, runs, services } from '#db/schema.ts';
import { AppError } from '../../../core/app-error.ts';
import { appendEntry } from '../../audit/append-entry.ts';
import { type DeployOrder, deployRelease } from '../../deployments/deploy-release.ts';
import { checkApprovals } from '../../reviews/check-approvals.ts';
import type { Activation } from '../durable/activation.ts';
import type { RunSpec } from './read-run-spec.ts';
import type { StageTools } from './run-stages.ts';
import { runStage, StageFailure } from './stage.ts';

const release = z.object({ releaseId: z.uuid(), number: z.number() });
type Release = z.infer<typeof release>;

/** The daemon may be coming back: it is asked this often before the run fails. */
const TRIES = 4;
const PAUSE_MS = 1_000;
/** How often a run looks whether the release before it is through. */
const LOOKS = 15;

/** Makes the approved files a release and has the target bring it up. What was live keeps the traffic if that fails. */
export async function deploy(tools: StageTools, run: Activation, spec: RunSpec): Promise<void> {
  await runStage(run, 'deploy', async () => {
    const made = await makeRelease(tools, run, spec);
    const { address } = await bringUp(tools, run, spec, made);
    await run.once('deploy:live', [{ kind: 'deploy.live', address, releaseNumber: made.number }]);
    return `Release ${made.number} answers at ${address}`;
  });
}

/**
 * Makes the release when no other run of the service is deploying one: releases take traffic in the order of their numbers. Waits
 * for the other a while; then another turn begins later, and others may use this one's place until then.
 */
async function makeRelease(tools: StageTools, run: Activation, spec: RunSpec): Promise<Release> {
  for (let look = 1; ; look++) {
    try {
      return await run.transact('deploy:release', release, (tx) => createRelease(tools, run, tx, spec));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'unavailable' || look === LOOKS) throw error;
      await run.once('deploy:turn', [{ kind: 'deploy.progress', text: error.message }]);
      await delay(PAUSE_MS, undefined, { signal: run.signal });
    }
  }
}

/** Checks the signature once more, against what is stored at this moment, in the transaction that makes the release. */
async function createRelease(tools: StageTools, run: Activation, tx: Tx, spec: RunSpec) {
  const { serviceId, versionId } = spec;
  await lockService(tx, serviceId);
  const busy = await releaseBeingDeployed(tx, serviceId, run.runId);
  if (busy !== null) {
    throw new AppError('unavailable', `Release ${busy} is still being deployed; this one comes after it.`);
  }
  const check = await checkApprovals(tx, run.runId);
  if (!check.ok) throw new StageFailure(check.reason);
  const { digest } = check;
  const number = await takeNumber(tx, serviceId);
  const releaseId = tools.newId();
  const at = run.now();
  await tx
    .insert(releases)
    .values({ id: releaseId, serviceId, runId: run.runId, versionId, number, digest, createdAt: at });
  await appendEntry(tx, {
    id: tools.newId(),
    at,
    actorId: null,
    action: 'release.created',
    serviceId,
    subject: `release:${releaseId}`,
    detail: { number, digest },
  });
  const text = `Release ${number} of ${spec.serviceName} is made`;
  return { output: { releaseId, number }, events: [{ kind: 'deploy.progress' as const, text }] };
}

/** Two runs of one service make their releases one after the other. */
async function lockService(tx: Tx, serviceId: string): Promise<void> {
  await tx.select({ id: services.id }).from(services).where(eq(services.id, serviceId)).for('update');
}

/** The number of a release whose run has not come to its end. */
async function releaseBeingDeployed(tx: Tx, serviceId: string, runId: string): Promise<number | null> {
  const [other] = await tx
    .select({ number: releases.number })
    .from(releases)
    .innerJoin(runs, eq(runs.id, releases.runId))
    .where(and(eq(releases.serviceId, serviceId), eq(runs.status, 'running'), ne(runs.id, runId)))
    .limit(1);
  return other?.number ?? null;
}

async function takeNumber(tx: Tx, serviceId: string): Promise<number> {
  const [row] = await tx
    .select({ last: max(releases.number) })
    .from(releases)
    .where(eq(releases.serviceId, serviceId));
  return (row?.last ?? 0) + 1;
}

/** Release and target are asked by id: asking again after a crash is asking once. */
async function bringUp(tools: StageTools, run: Activation, spec: RunSpec, made: Release): Promise<{ address: string }> {
  const progress = showProgress(run);
  const order: DeployOrder = {
    db: tools.db,
    target: tools.target,
    releaseId: made.releaseId,
    startedBy: spec.startedBy,
    kind: 'deploy',
    onProgress: progress.show,
    now: run.now,
    newId: tools.newId,
  };
  for (let attempt = 1; ; attempt++) {
    try {
      const { address } = await deployRelease(order);
      await progress.shown();
      return { address };
    } catch (error) {
      await progress.shown();
      if (!(error instanceof AppError)) throw error;
      if (error.code !== 'unavailable' || attempt === TRIES) throw new StageFailure(error.message, { cause: error });
      await delay(PAUSE_MS);
    }
  }
}

/** Lines come faster than they are stored: they are shown one after the other, each once. */
function showProgress(run: Activation) {
  let tail: Promise<void> = Promise.resolve();
  return {
    show: (text: string): void => {
      tail = tail.then(() => run.once(`deploy:progress:${text}`, [{ kind: 'deploy.progress', text }]));
      // Awaited in `shown`; until then a refusal must not end the process.
      tail.catch(() => {});
    },
    shown: (): Promise<void> => tail,
  };
}
