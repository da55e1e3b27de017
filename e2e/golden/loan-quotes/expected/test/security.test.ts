import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bearerTokens, remembering } from '../src/platform/auth.ts';
import { createQuoteExample } from './examples.ts';
import { AUDIENCE, ISSUER, newApp, service, token, send, type TokenClaims } from './fixture.ts';

const routes = [
  { name: 'createQuote', method: 'POST', path: '/quotes', body: createQuoteExample },
  { name: 'getQuote', method: 'GET', path: '/quotes/00000000-0000-4000-8000-000000000000' },
] as const;

const badTokens: [what: string, claims: TokenClaims | null][] = [
  ['no token', null],
  ['a forged token', { forged: true }],
  ['an expired token', { expires: '-1m' }],
  ['a token of another issuer', { issuer: 'https://other.test' }],
  ['a token for another service', { audience: 'other' }],
  ['a token that names nobody', { sub: '' }],
];

/** The header of a token that says of itself that it needs no signature. */
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const unsigned = `${part({ alg: 'none' })}.${part({ sub: 'caller', exp: 9_999_999_999 })}.`;
const UNSIGNED = { authorization: `Bearer ${unsigned}` };

for (const { name, method, path, ...rest } of routes) {
  test(`${name} refuses every token but a good one`, async () => {
    for (const [what, as] of badTokens) {
      const answer = await send(method, path, { ...rest, as });
      assert.equal(answer.status, 401, what);
      assert.equal(answer.headers['www-authenticate'], 'Bearer', what);
      assert.equal(answer.body['type'], 'urn:problem:unauthenticated', what);
    }
    const { status } = await send(method, path, { ...rest, headers: UNSIGNED });
    assert.equal(status, 401, 'an unsigned token');
  });
}

test('a token is read as a whole and in its place', async () => {
  const good = await token();
  const said: [text: string, known: boolean][] = [
    [`Bearer ${good}`, true],
    [`bearer ${good}`, true],
    [`Bearer ${good} more`, false],
    [`no Bearer ${good}`, false],
    [`Basic ${good}`, false],
    [good, false],
    ['Bearer', false],
  ];
  for (const [text, known] of said) {
    const headers = { authorization: text };
    const { status } = await send('POST', '/quotes', { body: createQuoteExample, headers });
    assert.equal(status !== 401, known, text.replace(good, '…'));
  }
});

test('what a token says in another form counts for nothing', async () => {
  for (const as of [{ more: { roles: 'loan_officer' } }, { more: { roles: [7] } }]) {
    const { status } = await send('POST', '/quotes', { body: createQuoteExample, as });
    assert.equal(status, 403);
  }
  const nobody = await send('POST', '/quotes', { body: createQuoteExample, as: { sub: '' } });
  assert.equal(nobody.body['detail'], 'The token names nobody');
  const forged = await send('POST', '/quotes', { body: createQuoteExample, as: { forged: true } });
  assert.equal(forged.body['detail'], 'The token is not valid');
});

test('keys that cannot be had are no fault of the token', async (t) => {
  t.mock.method(console, 'error', () => undefined);
  const headers = { authorization: `Bearer ${await token()}` };
  for (const jwksUrl of ['http://127.0.0.1:9/keys', 'data:application/json,{}', 'data:application/json,no']) {
    const app = newApp({ ...service, authenticate: bearerTokens({ issuer: ISSUER, audience: AUDIENCE, jwksUrl }) });
    const answer = await app.inject({ method: 'POST', url: '/quotes', headers });
    await app.close();
    assert.equal(answer.statusCode, 503, jwksUrl);
    assert.equal(answer.json().detail, 'The keys of the issuer cannot be had at the moment');
  }
});

/** Which operations a role may call, by the specification. */
const matrix: [role: string | null, allowed: readonly string[]][] = [
  [null, []],
  ['loan_officer', ['createQuote', 'getQuote']],
];
for (const [role, allowed] of matrix) {
  test(`${role === null ? 'no role' : `the role ${role}`} calls what it may and nothing else`, async () => {
    for (const { name, method, path, ...rest } of routes) {
      const { body } = await send(method, path, { ...rest, as: { roles: role === null ? [] : [role] } });
      assert.equal(body['type'] !== 'urn:problem:forbidden', allowed.includes(name), name);
    }
  });
}

test('createQuote is for loan_officer only', async () => {
  for (const as of [{ roles: [] }, { roles: ['other', 'loan_officers'] }]) {
    const answer = await send('POST', '/quotes', { body: createQuoteExample, as });
    assert.equal(answer.status, 403);
    assert.equal(answer.body['type'], 'urn:problem:forbidden');
  }
  assert.notEqual((await send('POST', '/quotes', { body: createQuoteExample })).status, 403);
});

test('getQuote is for loan_officer only', async () => {
  for (const as of [{ roles: [] }, { roles: ['other', 'loan_officers'] }]) {
    const answer = await send('GET', '/quotes/00000000-0000-4000-8000-000000000000', { as });
    assert.equal(answer.status, 403);
    assert.equal(answer.body['type'], 'urn:problem:forbidden');
  }
  assert.notEqual((await send('GET', '/quotes/00000000-0000-4000-8000-000000000000')).status, 403);
});

test('a good token is believed for a minute and never longer than it lasts, a bad one not once', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 0 });
  const asked: string[] = [];
  const verify = remembering(async (token) => {
    asked.push(token);
    if (token === 'bad') throw new Error('not valid');
    return { sub: token, exp: token === 'short' ? 30 : 3600 };
  });
  for (const [at, token, times] of [
    [0, 'long', 1],
    [0, 'short', 1],
    [29_999, 'short', 1],
    [30_000, 'short', 2],
    [59_999, 'long', 1],
    [60_000, 'long', 2],
  ] as const) {
    t.mock.timers.setTime(at);
    assert.equal((await verify(token)).sub, token);
    assert.equal(asked.filter((one) => one === token).length, times, `${token} at ${at}`);
  }
  for (const times of [1, 2]) {
    await assert.rejects(verify('bad'));
    assert.equal(asked.filter((one) => one === 'bad').length, times);
  }
  for (let count = 0; count < 1000; count += 1) await verify(`other ${count}`);
  await verify('other 1');
  assert.equal(asked.filter((one) => one === 'other 1').length, 1);
  await verify('long');
  assert.equal(asked.filter((one) => one === 'long').length, 3);
});

test('the tokens that were verified last are those that stay known', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 0 });
  const asked: string[] = [];
  const verify = remembering(async (token) => {
    asked.push(token);
    return { sub: token, exp: 3600 };
  });
  for (const token of ['first', 'second']) await verify(token);
  t.mock.timers.setTime(60_000);
  await verify('first');
  for (let count = 0; count < 999; count += 1) await verify(`other ${count}`);
  asked.length = 0;
  for (const token of ['first', 'second']) await verify(token);
  assert.deepEqual(asked, ['second']);
});

test('the token is looked at before the body', async () => {
  assert.equal((await send('POST', '/quotes', { raw: 'not JSON', as: null })).status, 401);
});

test('answers are not stored on the way and not guessed at', async () => {
  const { headers } = await send('POST', '/quotes', { body: createQuoteExample });
  assert.equal(headers['cache-control'], 'no-store');
  assert.equal(headers['x-content-type-options'], 'nosniff');
});
