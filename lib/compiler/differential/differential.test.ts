import type { CelInput } from '@bufbuild/cel';
import { afterAll, expect, test, vi } from 'vitest';
import { CEL_DIFFERENCES } from '../../spec/expressions/cel-differences.ts';
import { expression } from '../service/expression.ts';
import { newModule } from '../service/module.ts';
import { newWorkbench } from '../testing/evaluated.ts';
import { print } from '../text/doc.ts';
import { type Answer, askCel } from './cel-oracle.ts';
import { differential } from './differential.ts';
import { randomFrom } from './random.ts';
import { checked, inputsOf, newWorld } from './world.ts';

// A few seconds each, and many more where other tests keep the machine busy.
vi.setConfig({ testTimeout: 120_000 });

const COUNT = 1500;
const SEED = Number(process.env['DIFFERENTIAL_SEED'] ?? 20261122);

test(`${COUNT} generated expressions mean what CEL says, but for what is documented (seed ${SEED})`, async () => {
  const report = await differential({ count: COUNT, seed: SEED });
  expect(report.failure).toBe(null);
  expect(report.compared).toBe(COUNT);
  // Most are given to CEL letter by letter, and the generator makes hardly anything that the checker refuses.
  expect(report.verbatim).toBeGreaterThan(COUNT / 3);
  const refused = Object.values(report.refused).reduce((sum, count) => sum + count, 0);
  expect(refused).toBeLessThan(COUNT / 20);
  expect(
    Object.keys(report.refused).filter((code) => !['EXP4004', 'EXP4006', 'EXP4018', 'EXP4020'].includes(code)),
  ).toEqual([]);
});

test('every difference that can be translated takes part in the comparison', async () => {
  const { differences } = await differential({ count: 1500, seed: 3 });
  expect(Object.keys(differences).sort()).toEqual([
    'call-forms',
    'conversions',
    'has',
    'iso-durations',
    'left-to-right',
    'missing-items',
    'names',
    'promotion',
    'safe-integers',
  ]);
});

test('the same seed gives the same comparison', async () => {
  expect(await differential({ count: 100, seed: 5 })).toEqual(await differential({ count: 100, seed: 5 }));
});

test.each([
  ['exists as all', (text: string) => text.replaceAll('.some(', '.every(')],
  ['division without its check', (text: string) => text.replaceAll('quotientOf(', '((a, b) => Math.trunc(a / b))(')],
  ['<= as <', (text: string) => text.replaceAll(' <= ', ' < ')],
  ['a sum of decimals as one of doubles', (text: string) => text.replaceAll('subtract(', 'add(')],
])('a wrong emitter is found, and shown by a small expression: %s', async (_what, spoil) => {
  const { failure } = await differential({ count: 20_000, seed: 11, spoil });
  expect(failure?.expression.length).toBeLessThan(100);
});

const bench = newWorkbench();
afterAll(() => bench.remove());

test.each(CEL_DIFFERENCES.map((one) => [one.code, one] as const))(
  '%s is a difference, as it is documented',
  async (_code, one) => {
    const world = newWorld();
    const inputs = inputsOf(randomFrom(2));
    const values = { ...inputs.ours, text: 'abc', i: 3 };
    const found = checked(one.example, world);
    const theirs = askCel(one.example, {
      input: new Map<string, CelInput>([...inputs.theirs, ['text', 'abc'], ['i', 3n]]),
    });
    const [ours] =
      'expr' in found
        ? await bench.evaluate([print(expression(found.expr, newModule(world.plan)))], { input: values })
        : [];
    expect(shown('expr' in found, ours, theirs)).toBe(one.shows);
  },
);

function shown(isAccepted: boolean, ours: unknown, theirs: Answer): string {
  if (!isAccepted) return 'refused';
  if (ours instanceof Error) return 'value' in theirs ? 'failed' : 'same';
  if ('error' in theirs) return 'given';
  return ours === theirs.value ? 'same' : 'other';
}
