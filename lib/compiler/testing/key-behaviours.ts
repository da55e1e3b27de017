import { code } from '../text/code.ts';

const VAULT = code`
  import assert from 'node:assert/strict';
  import { randomBytes } from 'node:crypto';
  import { test } from 'node:test';
  import { openPersons } from '../src/data/person.ts';
  import { eraseExpired } from '../src/platform/erasure.ts';
  import { resealAll } from '../src/platform/reseal.ts';
  import { sealFieldsWith } from '../src/platform/fields.ts';
  import { sealWith } from '../src/platform/seal.ts';
  import { db, seal, send } from './fixture.ts';

  const PAN = 'ABCDE1234F';
  const card = (token: string, more: object = {}) => send('POST', '/cards', { body: { pan: PAN, token, ...more } });

  test('rows are found by what is encrypted, which nobody can read in the database', async () => {
    await send('POST', '/people', { body: { id: 'ada', email: 'ada@example.org' } });
    await send('POST', '/people', { body: { id: 'tom', email: 'tom@example.org' } });
    const find = (email: string) => send('POST', '/people/by-email', { body: { email } });
    assert.deepEqual((await find('tom@example.org')).body, { id: 'tom' });
    assert.equal((await find('eve@example.org')).status, 404);
    assert.equal((await send('POST', '/people', { body: { id: 'eve', email: 'ada@example.org' } })).status, 409);
    const changed = await send('PATCH', '/people/ada', { body: { email: 'ida@example.org' } });
    assert.deepEqual(changed.body, { email: 'ida@example.org' });
    assert.deepEqual((await find('ida@example.org')).body, { id: 'ada' });
    assert.equal((await find('ada@example.org')).status, 404);
    const stored = JSON.stringify(await db.query("SELECT encode(email, 'escape') AS sealed, email_hash FROM person"));
    assert.ok(!stored.includes('example'));
  });

  test('rows that the database numbers hold what is encrypted', async () => {
    const one = await card('token-one');
    const two = await card('token-two', { alias: 'second' });
    assert.equal(one.status, 200);
    assert.deepEqual(two.body, { number: String(Number(one.body['number']) + 1), pan: PAN });
    // Together they are unique, by their hashes.
    assert.equal((await card('token-new', { alias: 'second' })).status, 409);
  });

  test('equality, lists and missing values are asked by hashes', async () => {
    await card('token-one', { pin: 'a pin of mine' });
    await card('token-two', { alias: 'second' });
    await send('POST', '/cards', { body: { pan: 'VWXYZ9876A', token: 'token-three', pin: 'a pin of mine' } });
    const count = async (body: object) => (await send('POST', '/cards/count', { body })).body;
    const pans = [PAN, 'QQQQQ0000Q'];
    assert.deepEqual(await count({ pan: PAN, pans, alias: 'second', pin: 'a pin of mine' }), {
      same: 1, other: 1, listed: 2, noted: 0, pinned: 2,
    });
    assert.deepEqual(await count({ pan: PAN, pans: [] }), { same: 1, other: 1, listed: 0, noted: 0, pinned: 1 });
  });

  test('of a hashed value only the hash is stored, and it finds its row', async () => {
    const { body } = await card('token-one');
    const found = await send('POST', '/cards/by-token', { body: { token: 'token-one' } });
    assert.deepEqual(found.body, { number: body['number'], note: 'seen' });
    assert.equal((await send('POST', '/cards/by-token', { body: { token: 'token-two' } })).status, 404);
    assert.equal((await card('token-one')).status, 409);
    const [row] = await db.query<{ token: string }>('SELECT token FROM card');
    assert.match(row?.token ?? '', /^[0-9a-f]{64}$/);
  });

  test('a row that is found by what is encrypted is changed where it is there already', async () => {
    const use = (uses: number) => send('PUT', '/keys/ada/use', { body: { uses } });
    assert.deepEqual((await use(1)).body, { owner: 'ada', uses: 1 });
    assert.deepEqual((await use(2)).body, { owner: 'ada', uses: 2 });
    assert.equal((await db.query('SELECT 1 FROM key')).length, 1);
  });

  test('another key: what the older one sealed is read, and sealed anew', async () => {
    await send('POST', '/people', { body: { id: 'ada', email: 'ada@example.org' } });
    const [old, fresh] = [randomBytes(32), randomBytes(32)];
    const hashKey = 'a key for tests that makes hashes only';
    const email = async () => (await openPersons(db.query("SELECT id, email, pan FROM person WHERE id = 'ada'")))[0]?.email;
    try {
      sealFieldsWith(sealWith([old], hashKey));
      await send('PATCH', '/people/ada', { body: { email: 'ida@example.org' } });
      const both = sealWith([fresh, old], hashKey);
      sealFieldsWith(both);
      assert.equal(await email(), 'ida@example.org');
      assert.equal(await resealAll(db, both), 1);
      assert.equal(await resealAll(db, both), 0);
      sealFieldsWith(sealWith([fresh], hashKey));
      assert.equal(await email(), 'ida@example.org');
      assert.deepEqual((await send('POST', '/people/by-email', { body: { email: 'ida@example.org' } })).body, { id: 'ada' });
      sealFieldsWith(sealWith([old], hashKey));
      await assert.rejects(email(), /a key that this service does not have/);
    } finally {
      sealFieldsWith(seal);
    }
  });

  test('a day ends in the time zone of the service, and so does a month', async () => {
    const visit = (day: string) => db.query("INSERT INTO visit (id, day, by) VALUES (gen_random_uuid(), $1, 'Åsa ΟΔΟΣ')", [day]);
    await visit('2026-01-01');
    await visit('2026-01-02');
    // Kolkata is five hours and a half ahead: its 31st of January begins on the 30th, at half past six in the evening.
    assert.equal(await eraseExpired(db, new Date('2026-01-30T18:29:00Z')), 0);
    assert.equal(await eraseExpired(db, new Date('2026-01-30T18:30:00Z')), 1);
    assert.equal(await eraseExpired(db, new Date('2026-01-31T18:30:00Z')), 1);
    await db.query("INSERT INTO call (id, at, takes) VALUES (gen_random_uuid(), '2026-02-28T19:00:00Z', 'PT90M')");
    // In Kolkata that is the 1st of March.
    assert.equal(await eraseExpired(db, new Date('2026-03-31T18:59:00Z')), 0);
    assert.equal(await eraseExpired(db, new Date('2026-03-31T19:00:00Z')), 1);
  });

  test('case and lengths of time are compared in the database as everywhere else', async () => {
    await db.query("INSERT INTO visit (id, day, by) VALUES (gen_random_uuid(), '2026-01-01', 'Åsa ΟΔΟΣ')");
    await db.query("INSERT INTO call (id, at, takes) VALUES (gen_random_uuid(), '2026-02-28T19:00:00Z', 'PT90M')");
    const count = async (by: string, least: string) => (await send('POST', '/visits', { body: { by, least } })).body;
    assert.deepEqual(await count('åSA οδος', 'PT1H'), { same: 1, long: 1 });
    assert.deepEqual(await count('asa οδος', 'PT2H'), { same: 0, long: 0 });
  });

  test('the row that the caller is can hold what is encrypted', async () => {
    const [person] = await db.query<{ id: string }>('SELECT id FROM person');
    const { status, body } = await send('GET', '/me');
    assert.equal(status, 200);
    assert.equal(typeof body['email'], 'string');
    assert.notEqual(person, undefined);
  });
`;

/** Tests of the services of KEY_SPECS beyond those that they are generated with. */
export const KEY_BEHAVIOURS: Readonly<Record<string, string>> = { vault: VAULT };
