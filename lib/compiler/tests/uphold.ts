import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';
import { brokenImports, brokenRows, brokenTests } from './uphold-rows.ts';

/** test/uphold.test.ts: what becomes of what may never be; null where nothing is said to hold always. */
export function upholdTests(plan: Plan): string | null {
  const { invariants } = plan.model;
  if (invariants.length === 0) return null;
  const broken = brokenRows(plan);
  const rows = invariants.some(({ of }) => of.kind === 'entity');
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ...brokenImports(broken),
      ['../src/platform/invariants.ts', ...(rows ? ['allUphold'] : []), 'type Invariant', 'InvariantBroken', 'uphold'],
    ])}

    const small: Invariant<number> = { name: 'is_small', holds: (of) => of < 100 };
    const even: Invariant<number> = { name: 'is_even', holds: (of) => of % 2 === 0 };

    test('what always holds is demanded, and the first that does not is named', () => {
      uphold([small, even], 98);
      uphold([], 101);
      const named = (invariant: string) => (error: unknown) =>
        error instanceof InvariantBroken &&
        error.invariant === invariant &&
        error.message === \`the invariant \${invariant} does not hold\`;
      assert.throws(() => uphold([small, even], 101), named('is_small'));
      assert.throws(() => uphold([small, even], 3), named('is_even'));
    });

    ${when(rows, ROWS)}

    ${brokenTests(broken).join('\n\n')}
  `;
}

const ROWS = code`
  test('changed rows are given only if what always holds, holds for each', async () => {
    assert.deepEqual(await allUphold([even], Promise.resolve([2, 4])), [2, 4]);
    await assert.rejects(allUphold([even], Promise.resolve([2, 3])), InvariantBroken);
  });
`;
