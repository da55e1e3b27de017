import type { Plan } from '../plan.ts';
import { erasedEntities } from '../platform/erasure.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';
import { quote } from '../text/quote.ts';

/** test/forgetting.test.ts: what was kept for long enough goes in batches, and the audit log says so; null if nothing goes. */
export function forgettingTests(plan: Plan): string | null {
  const [first, ...others] = erasedEntities(plan);
  if (first === undefined && !plan.waits) return null;
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:crypto', ...(plan.waits ? ['randomUUID'] : [])],
      ['node:test', 'test'],
      ['../src/platform/db.ts', 'type Database', 'type Db'],
      ['../src/platform/erasure.ts', ...(first === undefined ? [] : ['eraseExpired'])],
      ['../src/platform/retention.ts', ...(plan.waits ? ['forgetFinished'] : [])],
      ['./fixture.ts', 'auditLog', 'db'],
    ])}

    ${when(first !== undefined, erasing(first?.entity.name ?? '', others.length))}

    ${when(plan.waits, FINISHED)}

    /** A database in which each statement that deletes finds as many rows as the next number says. */
    function finding(counts: number[], limits: unknown[]): Database {
      const found = (tx: Db): Db => ({
        script: (sql) => tx.script(sql),
        query: async (sql, values = []) => {
          if (!sql.startsWith('DELETE')) return tx.query(sql, values);
          limits.push(values.at(-1));
          return Array.from({ length: counts.shift() ?? 0 }, () => ({}) as never);
        },
      });
      return {
        ...found(db),
        transaction: (work) => db.transaction((tx, ...last) => work(found(tx), ...last)),
        close: () => db.close(),
      };
    }

    /** What the audit log says of work that nobody asked for. */
    async function records(): Promise<unknown[]> {
      return (await auditLog()).map(({ operation, actor, status, input, output, decisions }) => {
        assert.deepEqual([actor, status, input, decisions], ['system', 200, null, null]);
        return [operation, output];
      });
    }
  `;
}

function erasing(entity: string, others: number): string {
  return code`
    test('rows are erased in batches, until one is not full', async () => {
      const limits: unknown[] = [];
      const counts = [500, 500, 3${', 0'.repeat(others)}];
      assert.equal(await eraseExpired(finding(counts, limits)), 1003);
      assert.deepEqual(limits, Array(${3 + others}).fill(500));
      assert.deepEqual(await records(), [
        ['eraseExpired', { entity: ${quote(entity)}, erased: 500 }],
        ['eraseExpired', { entity: ${quote(entity)}, erased: 500 }],
        ['eraseExpired', { entity: ${quote(entity)}, erased: 3 }],
      ]);
    });
  `;
}

const FINISHED = code`
  test('requests go thirty days after they were finished, and those that wait do not', async () => {
    const add = (state: string, finished: string | null) =>
      db.query(
        \`INSERT INTO platform.request (id, operation, caller, state, sealed, created_at, finished_at)
         VALUES ($1, 'any', 'caller', $2, '', now() - interval '90 days', now() - $3::interval)\`,
        [randomUUID(), state, finished],
      );
    await add('waiting', null);
    await add('succeeded', '29 days 23 hours');
    await add('failed', '30 days 1 second');
    assert.equal(await forgetFinished(db), 1);
    assert.equal(await forgetFinished(db), 0);
    const left = await db.query('SELECT state FROM platform.request ORDER BY state');
    assert.deepEqual(left, [{ state: 'succeeded' }, { state: 'waiting' }]);
    assert.deepEqual(await records(), [['forgetRequests', { deleted: 1 }]]);
  });

  test('requests go in batches, until one is not full', async () => {
    const limits: unknown[] = [];
    assert.equal(await forgetFinished(finding([500, 500, 3], limits)), 1003);
    assert.deepEqual(limits, [500, 500, 500]);
    assert.deepEqual(
      await records(),
      [500, 500, 3].map((deleted) => ['forgetRequests', { deleted }]),
    );
  });
`;
