import { code } from '../text/code.ts';

const NOTES = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { send } from './fixture.ts';

  const write = (title: string, more: object = {}, headers: Record<string, string> = {}) =>
    send('POST', '/notes', { body: { title, ...more }, headers });

  test('what is not sent has its default, under its own name on the wire', async () => {
    const { status, body } = await write('one');
    assert.deepEqual([status, body['stars'], body['x-source']], [201, 3, 'web']);
    const sent = await write('two', { stars: 0 }, { 'x-source': 'app' });
    assert.deepEqual([sent.body['stars'], sent.body['x-source']], [0, 'app']);
    assert.equal((await write('three', { stars: null })).status, 400);
  });

  test('what was created is where its answer says, with the headers that the answer has', async () => {
    const made = await write('one');
    const location = String(made.headers['location']);
    assert.equal(location, \`/notes/\${made.body['id']}\`);
    assert.deepEqual([made.headers['x-stars'], made.headers['x-by']], ['3', 'caller']);
    const found = await send('GET', location, { as: null });
    assert.deepEqual([found.status, found.body['title']], [200, 'one']);
    const gone = await send('DELETE', location);
    assert.deepEqual([gone.status, gone.text, gone.headers['content-type']], [204, '', undefined]);
  });

  test('pages are as long as they say, and no longer than they may be', async () => {
    for (const title of ['a', 'b', 'c', 'd', 'e', 'f']) await write(title);
    const titles = async (query: string) => {
      const { text } = await send('GET', \`/notes\${query}\`, { as: null });
      return JSON.parse(text).map(({ title }: { title: string }) => title);
    };
    assert.deepEqual(await titles(''), ['a', 'b']);
    assert.deepEqual(await titles('?limit=3&offset=2'), ['c', 'd', 'e']);
    assert.deepEqual(await titles('?offset=6'), []);
    for (const wrong of ['limit=0', 'limit=6', 'offset=-1', 'limit=a', 'limit=1&limit=2', 'limit=0x2', 'limit=']) {
      assert.equal((await send('GET', \`/notes?\${wrong}\`)).status, 400, wrong);
    }
  });

  test('nobody is let in where callers are optional, but a bad token is not', async () => {
    assert.deepEqual((await send('GET', '/me', { as: null })).body, { id: null, mine: 0, theme: null });
    await write('one');
    const headers = { cookie: 'a=b; theme="dark"' };
    assert.deepEqual((await send('GET', '/me', { headers })).body, { id: 'caller', mine: 1, theme: 'dark' });
    assert.equal((await send('GET', '/me', { as: { forged: true } })).status, 401);
  });

  test('a right may depend on what is asked', async () => {
    assert.equal((await write('one', { stars: 5 })).status, 403);
    const as = { sub: 'chief', roles: ['writer'] };
    assert.equal((await send('POST', '/notes', { body: { title: 'one', stars: 5 }, as })).status, 201);
  });

  test('who asks too often is told when to come back', async () => {
    const path = String((await write('one')).headers['location']);
    const seen: unknown[] = [];
    for (let at = 0; at < 4; at += 1) {
      const { status, headers } = await send('GET', path, { as: null });
      seen.push([status, /r=(\d)/.exec(String(headers['ratelimit']))?.[1]]);
      if (status !== 429) continue;
      assert.ok(Number(headers['retry-after']) > 3500);
      assert.equal(headers['ratelimit-policy'], '"getNote";q=3;w=3600');
    }
    assert.deepEqual(seen, [[200, '2'], [200, '1'], [200, '0'], [429, '0']]);
  });
`;

/** Tests of what a service does that its own tests do not foretell, by its name; they run beside its own. */
export const WIRE_BEHAVIOURS: Readonly<Record<string, string>> = { notes: NOTES };
