import { code } from '../text/code.ts';

const SHELF = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { db, faultPaths, send } from './fixture.ts';

  const add = (title: string, more: object = {}) => send('POST', '/books', { body: { title, shelf: 'a', ...more } });

  /** The titles of all pages of a list, and how many pages there are. */
  const walk = async (path: string, between: () => Promise<unknown> = async () => undefined) => {
    const titles: unknown[] = [];
    let pages = 0;
    let next = '';
    do {
      const { status, body, text, headers } = await send('GET', path + next, { as: null });
      assert.equal(status, 200, text);
      const books = JSON.parse(text).books ?? JSON.parse(text);
      titles.push(...books.map(({ title }: { title: string }) => title));
      const link = /^<(\?[^>]*)>; rel="next"$/.exec(String(headers['link']))?.[1];
      next = link ?? (typeof body['next'] === 'string' ? \`\${path.includes('?') ? '&' : '?'}after=\${body['next']}\` : '');
      if (link !== undefined) path = path.split('?')[0] ?? '';
      pages += 1;
      await between();
    } while (next !== '');
    return { titles, pages };
  };

  test('what is null is left out, within rows too, but not within values that are JSON', async () => {
    const { body } = await add('one', { data: { a: null, b: [null] } });
    assert.deepEqual(Object.keys(body), ['id', 'data']);
    assert.deepEqual(body['data'], { a: null, b: [null] });
    const { body: list } = await send('GET', '/books', { as: null });
    assert.deepEqual(list, { books: [{ title: 'one' }] });
  });

  test('where nulls are kept every field is there', async () => {
    const { body: made } = await add('one');
    const { body } = await send('GET', \`/books/\${made['id']}\`, { as: null });
    assert.deepEqual([body['subtitle'], Object(body['whole']).subtitle, Object(body['whole']).stars], [null, null, null]);
  });

  test('all pages together are the list, whatever is added meanwhile', async () => {
    for (const title of ['a', 'b', 'c', 'd', 'e']) {
      await add(title);
      await new Promise((done) => setTimeout(done, 3));
    }
    assert.deepEqual(await walk('/books'), { titles: ['e', 'd', 'c', 'b', 'a'], pages: 3 });
    let more = 0;
    const meanwhile = () => add(\`new \${(more += 1)}\`);
    assert.deepEqual((await walk('/books', meanwhile)).titles, ['e', 'd', 'c', 'b', 'a']);
    assert.deepEqual((await walk('/books?limit=50')).pages, 1);
    assert.deepEqual((await walk('/books?shelf=b')).titles, []);
    const lost = async () => db.query("DELETE FROM book WHERE title = 'd'");
    assert.equal((await walk('/books?limit=4', lost)).titles.includes('a'), true);
  });

  test('the last page says no more, also when it is full', async () => {
    for (const title of ['a', 'b']) await add(title);
    const { body } = await send('GET', '/books?limit=2', { as: null });
    assert.deepEqual(Object.keys(body), ['books']);
  });

  test('values that are missing and orders of both directions keep their place', async () => {
    const stars: [string, number | null][] = [['a', 3], ['b', null], ['c', 3], ['d', 5], ['e', null], ['f', 0]];
    for (const [title, given] of stars) await add(title, { stars: given, shelf: title < 'f' ? 'a' : 'b' });
    for (const limit of [1, 2, 3, 50]) {
      assert.deepEqual((await walk(\`/ranking?limit=\${limit}\`)).titles, ['b', 'e', 'd', 'a', 'c', 'f'], String(limit));
    }
    assert.deepEqual((await walk('/ranking?on-shelf=a&limit=2')).titles, ['b', 'e', 'd', 'a', 'c']);
  });

  test('an order that is computed has pages, too', async () => {
    for (const [title, shelf] of ['xa', 'ya', 'za', 'ub', 'vc', 'wc'].map((name) => [...name])) await add(title ?? '', { shelf });
    for (const limit of [1, 2, 4, 50])
      assert.deepEqual((await walk(\`/crowded?limit=\${limit}\`)).titles, ['x', 'y', 'z', 'v', 'w', 'u'], String(limit));
  });

  test('a mark is good for its own list only, and cannot be made up', async () => {
    for (const title of ['a', 'b', 'c']) await add(title);
    const { body, text } = await send('GET', '/books?limit=1', { as: null });
    assert.equal(text.includes('added_at'), false);
    const mark = String(body['next']);
    assert.equal((await send('GET', \`/books?after=\${mark}\`, { as: null })).status, 200);
    const changed = \`\${mark.slice(0, -2)}\${mark.endsWith('AA') ? 'BB' : 'AA'}\`;
    for (const path of [\`/books?shelf=a&after=\${mark}\`, \`/ranking?after=\${mark}\`, \`/books?after=\${changed}\`, '/books?after=x']) {
      const answer = await send('GET', path, { as: null });
      assert.equal(answer.status, 400, path);
      assert.deepEqual(faultPaths(answer), ['/after']);
    }
  });

  test('a page is found by an index', async () => {
    await db.script("INSERT INTO book (id, title, shelf, added_at) SELECT gen_random_uuid(), 'x', 'a', now() - n * interval '1 s' FROM generate_series(1, 5000) n; ANALYZE book");
    const plan = await db.query<Record<string, string>>(
      'EXPLAIN SELECT * FROM book WHERE (added_at, id) < ($1, $2) ORDER BY added_at DESC, id DESC LIMIT 3',
      ['2020-01-01T00:00:00Z', '00000000-0000-4000-8000-000000000000'],
    );
    const text = plan.map((row) => Object.values(row)[0]).join(' ');
    assert.match(text, /Index.*book_added_at_id/);
    assert.doesNotMatch(text, /Sort|Seq Scan/);
  });
`;

const COUNTER = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { send } from './fixture.ts';
  import openapi from '../openapi.json' with { type: 'json' };

  const buy = (name: string, key: string) => send('POST', '/tickets', { body: { name }, headers: { 'Idempotency-Key': key } });
  const error = (body: Record<string, unknown>) => Object(body['error']);

  test('every error has the shape that the specification gives to all', async () => {
    const sold = await buy('last', 'a');
    assert.equal(sold.status, 410);
    assert.match(String(sold.headers['content-type']), /^application\/json/);
    assert.deepEqual(Object.keys(sold.body), ['error', 'at']);
    assert.deepEqual(error(sold.body), { code: 'sold_out', message: 'Come back tomorrow.', status: 410, details: [] });
    const again = await buy('last', 'a');
    assert.deepEqual([again.text, again.headers['content-type']], [sold.text, sold.headers['content-type']]);
    const wrong = await buy('', 'b');
    assert.equal(wrong.status, 422);
    assert.equal(error(wrong.body).code, 'invalid_input');
    assert.deepEqual(error(wrong.body).details[0].field, '/name');
    const lost = await send('GET', '/nowhere');
    assert.deepEqual([lost.status, error(lost.body).message], [404, 'Look at the number again.']);
    assert.equal((await send('GET', '/tickets/00000000-0000-4000-8000-000000000000', { as: null })).status, 401);
  });

  test('a step may end with an error that every service knows', async () => {
    const busy = await buy('busy', 'c');
    assert.deepEqual([busy.status, error(busy.body).code], [429, 'too_many']);
    const lost = await send('GET', '/tickets/00000000-0000-4000-8000-000000000000');
    assert.deepEqual([lost.status, error(lost.body).message], [404, 'Look at the number again.']);
  });

  test('an error that ends a request later has the same shape', async () => {
    const asked = await send('POST', '/approvals', { body: { name: 'x' } });
    assert.equal(asked.status, 202);
    const list = await send('GET', '/tasks');
    const [task] = Object(list.body).tasks;
    await send('POST', \`/tasks/\${task.id}/claim\`);
    assert.equal((await send('POST', \`/tasks/\${task.id}/complete\`, { body: { fine: false } })).status, 200);
    const { body } = await send('GET', String(asked.headers['location']));
    assert.equal(body['state'], 'failed');
    assert.deepEqual(Object(body['problem']).error.code, 'forbidden');
  });

  test('the API document says what errors look like, those that only the operation names too', () => {
    const { responses } = openapi.paths['/tickets'].post;
    assert.deepEqual(Object.keys(responses), ['201', '401', '403', '409', '410', '413', '415', '422', '429', 'default']);
    const { content } = openapi.components.responses.sold_out;
    assert.deepEqual(Object.keys(content), ['application/json']);
    assert.equal('Problem' in openapi.components.schemas, false);
  });
`;

const TILL = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { send } from './fixture.ts';
  import openapi from '../openapi.json' with { type: 'json' };

  test('an error with a body of its own is said by that, all others are problems', async () => {
    const declined = await send('POST', '/payments', { body: { amount: 51 } });
    assert.deepEqual([declined.status, declined.body], [402, { errors: { body: ['The card was declined'] } }]);
    assert.match(String(declined.headers['content-type']), /^application\/json/);
    const wrong = await send('POST', '/payments', { body: { amount: 0 } });
    assert.match(String(wrong.headers['content-type']), /^application\/problem\+json/);
    assert.equal(wrong.body['type'], 'urn:problem:invalid_input');
    const never = await send('POST', '/payments', { body: { amount: 50 } });
    assert.deepEqual(never.body, { type: 'urn:problem:forbidden', title: 'Not with this card', status: 403 });
    const large = await send('POST', '/payments', { raw: ' '.repeat(2_000_000) });
    assert.deepEqual([large.status, large.body], [413, { ok: false, error: 'too_big', description: 'The request is too large' }]);
  });

  test('the API document names an error that no step ends with', () => {
    assert.ok('409' in openapi.paths['/payments'].post.responses);
  });
`;

const CLUB = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { db, faultPaths, send } from './fixture.ts';
  import openapi from '../openapi.json' with { type: 'json' };

  const join = async (name: string, level: number) => {
    const { body } = await send('POST', '/members', { body: { name, level }, as: null });
    return { authorization: \`Bearer \${body['token']}\` };
  };

  test('a right may depend on the row that the caller is', async () => {
    const ann = await join('Ann', 3);
    const enter = (floor: number, headers: Record<string, string>) => send('GET', \`/lounge?floor=\${floor}\`, { headers });
    assert.deepEqual((await enter(3, ann)).body, { name: 'Ann' });
    const refused = await enter(4, ann);
    assert.deepEqual([refused.status, refused.body['type']], [403, 'urn:problem:forbidden']);
    await db.script("UPDATE member SET level = 9 WHERE name = 'Ann'");
    assert.equal((await enter(4, ann)).status, 200);
    await db.script("DELETE FROM member WHERE name = 'Ann'");
    assert.equal((await enter(0, ann)).status, 401);
  });

  test('a list is sent by naming it again, and each item is looked at', async () => {
    for (const [name, level] of [['Ann', 3], ['Bob', 4], ['Eve', 5]] as const) await join(name, level);
    const ask = (query: string) => send('GET', \`/search?\${query}\`, { as: null });
    assert.deepEqual((await ask('name=Ann')).body, { found: 1, asked: 1 });
    assert.deepEqual((await ask('name=Ann&name=Bob&name=Eve&level=3&level=4')).body, { found: 2, asked: 3 });
    for (const [wrong, path] of [['name=Ann&level=0', '/level/0'], ['name=Ann&level=3&level=x', '/level/1'], ['name=', '/name/0'], ['name=Ann&level=1&level=2&level=3&level=4', '/level']] as const) {
      const answer = await ask(wrong);
      assert.equal(answer.status, 400, wrong);
      assert.equal(faultPaths(answer)[0], path);
    }
    assert.equal((await ask('')).status, 400);
  });

  test('no member of a body is there twice, however its name is written', async () => {
    for (const raw of ['{"name":"a","level":1,"level":2}', '{"name":"a","level":1,"\\u006cevel":2}', '{"name":"a\\\\","name":"b","level":1}']) {
      const answer = await send('POST', '/members', { raw, as: null });
      assert.deepEqual([answer.status, answer.body['type']], [400, 'urn:problem:invalid_input'], raw);
    }
    const fine = '{"name":"level\\\\\\":1,","level":1}';
    assert.equal((await send('POST', '/members', { raw: fine, as: null })).status, 201, fine);
  });

  test('what is promised about time stands in the API document', () => {
    assert.deepEqual(openapi.paths['/lounge'].get['x-sla'], { latency: { percentile: 95, withinMs: 300 } });
  });
`;

const PRESS = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { auditLog, faultPaths, send } from './fixture.ts';
  import openapi from '../openapi.json' with { type: 'json' };

  const write = async (title: string, text = 'text', tags: string[] = []) => {
    const { body, text: answer } = await send('POST', '/stories', { raw: JSON.stringify({ title, text, tags }) });
    assert.ok(typeof body['id'] === 'string', answer);
    return body['id'];
  };
  const put = (id: string, raw: string | Buffer, type = 'text/plain') =>
    send('PUT', \`/stories/\${id}/text\`, { raw, headers: { 'content-type': type } });

  test('a body that is one value is looked at as a whole', async () => {
    await write('one');
    const wrong = await send('POST', '/stories', { raw: '{"title":"","text":"a","tags":[]}' });
    assert.deepEqual([wrong.status, faultPaths(wrong)], [400, ['/body/title']]);
    assert.equal((await send('POST', '/stories', { raw: '[]' })).status, 400);
    assert.equal((await send('POST', '/stories', { raw: '' })).status, 400);
    const tags = await send('PUT', '/tags', { raw: '["a","b"]', as: null });
    assert.deepEqual([tags.status, tags.text, tags.headers['content-type']], [200, '["a","b"]', 'application/vnd.press+json; charset=utf-8']);
    assert.equal((await send('PUT', '/tags', { raw: '["a","b","c","d"]', as: null })).status, 400);
  });

  test('a text is taken and given as it is, and nothing else is one', async () => {
    const id = await write('A title');
    const answer = await put(id, 'a < b & "c"');
    assert.deepEqual([answer.status, answer.text], [200, 'a < b & "c"']);
    assert.deepEqual([answer.headers['content-type'], answer.headers['x-title']], ['text/plain; charset=utf-8', 'A title']);
    assert.equal((await put(id, 'fine', 'text/plain; charset=UTF-8')).status, 200);
    assert.equal((await put(id, 'fine', '')).status, 200);
    const refused: [number, string | Buffer, string][] = [
      [400, '', 'text/plain'],
      [400, 'x'.repeat(401), 'text/plain'],
      [400, 'a\u0000b', 'text/plain'],
      [400, Buffer.from([0xff, 0xfe]), 'text/plain'],
      [415, 'a', 'text/plain; charset=iso-8859-1'],
      [415, '"a"', 'application/json'],
      [415, 'a', 'text/html'],
    ];
    for (const [status, raw, type] of refused) assert.equal((await put(id, raw, type)).status, status, type);
    assert.equal((await send('POST', '/stories', { raw: 'a', headers: { 'content-type': 'text/plain' } })).status, 415);
    const [record] = (await auditLog()).filter(({ operation, status }) => operation === 'rewrite' && status === 200);
    assert.deepEqual([Object(record?.['input']).body, record?.['output']], ['a < b & "c"', 'a < b & "c"']);
  });

  test('a page is made with the template, and no value is markup in it', async () => {
    const id = await write("<script>alert('1')</script>", '{{title}} \`=&', ['a', '<b>']);
    await write('Another');
    const other = await write('Beside');
    const { status, text, headers } = await send('GET', \`/stories/\${id}/page\`, { as: null });
    assert.equal(status, 200);
    assert.equal(headers['content-type'], 'text/html; charset=utf-8');
    assert.match(String(headers['content-security-policy']), /default-src 'none'.*frame-ancestors 'none'/);
    const title = '&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;';
    const lines = text.split('\n');
    assert.deepEqual(lines.slice(0, 6), [
      '<!doctype html>',
      \`<title>\${title}</title>\`,
      \`<p class='\${title}'>{{title}} &#96;&#61;&amp;</p>\`,
      '<i>a</i>',
      '<i>&lt;b&gt;</i>',
      '<p>no note: \\d $1 \`</p>',
    ]);
    assert.match(lines[6] ?? '', /^<ul><li>Another beside [0-9a-f-]{36}<\/li><li>Beside beside/);
    assert.match((await send('GET', \`/stories/\${other}/page\`, { as: null })).text, /<li>Another/);
    const gone = await send('GET', '/stories/00000000-0000-4000-8000-000000000000/page', { as: null });
    assert.match(String(gone.headers['content-type']), /^application\/problem\+json/);
  });

  test('a plain text is not escaped', async () => {
    const { text, headers } = await send('POST', '/card', { body: { name: 'A & B <c>' }, as: null });
    assert.deepEqual([text, headers['content-type'], headers['content-security-policy']], ['Dear A & B <c>,', 'text/plain; charset=utf-8', undefined]);
  });

  test('a redirect says where to go; what callers send does not add headers', async () => {
    const { status, headers, text } = await send('GET', '/old/a%0d%0aset-cookie:x=%C3%A9', { as: null });
    assert.deepEqual([status, headers['location'], headers['set-cookie'], text], [308, '/new/a%0D%0Aset-cookie:x=%C3%A9', undefined, '']);
  });

  test('a record that the specification leaves unmasked holds what was said, but no password and no file', async () => {
    assert.equal((await send('POST', '/visits', { body: { name: 'Ann', code: 'secret', scan: 'AAAA' } })).status, 200);
    const [record] = await auditLog();
    assert.deepEqual(record?.['input'], { name: 'Ann', code: '[omitted]', scan: '[4 characters omitted]' });
    assert.deepEqual(record?.['output'], { name: 'Ann' });
  });

  test('the API document says the media types', () => {
    assert.deepEqual(Object.keys(openapi.paths['/stories/{id}/text'].put.requestBody.content), ['text/plain']);
    assert.deepEqual(openapi.paths['/stories/{id}/page'].get.responses['200'].content, { 'text/html': { schema: { type: 'string' } } });
    assert.ok('308' in openapi.paths['/old/{name}'].get.responses);
  });
`;

const SHAPES = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { auditLog, faultPaths, send } from './fixture.ts';
  import openapi from '../openapi.json' with { type: 'json' };

  const ORDER = {
    means: { number: '4111111111111111', holder: 'Ann' },
    extra: { size: 3, colour: 'red', more: { deep: [1, null] } },
    labels: { a: 'x' },
    price: 12.5,
    offer: { price: 0.1, worth: 7 },
    amount: 50,
    code: 'y',
    note: 'Ann Other',
  };
  const order = (more: object = {}) => send('POST', '/orders', { body: { ...ORDER, ...more } });

  test('a value of several types is taken, stored and given as what it is', async () => {
    for (const means of [ORDER.means, { iban: 'DE02120300000000202051' }, { iban: 'DE02120300000000202051', purpose: 'x' }, 'cash']) {
      const { status, body, text } = await order({ means });
      assert.equal(status, 201, text);
      assert.deepEqual(body['means'], means);
    }
    for (const means of [7, null, '', { number: '4111111111111111' }, { holder: 'Ann', iban: 'DE02120300000000202051' }]) {
      const answer = await order({ means });
      assert.equal(answer.status, 400);
      assert.match(String(faultPaths(answer)[0]), /^\/means/);
    }
  });

  test('an open object keeps what it is not known for; its own members are looked at', async () => {
    assert.deepEqual((await order()).body['extra'], ORDER.extra);
    assert.deepEqual(faultPaths(await order({ extra: { size: 10, colour: 1 } }))[0], '/extra/size');
    assert.equal((await order({ extra: { colour: 'red' } })).status, 400);
  });

  test('a map has as many members as it may have', async () => {
    assert.equal((await order({ labels: { a: '1', b: '2', c: '3' } })).status, 201);
    for (const labels of [{}, { a: '1', b: '2', c: '3', d: '4' }, { a: '' }]) {
      assert.equal((await order({ labels })).status, 400);
    }
  });

  test('decimals are JSON numbers on the wire and exact inside', async () => {
    const { body, text } = await order();
    assert.deepEqual([body['twice'], body['offer']], [25, { price: 0.1, worth: 7 }]);
    assert.match(text, /"twice":25[,}]/);
    assert.equal((await order({ price: 1.005 })).status, 400);
    assert.equal((await order({ price: 'much' })).status, 400);
    const large = await order({ price: 99999999999999.99 });
    assert.deepEqual([large.status, large.body['type']], [500, 'urn:problem:internal']);
    const { properties } = openapi.components.schemas.PlaceOrderOutput;
    assert.equal(properties.twice.type, 'number');
  });

  test('of rules that are collected all count', async () => {
    const said = async (amount: number, code: string) => {
      const { body } = await order({ amount, code });
      return [body['fees'], body['sum']];
    };
    assert.deepEqual(await said(200, 'x'), [['large', 'usual', 'special'], '8']);
    assert.deepEqual(await said(50, 'y'), [['usual'], '1']);
    assert.deepEqual((await said(0, 'y'))[0], []);
  });

  test('single fields and inputs are masked in the record, and tables do not show them', async () => {
    await order({ amount: 200, code: 'secret' });
    await order({ means: { iban: 'DE02120300000000202051' } });
    const [first, second] = await auditLog();
    const input = Object(first?.['input']);
    assert.deepEqual([input.code, input.note, input.means, input.amount], ['[omitted]', 'A. O.', { number: '…1111', holder: 'Ann' }, 200]);
    assert.deepEqual(Object(first?.['output']).means, { number: '…1111', holder: 'Ann' });
    assert.deepEqual(Object(second?.['input']).means, { iban: '[omitted]' });
    const [decision] = Object(first?.['decisions']);
    assert.deepEqual([decision.inputs, decision.outputs.length], [{ amount: 200 }, 2]);
    assert.equal(JSON.stringify([first, second]).includes('secret'), false);
  });
`;

/** What services of `answer-specs.ts` do, as tests of their own. By name. */
export const ANSWER_BEHAVIOURS: Readonly<Record<string, string>> = {
  shelf: SHELF,
  counter: COUNTER,
  till: TILL,
  club: CLUB,
  press: PRESS,
  shapes: SHAPES,
};
