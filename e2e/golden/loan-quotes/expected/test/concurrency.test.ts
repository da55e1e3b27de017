import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { createQuoteExample } from './examples.ts';
import { db, emptied, type Got, send } from './fixture.ts';

/**
 * An embedded database takes one transaction after the other: there only what lies between transactions can go wrong. With
 * DATABASE_URL they really meet, and several times.
 */
const ROUNDS = process.env['DATABASE_URL'] === undefined ? 1 : 3;

test('createQuote twice at once is as one after the other', async (t) => {
  const store: Store = async () => {};
  const ask = () => send('POST', '/quotes', { body: createQuoteExample });
  await meet(t, store, ask, ask);
});

type Store = (now: string) => Promise<unknown>;
type Ask = () => Promise<Got>;

/** What requests were answered, and what is stored afterwards. */
interface Ending {
  answers: string[];
  stored: string[];
}

/** Lets two requests meet: both end as if one had come after the other, whichever was first. */
async function meet(t: TestContext, store: Store, one: Ask, other: Ask): Promise<void> {
  const first = await ending(store, async () => [await one(), await other()]);
  const last = one === other ? swapped(first) : await ending(store, async () => [await other(), await one()].reverse());
  const refused = [first, last].every(({ answers }) => answers.every((answer) => answer === 'refused'));
  if (refused) t.diagnostic('both are refused, so that nothing meets');
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = await ending(store, () => Promise.all([one(), other()]));
    if (!isDeepStrictEqual(found, last)) assert.deepEqual(found, first);
  }
}

function swapped({ answers, stored }: Ending): Ending {
  return { answers: answers.toReversed(), stored };
}

/** Stores what requests work on, has them sent, and looks at what they came to. */
async function ending(store: Store, work: () => Promise<Got[]>): Promise<Ending> {
  await emptied();
  await store(new Date().toISOString());
  // Who comes second may be refused for another reason than who comes later.
  const answers = (await work()).map(({ status }) => (status >= 400 && status < 500 ? 'refused' : String(status)));
  return { answers, stored: await allStored() };
}

/** The rows, without what is another one each time: ids and instants of the service's own. */
async function allStored(): Promise<string[]> {
  const found = await Promise.all(TABLES.map((sql) => db.query<{ row: unknown }>(sql)));
  const texts = found.flatMap((rows, at) => rows.map(({ row }) => `${at} ${JSON.stringify(row)}`));
  return texts.map((text) => text.replace(ANOTHER_EACH_TIME, '…')).sort();
}

const ANOTHER_EACH_TIME = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)/g;

const TABLES = ['SELECT to_jsonb(t) AS row FROM quote AS t'];
