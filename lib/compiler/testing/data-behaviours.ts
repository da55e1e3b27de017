import { code } from '../text/code.ts';

const HEAD = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { db, send } from './fixture.ts';
`;

const ARTICLES = code`
  ${HEAD}

  const writer = async (name: string) => String((await send('POST', '/writers', { body: { name } })).body['id']);
  const write = (by: string, title = 'One') =>
    send('POST', '/articles', { body: { writer: by, title, price: '1.00' } });
  const like = (id: unknown, stars: number, who: string, note?: string) =>
    send('PUT', \`/articles/\${id}/like\`, { body: { stars, note }, as: { sub: who } });

  test('computed fields are read with the row, for the caller who asks', async () => {
    const { status, body } = await write(await writer('Ada'));
    assert.deepEqual([status, body['is_out'], body['likes']], [200, false, 0]);
    await like(body['id'], 4, 'ida');
    const read = async (who: string) => (await send('GET', \`/articles/\${body['id']}\`, { as: { sub: who } })).body;
    assert.deepEqual(await read('ida'), { title: 'One', is_out: false, likes: 1, is_liked: true, by_liked: true });
    // What is computed of a row counts all rows, also those that belong to somebody else.
    assert.deepEqual(await read('tom'), { title: 'One', is_out: false, likes: 1, is_liked: false, by_liked: false });
    const out = await send('PATCH', \`/articles/\${body['id']}\`, { as: { sub: 'ida' } });
    assert.deepEqual(out.body, { is_out: true, is_liked: true });
    const liked = await send('GET', '/articles', { as: { sub: 'ida' } });
    assert.deepEqual(liked.body, { titles: ['One'], out: [true] });
    assert.deepEqual((await send('GET', '/articles', { as: { sub: 'tom' } })).body, { titles: [], out: [] });
  });

  test('a row that is there already is changed where the step says so, and only there', async () => {
    const { body } = await write(await writer('Ada'));
    const first = await like(body['id'], 2, 'ida', 'good');
    const again = await like(body['id'], 5, 'ida');
    assert.equal(first.status, 200);
    assert.deepEqual(again.body, { number: first.body['number'], stars: 5, note: 'good' });
    assert.notEqual((await like(body['id'], 1, 'tom')).body['number'], first.body['number']);
    assert.equal((await db.query('SELECT 1 FROM "like"')).length, 2);
  });

  test('the database numbers rows one after the other', async () => {
    const { body } = await write(await writer('Ada'));
    const order = async () => Number((await send('POST', '/orders', { body: { article: body['id'] } })).body['number']);
    const [one, two] = [await order(), await order()];
    assert.equal(two, one + 1);
  });

  test('a deleted row takes with it, empties or is kept by what refers to it', async () => {
    const [ada, tom] = [await writer('Ada'), await writer('Tom')];
    const { body } = await write(ada);
    await like(body['id'], 3, 'ida');
    const order = await send('POST', '/orders', { body: { article: body['id'], reader: tom } });
    assert.equal((await send('DELETE', \`/writers/\${ada}\`)).status, 409);
    assert.equal((await send('DELETE', \`/writers/\${tom}\`)).status, 200);
    assert.deepEqual((await send('GET', \`/orders/\${order.body['number']}\`)).body['reader'] ?? null, null);
    await db.query('DELETE FROM "order"');
    assert.equal((await send('DELETE', \`/writers/\${ada}\`)).status, 200);
    assert.deepEqual(await db.query('SELECT 1 FROM "like" UNION ALL SELECT 1 FROM article'), []);
  });

  test('rows are given out as the fields of a type, with what their references lead to', async () => {
    const [ada, tom] = [await writer('Ada'), await writer('Tom')];
    const one = (await write(ada, 'One')).body['id'];
    const two = (await write(tom, 'Two')).body['id'];
    await like(one, 3, 'ida');
    const { status, body } = await send('GET', \`/articles/\${one}/view\`, { as: { sub: 'ida' } });
    const views = [
      { id: one, title: 'One', price: '1.00', likes: 1, writer: { name: 'Ada', liked: true } },
      { id: two, title: 'Two', price: '1.00', likes: 0, writer: { name: 'Tom', liked: false } },
    ];
    assert.equal(status, 200);
    assert.deepEqual(body['article'], views[0]);
    assert.deepEqual(body['all'], views);
    assert.deepEqual(body['short'], [{ title: 'One', is_out: false }, { title: 'Two', is_out: false }]);
    const order = await send('POST', '/orders', { body: { article: one, reader: tom } });
    const seen = await send('GET', \`/orders/\${order.body['number']}/article\`, { as: { sub: 'ida' } });
    assert.deepEqual([seen.body['article'], seen.body['reader']], [views[0], { name: 'Tom', liked: false }]);
    const unread = await send('POST', '/orders', { body: { article: two } });
    assert.equal((await send('GET', \`/orders/\${unread.body['number']}/article\`)).body['reader'] ?? null, null);
  });

  test('a password is stored as a hash of its own, and never shown', async () => {
    const join = (name: string) => send('POST', '/accounts', { body: { name, password: 'correct horse' } });
    const login = async (name: string, password: string) =>
      (await send('POST', \`/accounts/\${name}/login\`, { body: { password } })).status;
    assert.equal((await join('ada')).status, 200);
    await join('tom');
    const rows = await db.query<{ password: string }>('SELECT password FROM account');
    assert.equal(new Set(rows.map(({ password }) => password)).size, 2);
    assert.match(rows[0]?.password ?? '', /^scrypt\$/);
    assert.deepEqual([await login('ada', 'correct horse'), await login('ada', 'wrong horse')], [200, 404]);
    assert.equal(await login('nobody', 'correct horse'), 404);
    assert.equal((await send('PATCH', '/accounts/ada', { body: { password: 'battery staple' } })).status, 200);
    assert.deepEqual([await login('ada', 'correct horse'), await login('ada', 'battery staple')], [404, 200]);
    assert.ok(!JSON.stringify(await db.query('SELECT * FROM platform.audit_log')).includes('horse'));
  });

  test('encrypted fields are encrypted in the database, and bound to their row', async () => {
    const person = { name: 'Ada', pan: 'ABCDE1234F', worth: '12.5' };
    const added = await send('POST', '/clients', { body: { pan: 'ABCDE1234F', person } });
    assert.deepEqual([added.status, added.body['worth']], [200, '12.50']);
    const stored = JSON.stringify(await db.query("SELECT encode(pan, 'escape'), encode(person, 'escape') FROM client"));
    assert.ok(!stored.includes('ABCDE') && !stored.includes('Ada'));
    const path = \`/clients/\${added.body['id']}\`;
    const changed = await send('PATCH', path, { body: { pan: 'VWXYZ9876A' } });
    assert.deepEqual(changed.body, {
      pan: 'VWXYZ9876A', second: 'ABCDE1234F', person: { ...person, worth: '12.50' }, pans: ['VWXYZ9876A'],
    });
    const other = await send('POST', '/clients', { body: { pan: 'FGHIJ1234K', person } });
    await db.query('UPDATE client SET pan = (SELECT pan FROM client WHERE id = $1) WHERE id = $2', [
      other.body['id'],
      added.body['id'],
    ]);
    assert.equal((await send('PATCH', path, { body: { pan: 'VWXYZ9876A' } })).status, 500);
  });

  test('rows are chosen by what only the service computes, with counts, pages and changes as of any others', async () => {
    const ada = await writer('Ada');
    for (const title of ['Bern', 'Zug', 'BERN', 'bern', 'Berne', 'Bergen op Zoom']) await write(ada, title);
    const page = async (after: unknown) =>
      (await send('GET', \`/titles?word=Bern\${after === undefined ? '' : \`&after=\${after}\`}\`)).body;
    const one = await page(undefined);
    const two = await page(one['next']);
    assert.deepEqual([one['number'], one['titles']], [4, ['bern', 'Berne']]);
    assert.deepEqual([two['titles'], two['next']], [['Bern', 'BERN'], undefined]);
    const none = await send('PUT', '/titles', { body: { word: 'Chur', title: 'Thun' } });
    assert.deepEqual([none.status, none.body['titles']], [200, []]);
    const some = await send('PUT', '/titles', { body: { word: ' bern!', title: 'Thun' } });
    assert.deepEqual(some.body['titles'], ['Thun', 'Thun', 'Thun']);
    assert.equal((await page(undefined))['number'], 1);
  });

  test('references of each row of a list are followed, one after the other', async () => {
    const [ada, tom] = [await writer('Ada'), await writer('Tom')];
    const first = (await write(ada, 'A')).body['id'];
    await write(tom, 'B');
    const names = async () => (await send('GET', '/names?word=x', { as: { sub: 'ida' } })).body;
    assert.deepEqual(await names(), { names: ['Ada', 'Tom'], some: [], each: false, any: false, one: false });
    await like(first, 5, 'ida');
    assert.deepEqual(await names(), { names: ['Ada', 'Tom'], some: ['A'], each: false, any: true, one: true });
    await write(ada, 'C');
    const more = { names: ['Ada', 'Tom', 'Ada'], some: ['A', 'C'], each: false, any: true, one: false };
    assert.deepEqual(await names(), more);
    // What is not asked for is missing, and not empty.
    const few = await send('GET', '/names?word=few', { as: { sub: 'ida' } });
    assert.deepEqual(few.body, { few: ['A'], number: 3, ...more });
  });

  test('what refers to nothing is a conflict', async () => {
    assert.equal((await write('00000000-0000-4000-8000-000000000009')).status, 409);
  });
`;

/** Tests of the services of DATA_SPECS beyond those that they are generated with. */
export const DATA_BEHAVIOURS: Readonly<Record<string, string>> = { articles: ARTICLES };
