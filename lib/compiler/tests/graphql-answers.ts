import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** test/graphql.test.ts: which answers of GraphQL are refusals; null where nobody is asked so. */
export function graphqlAnswersTests({ outside, integrations, files }: Plan): string | null {
  if (!outside || !integrations.some(({ integration }) => integration.protocol === 'graphql')) return null;
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ['../src/platform/graphql.ts', 'graphqlAnswer'],
      ['../src/platform/received-files.ts', ...(files.brought ? ['Received'] : [])],
    ])}

    const read = (body: unknown): unknown => graphqlAnswer((data: unknown) => data)(body${when(files.brought, ', new Received()')});

    test('an answer is what is in its data; with errors it is a refusal, also a partial one', () => {
      assert.deepEqual(read({ data: { a: 1 } }), { a: 1 });
      assert.deepEqual(read({ data: { a: 1 }, errors: [] }), { a: 1 });
      assert.equal(read({ data: null, errors: 'none' }), null);
      assert.equal(read(null), undefined);
      for (const data of [null, { a: 1 }])
        assert.throws(() => read({ data, errors: [{ message: 'no' }] }), { failure: 'rejected' });
    });
  `;
}
