import assert from 'node:assert/strict';
import { test } from 'node:test';
import { every } from '../src/platform/worker.ts';

/** Lets all that is settled go on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a worker pauses after each round, and goes on after one that failed', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { mock } = t.mock.method(console, 'error', () => undefined);
  let rounds = 0;
  const stop = every(100, async () => {
    rounds += 1;
    if (rounds === 2) throw new Error('a round failed');
    if (rounds === 3) throw 'no error';
  });
  const after = async (ms: number): Promise<number> => {
    await settled();
    t.mock.timers.tick(ms);
    await settled();
    return rounds;
  };
  assert.deepEqual([rounds, await after(99), await after(1), await after(100), await after(100)], [1, 1, 2, 3, 4]);
  const lines = mock.calls.map((call) => JSON.parse(String(call.arguments[0])));
  assert.deepEqual(Object.keys(lines[0]), ['level', 'at', 'error']);
  assert.match(lines[0].error, /^Error: a round failed\n +at /);
  assert.ok(!Number.isNaN(Date.parse(lines[0].at)));
  assert.deepEqual([lines.length, lines[0].level, lines[1].error], [2, 'error', 'no error']);
  await stop();
  assert.equal(await after(1000), 4);
});

test('a worker that is told to end ends its round, and begins no other', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const work = Promise.withResolvers<void>();
  let [begun, ended] = [0, false];
  const stop = every(100, () => {
    begun += 1;
    return work.promise;
  });
  const end = stop().then(() => {
    ended = true;
  });
  await settled();
  assert.equal(ended, false);
  work.resolve();
  await end;
  t.mock.timers.tick(1000);
  await settled();
  assert.equal(begun, 1);
});
