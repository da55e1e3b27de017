import { code } from '../text/code.ts';

const NOTES = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { db, send } from './fixture.ts';

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

  test('what is sent again is done once, for each caller, and answered alike', async () => {
    const headers = { 'Idempotency-Key': 'once' };
    const first = await write('one', {}, headers);
    const again = await write('one', {}, headers);
    assert.deepEqual([again.status, again.text], [201, first.text]);
    assert.deepEqual([again.headers['location'], again.headers['x-stars']], [first.headers['location'], '3']);
    assert.equal((await db.query('SELECT 1 FROM note')).length, 1);
    const as = { sub: 'other', roles: ['writer'] };
    assert.equal((await send('POST', '/notes', { body: { title: 'two' }, headers, as })).status, 201);
    assert.equal((await db.query('SELECT 1 FROM note')).length, 2);
    const [row] = await db.query<{ sealed: Uint8Array }>('SELECT sealed FROM platform.idempotency');
    assert.equal(Buffer.from(row?.sealed ?? '').includes('web'), false);
    assert.equal((await write('three', {}, headers)).body['type'], 'urn:problem:key_reused');
    await db.script("UPDATE platform.idempotency SET expires_at = now()");
    assert.equal((await write('three', {}, headers)).status, 201);
  });

  test('a refusal of the steps is kept, one before them is not', async () => {
    const headers = { 'Idempotency-Key': 'refused' };
    const refused = await write('full', {}, headers);
    assert.deepEqual([refused.status, refused.body['type']], [409, 'urn:problem:no_more']);
    const again = await write('full', {}, headers);
    assert.deepEqual([again.status, again.text, again.headers['content-type']], [409, refused.text, refused.headers['content-type']]);
    const other = { 'Idempotency-Key': 'wrong' };
    assert.equal((await write('', {}, other)).status, 400);
    assert.equal((await write('right', {}, other)).status, 201);
  });

  test('a request that is worked on is not begun again; one that was given up is', async () => {
    const headers = { 'Idempotency-Key': 'held' };
    await write('one', {}, headers);
    await db.script('UPDATE platform.idempotency SET sealed = NULL; TRUNCATE note');
    const busy = await write('one', {}, headers);
    assert.deepEqual([busy.status, busy.body['type']], [409, 'urn:problem:conflict']);
    await db.script('UPDATE platform.idempotency SET held_until = now()');
    assert.equal((await write('one', {}, headers)).status, 201);
  });

  test('of two requests at once one is done', async () => {
    const headers = { 'Idempotency-Key': 'both' };
    const both = await Promise.all([write('one', {}, headers), write('one', {}, headers)]);
    assert.ok(both.every(({ status }) => status === 201 || status === 409));
    assert.equal((await db.query('SELECT 1 FROM note')).length, 1);
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
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    assert.equal((await send('GET', path, { as: null, headers })).status, 429, 'a stranger says for whom it asks');
  });
`;

const PEOPLE = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { db, send } from './fixture.ts';

  test('a token that the service issued names its row', async () => {
    const made = await send('POST', '/people', { body: { name: 'Ida' }, as: null });
    assert.equal(made.status, 201);
    const headers = { authorization: \`Token \${made.body['token']}\` };
    assert.deepEqual((await send('GET', '/me', { headers })).body, { name: 'Ida' });
    assert.deepEqual((await send('GET', '/greeting', { headers })).body, { greeting: 'Hello Ida' });
    assert.deepEqual((await send('GET', '/greeting', { as: null })).body, { greeting: 'Hello stranger' });
    const [, payload = ''] = String(made.body['token']).split('.');
    const { exp, iat, ...claims } = JSON.parse(Buffer.from(payload, 'base64url').toString());
    assert.equal(exp - iat, 60 * 86_400);
    assert.deepEqual({ ...claims, sub: '' }, { aud: 'people', iss: 'people', name: 'Ida', roles: ['friend'], sub: '' });
  });

  test('a token whose row is gone, or that names none, is refused', async () => {
    await db.script('DELETE FROM person');
    assert.equal((await send('GET', '/me')).status, 401);
    assert.equal((await send('GET', '/greeting')).status, 401);
    assert.equal((await send('GET', '/me', { as: { sub: 'x', roles: ['friend'] } })).status, 401);
  });

  test('another word before the token is no token', async () => {
    const answer = await send('GET', '/me', { headers: { authorization: 'Bearer abc' } });
    assert.deepEqual([answer.status, answer.headers['www-authenticate']], [401, 'Token']);
  });
`;

const DESK = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { send } from './fixture.ts';

  const signIn = async () => {
    const answer = await send('POST', '/session', { body: { who: 'ida', code: 'open' }, as: null });
    assert.equal(answer.status, 204);
    return String(answer.headers['set-cookie']);
  };

  test('signing in gives the browser a cookie that scripts and other sites do not get', async () => {
    const cookie = await signIn();
    assert.match(cookie, /^desk=[\w.-]+; Path=\/; Max-Age=28800; HttpOnly; SameSite=Strict; Secure$/);
    const headers = { cookie: cookie.split(';')[0] ?? '' };
    assert.deepEqual((await send('PUT', '/desk', { as: null, headers })).body, { who: 'ida' });
    const refused = await send('POST', '/session', { body: { who: 'ida', code: 'shut' }, as: null });
    assert.deepEqual([refused.status, refused.headers['set-cookie']], [401, undefined]);
  });

  test('what another site asks for with the cookie is refused', async () => {
    const cookie = (await signIn()).split(';')[0] ?? '';
    const put = (headers: Record<string, string>) => send('PUT', '/desk', { as: null, headers: { cookie, host: 'desk.test', ...headers } });
    assert.equal((await put({ origin: 'https://desk.test' })).status, 200);
    for (const origin of ['https://other.test', 'null', 'https://desk.test.other', 'https://desk.test:444']) {
      assert.equal((await put({ origin })).status, 403, origin);
    }
    assert.equal((await put({ 'sec-fetch-site': 'cross-site' })).status, 403);
  });
`;

const PARTNERS = code`
  import assert from 'node:assert/strict';
  import { createHash } from 'node:crypto';
  import { once } from 'node:events';
  import { createServer } from 'node:http';
  import type { AddressInfo } from 'node:net';
  import { test } from 'node:test';
  import { exportJWK, generateKeyPair, SignJWT } from 'jose';
  import { buildApp } from '../src/app.ts';
  import { authenticating } from '../src/platform/auth.ts';
  import { Metrics } from '../src/platform/metrics.ts';
  import { db } from './fixture.ts';

  const digest = (key: string): string => createHash('sha256').update(key).digest('hex');
  const pair = await generateKeyPair('RS256');

  test('a key and a token of the issuer are both taken, and nothing else', async (t) => {
    const asked: string[] = [];
    const issuer = createServer((request, answer) => {
      asked.push(String(request.url));
      const { port } = issuer.address() as AddressInfo;
      const at = \`http://127.0.0.1:\${port}\`;
      void exportJWK(pair.publicKey).then((key) => {
        answer.setHeader('content-type', 'application/json');
        answer.end(JSON.stringify(request.url === '/keys' ? { keys: [key] } : { issuer: at, jwks_uri: \`\${at}/keys\` }));
      });
    }).listen(0, '127.0.0.1');
    await once(issuer, 'listening');
    t.after(() => issuer.close());
    const at = \`http://127.0.0.1:\${(issuer.address() as AddressInfo).port}\`;
    const keys = \`acme:partner:\${digest('key-1')} other:nobody:\${digest('key-2')}\`;
    const authenticate = authenticating({ apiKey: keys, oidc2: { issuer: at, audience: 'partners', jwksUrl: null } });
    const app = buildApp({ db, authenticate, metrics: new Metrics() });
    t.after(() => app.close());
    const ask = async (headers: Record<string, string>) => {
      const { statusCode, body, headers: got } = await app.inject({ url: '/hello', headers });
      return [statusCode, JSON.parse(body).who, got['www-authenticate']];
    };
    const token = (alg: string, audience: string) =>
      new SignJWT({ roles: ['officer'] }).setProtectedHeader({ alg }).setSubject('ann').setIssuer(at).setAudience(audience).setExpirationTime('1m').sign(pair.privateKey);
    const good = await token('RS256', 'partners');
    assert.deepEqual(await ask({ 'x-partner-key': 'key-1' }), [200, 'acme', undefined]);
    assert.deepEqual(await ask({ 'x-partner-key': 'key-2' }), [403, undefined, undefined]);
    assert.deepEqual(await ask({ 'x-partner-key': 'key-3' }), [401, undefined, 'ApiKey, Bearer']);
    assert.deepEqual(await ask({ authorization: \`Bearer \${good}\` }), [200, 'ann', undefined]);
    assert.deepEqual(await ask({ authorization: \`bearer \${good}\`, 'x-partner-key': 'key-3' }), [200, 'ann', undefined]);
    const other = await token('RS256', 'others');
    assert.deepEqual((await ask({ authorization: \`Bearer \${other}\` }))[0], 401);
    assert.deepEqual(asked, ['/.well-known/openid-configuration', '/keys']);
  });
`;

const PARCELS = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { send, simulators } from './fixture.ts';

  test('a request that asks others is done once for a key, with its headers', async () => {
    const headers = { 'Idempotency-Key': 'parcel' };
    const ask = () => send('POST', '/parcels', { body: { weight: 5 }, headers });
    const [first, again] = [await ask(), await ask()];
    assert.deepEqual([first.status, first.headers['x-number'], first.body['note']], [201, 'text', 'none']);
    assert.deepEqual([again.status, again.text, again.headers['x-number']], [201, first.text, 'text']);
    assert.equal(simulators.get('carrier')?.heard.length, 1);
    assert.equal((await send('POST', '/parcels', { body: { weight: 30 } })).status, 403);
  });

  test('what failed outside may be tried again with the same key', async () => {
    const headers = { 'Idempotency-Key': 'again' };
    simulators.get('carrier')?.behave('book', { fails: 'rejected' }, { answer: JSON.stringify({ number: 'n' }) });
    assert.equal((await send('POST', '/parcels', { body: { weight: 5 }, headers })).status, 502);
    assert.equal((await send('POST', '/parcels', { body: { weight: 5 }, headers })).status, 201);
  });
`;

/** Tests of what a service does that its own tests do not foretell, by its name; they run beside its own. */
export const WIRE_BEHAVIOURS: Readonly<Record<string, string>> = {
  desk: DESK,
  notes: NOTES,
  parcels: PARCELS,
  partners: PARTNERS,
  people: PEOPLE,
};
