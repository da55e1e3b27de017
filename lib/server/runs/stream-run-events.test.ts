import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunEvent } from '../../domain/runs/events.ts';
import { type Fixture, seedVersion } from '../testing/run-fixture.ts';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { cancelRun } from './cancel-run.ts';
import { appendEvents } from './durable/append-events.ts';
import { openRunListener, type RunListener } from './run-listener.ts';
import { startRun } from './start-run.ts';
import { streamRunEvents } from './stream-run-events.ts';

let database: TestDatabase;
let listener: RunListener;
let fixture: Fixture;

beforeAll(async () => {
  database = await openTestDatabase();
  listener = openRunListener(database.url);
});
afterAll(async () => {
  await listener.close();
  await database.close();
});

async function start(): Promise<string> {
  fixture = await seedVersion(database.db, 'text');
  return (await startRun(fixture.author, { versionId: fixture.versionId })).runId;
}

function say(runId: string, ...texts: string[]): Promise<void> {
  const events = texts.map((text): RunEvent => ({ kind: 'log', stage: 'test', text }));
  return database.db.transaction((tx) => appendEvents(tx, runId, new Date(), events));
}

/** The sequence numbers that one browser gets, until `count` came or the stream ended. */
async function read(stream: ReadableStream<Uint8Array>, count: number): Promise<{ seqs: number[]; ended: boolean }> {
  const seqs: number[] = [];
  let ended = false;
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of stream) {
    rest += decoder.decode(chunk, { stream: true });
    const messages = rest.split('\n\n');
    rest = messages.pop() ?? '';
    for (const message of messages) {
      const id = /^id: (\d+)$/m.exec(message)?.[1];
      if (id) seqs.push(Number(id));
      if (message.startsWith('event: end')) ended = true;
    }
    if (seqs.length >= count) break;
  }
  return { seqs, ended };
}

function upTo(n: number, from = 1): number[] {
  return Array.from({ length: n - from + 1 }, (_, i) => from + i);
}

test('what is stored comes first, then what happens, without gap or repetition, and the stream ends with the run', async () => {
  const runId = await start();
  await say(runId, 'a', 'b');
  const reading = read(await streamRunEvents(fixture.author, runId, 0, listener), Number.POSITIVE_INFINITY);
  for (let i = 0; i < 40; i++) await say(runId, `live ${i}`);
  await cancelRun(fixture.author, { runId });
  expect(await reading).toEqual({ seqs: upTo(44), ended: true });
});

test('a browser that reconnects goes on from its cursor', async () => {
  const runId = await start();
  await say(runId, ...Array.from({ length: 20 }, (_, i) => `line ${i}`));
  const first = await read(await streamRunEvents(fixture.author, runId, 0, listener), 7);
  const cursor = first.seqs[6] ?? 0;
  const second = await read(await streamRunEvents(fixture.author, runId, cursor, listener), 21 - cursor);
  expect(second.seqs).toEqual(upTo(21, cursor + 1));
});

test('more events than one read takes arrive all the same', async () => {
  const runId = await start();
  await say(runId, ...Array.from({ length: 1_300 }, (_, i) => `line ${i}`));
  await cancelRun(fixture.author, { runId });
  const { seqs, ended } = await read(await streamRunEvents(fixture.author, runId, 0, listener), 5_000);
  expect({ same: seqs.join() === upTo(1_302).join(), ended }).toEqual({ same: true, ended: true });
});

test('twenty writers at the same time leave one sequence without gaps', async () => {
  const runId = await start();
  const reading = read(await streamRunEvents(fixture.author, runId, 0, listener), 101);
  await Promise.all(Array.from({ length: 20 }, (_, i) => say(runId, ...[1, 2, 3, 4, 5].map((n) => `${i}.${n}`))));
  expect((await reading).seqs).toEqual(upTo(101));
});

test('a listener whose session the database ended is back by itself', async () => {
  const runId = await start();
  const reading = read(await streamRunEvents(fixture.author, runId, 0, listener), 3);
  await database.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'plumbline events' and datname = current_database()",
  );
  await say(runId, 'one', 'two');
  expect((await reading).seqs).toEqual([1, 2, 3]);
});

test('texts that PostgreSQL cannot keep are shown with a replacement, not lost', async () => {
  const runId = await start();
  await say(runId, 'nul \u0000 and half \ud800 pair');
  const rows = await database.pool.query("select data->>'text' as text from run_events where run_id = $1 and seq = 2", [
    runId,
  ]);
  expect(rows.rows).toEqual([{ text: 'nul \ufffd and half \ufffd pair' }]);
});
