import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifyKycExample } from './examples.ts';
import { send, type TokenClaims } from './fixture.ts';

const routes = [
  { name: 'verifyKyc', method: 'POST', path: '/kyc/verify', body: verifyKycExample },
  { name: 'readRequest', method: 'GET', path: '/requests/00000000-0000-4000-8000-000000000000' },
  { name: 'listTasks', method: 'GET', path: '/tasks' },
  { name: 'readTask', method: 'GET', path: '/tasks/00000000-0000-4000-8000-000000000000' },
  { name: 'claimTask', method: 'POST', path: '/tasks/00000000-0000-4000-8000-000000000000/claim' },
  { name: 'completeTask', method: 'POST', path: '/tasks/00000000-0000-4000-8000-000000000000/complete', body: {} },
] as const;

const badTokens: [what: string, claims: TokenClaims | null][] = [
  ['no token', null],
  ['a forged token', { forged: true }],
  ['an expired token', { expires: '-1m' }],
  ['a token of another issuer', { issuer: 'https://other.test' }],
  ['a token for another service', { audience: 'other' }],
  ['a token that names nobody', { sub: '' }],
];

for (const { name, method, path, ...rest } of routes) {
  test(`${name} refuses every token but a good one`, async () => {
    for (const [what, as] of badTokens) {
      const answer = await send(method, path, { ...rest, as });
      assert.equal(answer.status, 401, what);
      assert.equal(answer.headers['www-authenticate'], 'Bearer', what);
      assert.equal(answer.body['type'], 'urn:problem:unauthenticated', what);
    }
  });
}

test('an unsigned token is refused', async () => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const unsigned = `${part({ alg: 'none' })}.${part({ sub: 'caller', exp: 9_999_999_999 })}.`;
  const headers = { authorization: `Bearer ${unsigned}` };
  assert.equal((await send('POST', '/kyc/verify', { body: verifyKycExample, headers })).status, 401);
});

test('the token is looked at before the body', async () => {
  assert.equal((await send('POST', '/kyc/verify', { raw: 'not JSON', as: null })).status, 401);
});

test('answers are not stored on the way and not guessed at', async () => {
  const { headers } = await send('POST', '/kyc/verify', { body: verifyKycExample });
  assert.equal(headers['cache-control'], 'no-store');
  assert.equal(headers['x-content-type-options'], 'nosniff');
});
