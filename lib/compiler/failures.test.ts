import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { compile } from './index.ts';
import { type EmptyDatabase, openEmptyDatabase } from './testing/empty-database.ts';
import { LEDGER_SPEC } from './testing/ledger-spec.ts';
import { modelOf } from './testing/read-golden.ts';
import { newWorkshop, writeService } from './testing/service-folder.ts';
import { type Answer, type StartedService, startService } from './testing/started-service.ts';

const SLOW = 120_000;

const workshop = newWorkshop();
let database: EmptyDatabase;
let wire: Wire;
let service: StartedService;

beforeAll(async () => {
  database = await openEmptyDatabase();
  wire = await openWire(database.url);
  const folder = writeService(workshop.folder, 'ledger', compile(modelOf(LEDGER_SPEC)).files);
  service = await startService(folder, 'ledger', { DATABASE_URL: wire.url });
}, SLOW);

afterAll(async () => {
  await service.stop();
  await wire.close();
  await database.close();
  workshop.remove();
});

/** Whatever happened: the process lives, the audit log is whole, and each withdrawal is in the balance. */
afterEach(async () => {
  expect(service.child.exitCode).toBe(null);
  const [sums] = await database.query(
    'SELECT coalesce((SELECT sum(amount) FROM entry), 0)::int AS taken, coalesce(sum(1000 - balance), 0)::int AS gone FROM account',
  );
  expect(sums?.['taken']).toBe(sums?.['gone']);
});

let keys = 0;
const open = (id: string) => service.call('POST', '/accounts', { id, balance: 1000 });
const withdraw = (id: string, amount: number, key = `key-${++keys}`): Promise<Answer> =>
  service.call('POST', `/accounts/${id}/withdraw`, { amount }, { 'idempotency-key': key });

const PROBLEM = { type: 'application/problem+json; charset=utf-8' };
const UNAVAILABLE = { ...PROBLEM, status: 503, body: { type: 'urn:problem:unavailable', status: 503 } };

test('updates at the same time: none is lost, and what there is too little for is refused', {
  timeout: SLOW,
}, async () => {
  await open('ada');
  const answers = await Promise.all(Array.from({ length: 25 }, () => withdraw('ada', 60)));
  const counts = Object.groupBy(answers, ({ status }) => String(status));
  expect([counts['200']?.length, counts['422']?.length]).toEqual([16, 9]);
  expect(await database.query("SELECT balance::int FROM account WHERE id = 'ada'")).toEqual([{ balance: 40 }]);
});

test('what is counted stays so until what follows is stored: no seat is given twice', { timeout: SLOW }, async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => service.call('POST', '/seats', { room: 'red' })));
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(3).fill(200), ...Array(9).fill(422)]);
  expect(await database.query('SELECT count(*)::int AS seats FROM seat')).toEqual([{ seats: 3 }]);
});

test('the same request twice at once is done once', { timeout: SLOW }, async () => {
  await open('tom');
  const answers = await Promise.all(Array.from({ length: 5 }, () => withdraw('tom', 10, 'one-key')));
  expect(answers.filter(({ status }) => ![200, 409].includes(status))).toEqual([]);
  expect((await withdraw('tom', 10, 'one-key')).body).toMatchObject({ balance: 990 });
  expect(await database.query("SELECT count(*)::int AS entries FROM entry WHERE account = 'tom'")).toEqual([
    { entries: 1 },
  ]);
});

test('a connection that is killed in the middle of a request: 503, nothing is stored, and the next one works', {
  timeout: SLOW,
}, async () => {
  await open('ida');
  const [stop, asked] = await whileLocked('ida', () => withdraw('ida', 100, 'killed'));
  const killed = await database.query(
    "SELECT count(pg_terminate_backend(pid)) AS killed FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  expect(killed).toEqual([{ killed: '1' }]);
  expect(await asked).toMatchObject(UNAVAILABLE);
  await stop();
  expect(await database.query("SELECT 1 FROM entry WHERE account = 'ida'")).toEqual([]);
  // The same request again, with its key: it is done now.
  expect(await withdraw('ida', 100, 'killed')).toMatchObject({ status: 200, body: { balance: 900 } });
});

test('a full disk: 503, nothing half written, and it goes on as soon as there is room', { timeout: SLOW }, async () => {
  await open('eve');
  // The last thing that a request writes; what it wrote before must go with it.
  for (const table of ['platform.audit_log', 'account']) {
    await database.query(
      `CREATE OR REPLACE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$`,
    );
    await database.query(`CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON ${table} EXECUTE FUNCTION full_disk()`);
    const answer = await withdraw('eve', 10);
    expect(answer).toMatchObject(UNAVAILABLE);
    expect(JSON.stringify(answer.body)).not.toMatch(/space|device|file/);
    await database.query(`DROP TRIGGER full_disk ON ${table}`);
    expect(await database.query("SELECT 1 FROM entry WHERE account = 'eve'")).toEqual([]);
  }
  expect(await withdraw('eve', 10)).toMatchObject({ status: 200, body: { balance: 990 } });
});

test('a lost database: 503 in time and not ready, and all is well when it is back', { timeout: SLOW }, async () => {
  await open('bob');
  const [stop, asked] = await whileLocked('bob', () => withdraw('bob', 10, 'cut'));
  wire.cut();
  expect(await asked).toMatchObject(UNAVAILABLE);
  expect(await withdraw('bob', 10)).toMatchObject(UNAVAILABLE);
  expect(await service.call('GET', '/readyz')).toMatchObject(UNAVAILABLE);
  expect((await service.call('GET', '/livez')).status).toBe(200);
  await stop();
  wire.mend();
  expect((await service.call('GET', '/readyz')).status).toBe(200);
  expect(await withdraw('bob', 10)).toMatchObject({ status: 200, body: { balance: 990 } });
});

/** Sends a request while somebody else holds the row, so that it waits in the middle of its transaction. */
async function whileLocked(
  id: string,
  send: () => Promise<Answer>,
): Promise<[stop: () => Promise<void>, asked: Promise<Answer>]> {
  const holder = await database.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM account WHERE id = $1 FOR UPDATE', [id]);
  const asked = send();
  const waits = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  while ((await database.query(waits)).length === 0) await delay(20);
  return [
    async () => {
      await holder.query('ROLLBACK');
      await holder.end();
    },
    asked,
  ];
}

/** What lies between the service and its database, and can be cut. */
interface Wire {
  url: string;
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

async function openWire(target: string): Promise<Wire> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server: Server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one
        .on('error', () => {})
        .on('close', () => {
          sockets.delete(one);
          other.destroy();
        });
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const url = new URL(target);
  url.host = `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const cut = (): void => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut,
    mend: () => {
      isCut = false;
    },
    close: () => {
      cut();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}
