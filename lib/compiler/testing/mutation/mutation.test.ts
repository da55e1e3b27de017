import { expect, test } from 'vitest';
import { equivalence } from './equivalents.ts';
import { makeMutants, withMutant } from './make-mutants.ts';
import { refusedByTypes } from './refused-by-types.ts';
import { sample } from './sample.ts';

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
