import { expect, test } from 'vitest';
import { crash } from './crash.ts';

test('kill -9 of workers at random moments loses nothing and repeats nothing', { timeout: 90_000 }, async () => {
  const { seconds: _, ...report } = await crash(20, 3, 60_000);
  expect(report).toEqual({ runs: 20, kills: 3, lostEffects: 0, repeatedEffects: 0, wrongRuns: [] });
});
