import { expect, test } from 'vitest';
import { crash } from './crash.ts';

test('kill -9 of workers at random moments loses nothing and repeats nothing', { timeout: 200_000 }, async () => {
  const { seconds: _, ...report } = await crash(12, 3, 150_000);
  expect(report).toEqual({ runs: 12, kills: 3, lostEffects: 0, repeatedEffects: 0, wrongRuns: [] });
});
