import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { DeploymentTarget } from '../../adapters/target/target.ts';
import { jsonOrNull } from '../../core/json-or-null.ts';

const MAX_SYSTEMS = 200;
/** Somebody waits for a page. */
const ANSWER_WITHIN_MS = 2_000;
const readiness = z.object({ simulated: z.array(z.string().max(200)).max(MAX_SYSTEMS).default([]) });

/**
 * The other systems that a running service asks a stand-in for, by its own word (`GET /readyz`); none if it does not answer within
 * 2 s.
 * @param target where the service runs
 */
export async function readSimulated(target: DeploymentTarget, service: string): Promise<readonly string[]> {
  const headers = { accept: 'application/json' };
  const late = new AbortController();
  const answer = await Promise.race([
    target.call(service, { method: 'GET', path: '/readyz', headers, body: null }).catch(() => null),
    delay(ANSWER_WITHIN_MS, null, { signal: late.signal }).catch(() => null),
  ]).finally(() => late.abort());
  if (answer?.status !== 200) return [];
  const said = readiness.safeParse(jsonOrNull(answer.body));
  return said.success ? said.data.simulated : [];
}
