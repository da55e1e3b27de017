import { expect, test } from 'vitest';
import { newWorkshop, writeService } from '../service-folder.ts';
import { equivalence } from './equivalents.ts';
import { makeMutants, withMutant } from './make-mutants.ts';
import { refusedByTypes } from './refused-by-types.ts';
import { sample } from './sample.ts';
import { startWarm } from './warm-process.ts';

const TEXT = `/** Says it. */
export function isLarge(value: number): boolean {
  return value > 100;
}
`;

test('the changes are those that Stryker makes, and each is found in its place', async () => {
  const { mutants, files } = await makeMutants(new Map([['src/large.ts', TEXT]]));
  const changed = mutants.map((mutant) => withMutant(TEXT, mutant));
  expect(changed).toContain(TEXT.replace('value > 100', 'value >= 100'));
  expect(changed).toContain(TEXT.replace('value > 100', 'value <= 100'));
  expect(changed).toContain(TEXT.replace('value > 100', 'false'));
  expect(files[0]?.text).toContain('value >= 100');
});

test('what the type check refuses is no change that tests could miss', { timeout: 60_000 }, async () => {
  const sources = new Map([
    ['src/large.ts', TEXT],
    ['tsconfig.json', '{"compilerOptions": {"strict": true, "noEmit": true}, "include": ["src"]}'],
  ]);
  const { mutants } = await makeMutants(new Map([['src/large.ts', TEXT]]));
  const refused = await refusedByTypes(sources, mutants);
  expect(mutants.filter(({ id }) => refused.has(id)).map(({ kind }) => kind)).toEqual(['BlockStatement']);
});

test('a sample is the same for a seed, and every group has its share', () => {
  const items = Array.from({ length: 100 }, (_, at) => at);
  const groupOf = (at: number): string => (at < 3 ? 'few' : 'many');
  const chosen = sample(items, 10, 1, groupOf);
  expect(chosen).toEqual(sample(items, 10, 1, groupOf));
  expect(chosen).not.toEqual(sample(items, 10, 2, groupOf));
  expect(chosen.filter((at) => at < 3)).toHaveLength(1);
  expect(sample(items, 100, 1, groupOf).sort((one, other) => one - other)).toEqual(items);
});

test('only changes with a written reason count as making no difference', () => {
  const place = { id: '1', kind: '', line: '', start: { line: 0, column: 0 }, end: { line: 0, column: 0 } };
  const path = 'src/platform/decimal.ts';
  expect(equivalence({ ...place, path, before: 'excess <= 0', after: 'excess < 0' }, 'loan-quotes')).toMatch(
    /34 digits/,
  );
  expect(equivalence({ ...place, path, before: 'excess <= 0', after: 'true' }, 'loan-quotes')).toBeNull();
});

const TESTS = `import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { isLarge } from '../src/large.ts';

let seen: number[] = [];
beforeEach(() => {
  seen = [];
});

describe('large', () => {
  test('is more than 100', () => {
    seen.push(1);
    assert.deepEqual([isLarge(100), isLarge(101)], [false, true]);
    assert.equal(seen.length, 1);
  });
});

test('nothing of it', () => {
  assert.equal(seen.length, 0);
});
`;

test('one process tells one change after the other apart, by the tests that reach them', async () => {
  const workshop = newWorkshop();
  const { files, mutants } = await makeMutants(new Map([['src/large.ts', TEXT]]));
  const all = [...files, { path: 'test/large.test.ts', text: TESTS }];
  const folder = writeService(workshop.folder, 'small', all);
  const warm = await startWarm({ folder, tests: ['test/large.test.ts'], databaseUrl: '', limitMs: 20_000 });
  try {
    const [large = '', nothing = ''] = warm?.loaded.tests.map(({ id }) => id) ?? [];
    const looked = await warm?.ask({ mutant: null, tests: [large, nothing] }, 20_000);
    expect(looked?.reached[large]?.ids.length).toBe(mutants.length);
    expect(looked?.reached[nothing]?.ids).toEqual([]);
    for (const { id } of mutants) {
      expect(await warm?.ask({ mutant: id, tests: [nothing, large] }, 20_000)).toMatchObject({
        failed: large,
        spoilt: false,
      });
    }
    expect(await warm?.ask({ mutant: null, tests: [large] }, 20_000)).toMatchObject({ failed: null });
  } finally {
    warm?.end();
    workshop.remove();
  }
});
