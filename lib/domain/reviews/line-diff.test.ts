import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineDiff } from './line-diff.ts';

test.each([
  ['', '', { added: 0, removed: 0 }],
  ['', 'a\nb\n', { added: 2, removed: 0 }],
  ['a\nb\n', '', { added: 0, removed: 2 }],
  ['a\nb\nc\n', 'a\nx\nc\n', { added: 1, removed: 1 }],
  ['a\nb\nc\nd\n', 'd\na\nb\nc\n', { added: 1, removed: 1 }],
  ['a\n', 'a', { added: 0, removed: 0 }],
])('%j to %j', (before, after, counts) => {
  expect(lineDiff(before, after)).toEqual(counts);
});

test('counts are those of a longest common subsequence', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 14 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      const common = longestCommon(a, b);
      const lines = (items: string[]) => items.map((item) => `${item}\n`).join('');
      expect(lineDiff(lines(a), lines(b))).toEqual({ added: b.length - common, removed: a.length - common });
    }),
    { seed: 7, numRuns: 500 },
  );
});

test('two long texts with nothing in common are a rewrite, quickly', () => {
  const before = Array.from({ length: 20_000 }, (_, n) => `a${n}\n`).join('');
  const after = Array.from({ length: 30_000 }, (_, n) => `b${n}\n`).join('');
  expect(lineDiff(before, after)).toEqual({ added: 30_000, removed: 20_000 });
});

function longestCommon(a: readonly string[], b: readonly string[]): number {
  const best = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const row = best[i];
      if (!row) continue;
      row[j] =
        a[i - 1] === b[j - 1] ? (best[i - 1]?.[j - 1] ?? 0) + 1 : Math.max(best[i - 1]?.[j] ?? 0, row[j - 1] ?? 0);
    }
  }
  return best[a.length]?.[b.length] ?? 0;
}
