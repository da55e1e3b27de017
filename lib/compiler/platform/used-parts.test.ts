import { expect, test } from 'vitest';
import { code } from '../text/code.ts';
import { usedParts } from './used-parts.ts';

const SUMS = code`
  import { randomUUID } from 'node:crypto';
  import { type Exact, exactly, pow } from './exact.ts';
  import type { Other } from './other.ts';

  /** What a sum is; \`power\` is another thing. */
  export type Sum = Exact;

  const [LEAST, MOST] = [0, 9];

  export function sum(left: Sum, right: Sum): Sum {
    return bounded(exactly(left) + exactly(right));
  }

  /** Not less than \`LEAST\`. */
  function bounded(value: Sum): Sum {
    return Math.min(MOST, Math.max(value, LEAST));
  }

  export function power(value: Sum, by: Other): Sum {
    return pow(value, by);
  }

  export function named(): string {
    return text({ sum: 1 }.sum, randomUUID());
  }

  function text(...values: unknown[]): string {
    return values.join();
  }
`;

const EXACT = code`
  export type Exact = number;

  export const exactly = (value: Exact): Exact => value;

  export const pow = (value: Exact): Exact => value;
`;

const TESTS = code`
  import { test } from 'node:test';
  import * as decimal from '../src/platform/sums.ts';

  test('adds', () => decimal.sum(1, 2));

  test('names', () => decimal.named());
`;

const BASE = [
  ['src/platform/sums.ts', SUMS],
  ['src/platform/exact.ts', EXACT],
  ['src/platform/other.ts', 'export type Other = number;'],
  ['test/decimal.test.ts', TESTS],
] as const;

function partsFor(app: string, whole = (_path: string) => false): Map<string, string> {
  return new Map(usedParts([...BASE, ['src/app.ts', app]], whole));
}

test('what nothing needs goes, with what was imported for it and the tests of it', () => {
  const files = partsFor("import { sum } from './platform/sums.ts';");
  expect(files.get('src/platform/sums.ts')).toBe(code`
    import { type Exact, exactly } from './exact.ts';

    /** What a sum is; \`power\` is another thing. */
    export type Sum = Exact;

    const [LEAST, MOST] = [0, 9];

    export function sum(left: Sum, right: Sum): Sum {
      return bounded(exactly(left) + exactly(right));
    }

    /** Not less than \`LEAST\`. */
    function bounded(value: Sum): Sum {
      return Math.min(MOST, Math.max(value, LEAST));
    }
  `);
  expect(files.get('src/platform/exact.ts')).not.toContain('pow');
  expect(files.has('src/platform/other.ts')).toBe(false);
  expect(files.get('test/decimal.test.ts')).toContain("test('adds'");
  expect(files.get('test/decimal.test.ts')).not.toContain("test('names'");
});

test('a member of the same name and a word in a comment are no need', () => {
  const text = partsFor("import { named } from './platform/sums.ts';").get('src/platform/sums.ts');
  expect(text).toContain('function text(');
  expect(text).not.toContain('function power(');
});

test('a file that is imported as a whole, or is to stay whole, keeps its bytes', () => {
  expect(partsFor("import * as sums from './platform/sums.ts';").get('src/platform/sums.ts')).toBe(SUMS);
  const kept = partsFor('', (path) => path === 'src/platform/sums.ts');
  expect([kept.get('src/platform/sums.ts'), kept.get('src/platform/exact.ts')]).toEqual([SUMS, EXACT]);
});

test('a file of tests that tests nothing any more goes', () => {
  const files = partsFor("import { power } from './platform/sums.ts';");
  expect(files.has('test/decimal.test.ts')).toBe(false);
  expect(files.get('src/platform/sums.ts')).toContain("import type { Other } from './other.ts';");
});
