import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifyKycExample } from './examples.ts';
import { send } from './fixture.ts';

const ROUNDS = Number(process.env['LOAD_ROUNDS'] ?? '50');
const AT_ONCE = Number(process.env['LOAD_AT_ONCE'] ?? '8');

const promises: Promised[] = [
  { name: 'verifyKyc', method: 'POST', path: '/kyc/verify', body: verifyKycExample, percentile: 95, withinMs: 30000 },
];

for (const { name, method, path, percentile, withinMs, ...rest } of promises) {
  test(`${name}: ${percentile} % of all answers within ${withinMs} ms`, async (t) => {
    await send(method, path, rest);
    const times: number[] = [];
    const failed: number[] = [];
    const ask = async (): Promise<void> => {
      const started = performance.now();
      const { status } = await send(method, path, rest);
      times.push(performance.now() - started);
      if (status >= 500) failed.push(status);
    };
    for (let round = 0; round < ROUNDS; round += 1) await Promise.all(Array.from({ length: AT_ONCE }, ask));
    times.sort((one, other) => one - other);
    const at = (share: number): number => times[Math.ceil((share / 100) * times.length) - 1] ?? 0;
    const said = [50, 90, 95, 99, 100].map((share) => `p${share} ${at(share).toFixed(1)} ms`);
    const promise = `p${percentile} ${withinMs} ms`;
    t.diagnostic(`${name}: ${said.join(', ')} of ${times.length}, ${AT_ONCE} at once; promised ${promise}`);
    assert.deepEqual(failed, []);
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
}
