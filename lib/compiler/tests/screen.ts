import type { Plan } from '../plan.ts';
import { foldsSome, screensRows } from '../service/screen-step.ts';
import { code, when } from '../text/code.ts';
import { print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { askingText } from './asking.ts';

/** test/screen.test.ts: who is found on lists, and what is written down of it; null where nobody is looked for. */
export function screenTests(plan: Plan): string | null {
  if (!plan.screens) return null;
  const folds = when(foldsSome(plan), 'folds: [], ');
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ['../src/platform/outside.ts', 'type Called'],
      ['../src/platform/screen.ts', 'asked', 'type Hit', 'type List', 'lookFor', 'type Screening'],
      ['./fixture.ts', 'service'],
    ])}

    ${print(['const asking = ', askingText(plan, 'screen', 'request:screen', 'Date.now() + 60_000'), ';'])}

    interface Entry {
      list: string;
      entry: string;
      score?: string | number | null;
    }

    /** A list that holds these entries. */
    const holding = (source: string, hits: readonly Entry[], more: object = {}): List => ({
      source,
      ask: async () => ({ outcome: { value: { hits, ...more } }, record: { asked: source } }),
    });

    const look = (...lists: readonly List[]): Promise<Called> =>
      lookFor({ name: 'Asha Rao', threshold: '0.9000', ${folds}lists }, service, asking);

    const found = async (...lists: readonly List[]): Promise<Screening> => {
      const { outcome } = await look(...lists);
      assert.ok('value' in outcome);
      return outcome.value as Screening;
    };

    test('who is alike enough is a hit, the best first, with what the list itself says', async () => {
      const un = holding('un.search', [
        { list: 'UN', entry: 'Asha Rai', score: '0.7' },
        { list: 'UN', entry: 'Karl Otto', score: '0.99' },
        { list: 'UN', entry: 'Asha Rao', score: 1 },
      ]);
      const eu = holding('eu.search', [
        { list: 'EU', entry: 'Asha Ra', score: null },
        { list: 'EU', entry: 'Asha Rao' },
      ]);
      const { best, hits, degraded } = await found(un, eu);
      assert.deepEqual([best, degraded], ['1.0000', false]);
      const facts = hits.map(({ entry, list, source, upstreamScore }) => [entry, list, source, upstreamScore]);
      assert.deepEqual(facts, [
        ['Asha Rao', 'UN', 'un.search', '1'],
        ['Asha Rao', 'EU', 'eu.search', null],
        ['Asha Ra', 'EU', 'eu.search', null],
        ['Asha Rai', 'UN', 'un.search', '0.7'],
      ]);
      const scores = hits.map(({ score }: Hit) => Number(score));
      assert.deepEqual(
        scores.toSorted((one, other) => other - one),
        scores,
      );
      assert.ok(scores.every((score) => score >= 0.9 && score <= 1));
    });

    test('a likeness of exactly the threshold is a hit, and no hit at all is a best of 0', async () => {
      const lists = [holding('un', [{ list: 'UN', entry: 'Asha Rao' }])];
      const at = async (threshold: \`\${number}\`) => {
        const { outcome } = await lookFor({ name: 'Asha Rao', threshold, ${folds}lists }, service, asking);
        return Object('value' in outcome ? outcome.value : {}).hits.length;
      };
      assert.deepEqual([await at('1'), await at('1.0001')], [1, 0]);
      const none = { best: '0.0000', hits: [], degraded: false };
      assert.deepEqual(await found(holding('un', [{ list: 'UN', entry: 'Karl Otto' }])), none);
      assert.deepEqual(await found(), none);
    });

    test('what was compared is written down, with every list that was asked', async () => {
      const { record } = await look(
        holding('un', [
          { list: 'UN', entry: 'Karl Otto' },
          { list: 'UN', entry: 'Ida Kern' },
        ]),
        holding('eu', []),
      );
      assert.deepEqual(record, {
        step: 'screen',
        outcome: 'success',
        threshold: '0.9000',
        compared: 2,
        best: '0.0000',
        hits: [],
        degraded: false,
        calls: [{ asked: 'un' }, { asked: 'eu' }],
      });
    });

    test('nobody is cleared by half: if one list fails, the screening fails', async () => {
      const down: List = {
        source: 'down',
        ask: async () => ({ outcome: { failure: 'unavailable' }, record: { asked: 'down' } }),
      };
      assert.deepEqual(await look(holding('un', []), down), {
        outcome: { failure: 'unavailable' },
        record: { step: 'screen', outcome: 'failed', calls: [{ asked: 'un' }, { asked: 'down' }] },
      });
    });

    test('that a stand-in answered for one list is said of the whole', async () => {
      const fresh = holding('un', [], { degraded: false });
      const stale = holding('eu', [], { degraded: true });
      assert.deepEqual([(await found(fresh, stale)).degraded, (await found(stale, fresh)).degraded], [true, true]);
      assert.equal((await found(fresh)).degraded, false);
    });

    test('each list is asked with a key of its own, in time', async () => {
      const keys: object[] = [];
      const noting = (source: string): List => ({
        source,
        ask: async (_outside, given) => {
          keys.push(given);
          return { outcome: { value: { hits: [] } }, record: {} };
        },
      });
      await look(noting('un'), noting('eu'));
      assert.deepEqual(keys, [
        { ...asking, idempotencyKey: 'request:screen:un' },
        { ...asking, idempotencyKey: 'request:screen:eu' },
      ]);
    });

    test('the list of another system is asked as that is, and known by its name', async () => {
      const calls: unknown[] = [];
      const outside = { call: async (...given: unknown[]) => (calls.push(given), { outcome: { value: {} }, record: {} }) };
      const operation = { system: { name: 'un' }, name: 'search' };
      const list = Reflect.apply(asked, null, [operation, { name: 'Asha' }, { snapshotMs: 5 }]);
      assert.equal(list.source, 'un.search');
      await Reflect.get(list, 'ask')(outside, asking);
      assert.deepEqual(calls, [[operation, { name: 'Asha' }, asking, { snapshotMs: 5 }]]);
    });

    test('of a long list a thousand hits are kept, and others are served while it is compared', async () => {
      let served = 0;
      setImmediate(() => {
        served += 1;
      });
      const entries = Array.from({ length: 1001 }, () => ({ list: 'UN', entry: 'Asha Rao' }));
      const { outcome, record } = await look(holding('un', entries));
      assert.equal(Object('value' in outcome ? outcome.value : {}).hits.length, 1000);
      assert.equal(Object(record).compared, 1001);
      assert.equal(served, 1);
    });

    ${when(screensRows(plan), ROWS)}
  `;
}

/** Lists that the service itself keeps. */
const ROWS = code`
  test('rows of the service itself are a list like any other, as long as they are not too many', async () => {
    const people = { source: 'Person', sql: "SELECT unnest(ARRAY['Asha Rao', 'Karl Otto']) AS entry" };
    const { outcome, record } = await look(people);
    const hit = { list: 'Person', entry: 'Asha Rao', score: '1.0000', source: 'Person', upstreamScore: null };
    assert.deepEqual(outcome, { value: { best: '1.0000', hits: [hit], degraded: false } });
    assert.deepEqual(Object(record).calls, [{ list: 'Person', entries: 2 }]);
    const many = { source: 'Many', sql: "SELECT 'x' AS entry FROM generate_series(1, 50001)" };
    await assert.rejects(look(many), { message: 'Many has more than 50000 entries' });
  });
`;
