import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifyKycExample } from './examples.ts';
import { send } from './fixture.ts';

/*
 * What is promised, and how it is measured:
 *
 * - verifyKyc: 95 % of all answers within 30000 ms
 *
 * Each operation is sent its example (that of a scenario, where one can be sent as it is), LOAD_AT_ONCE requests at once (8),
 * LOAD_ROUNDS times (50), in this process, with what the example works on stored before (anew for each round, where it is
 * changed: who comes second may find it used up, and the statuses say so), on the database that DATABASE_URL names, else on
 * an embedded one, and with stand-ins for other systems. Times are those of the service without a network. A limit of
 * requests is not exceeded: what it refuses would be fast. Answers of 500 and above are failures; no more than the promised
 * availability allows may be.
 */

const ROUNDS = Number(process.env['LOAD_ROUNDS'] ?? '50');
const AT_ONCE = Number(process.env['LOAD_AT_ONCE'] ?? '8');

const promises: Promised[] = [
  {
    name: 'verifyKyc',
    method: 'POST',
    path: '/kyc/verify',
    body: verifyKycExample,
    percentile: 95,
    withinMs: 30000,
    available: 100,
    most: Infinity,
    store: async () => {},
  },
];

for (const { name, method, path, percentile, withinMs, available, most, store, ...rest } of promises) {
  test(`${name}: ${percentile} % of all answers within ${withinMs} ms`, async (t) => {
    await store(new Date().toISOString());
    const times: number[] = [];
    const statuses = new Map<number, number>();
    const ask = async (): Promise<void> => {
      const started = performance.now();
      const { status } = await send(method, path, rest);
      times.push(performance.now() - started);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    };
    const all = Math.min(ROUNDS * AT_ONCE, most);
    let busy = 0;
    for (let left = all; left > 0; left -= AT_ONCE) {
      const began = performance.now();
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, left) }, ask));
      busy += performance.now() - began;
    }
    const perSecond = (times.length / busy) * 1000;
    times.sort((one, other) => one - other);
    const at = (share: number): number => times[Math.ceil((share / 100) * times.length) - 1] ?? 0;
    const said = [50, 90, 95, 99, 100].map((share) => `p${share} ${at(share).toFixed(1)} ms`);
    const told = [...statuses].map(([status, count]) => `${count} times ${status}`);
    t.diagnostic(`${name}: ${said.join(', ')}; promised p${percentile} ${withinMs} ms`);
    t.diagnostic(`${name}: ${perSecond.toFixed(0)} a second, ${AT_ONCE} at once; answered ${told.join(', ')}`);
    const failed = [...statuses].reduce((sum, [status, count]) => (status >= 500 ? sum + count : sum), 0);
    const allowed = Math.floor(times.length * (1 - available / 100));
    assert.ok(failed <= allowed, `${failed} of ${times.length} failed, ${allowed} may`);
    assert.ok(at(percentile) <= withinMs, `p${percentile} is ${at(percentile).toFixed(1)} ms`);
  });
}

interface Promised {
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: object;
  percentile: number;
  withinMs: number;
  /** Percent of all answers. */
  available: number;
  /** Requests that a limit lets pass. */
  most: number;
  /** Stores what the example works on. */
  store: (now: string) => Promise<unknown>;
}
