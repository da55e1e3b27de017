import { expect, test } from 'vitest';
import { endpointOf, modelOfSections, problemsOf } from '../testing/problems-of.ts';

const USERS = 'entities:\n  User:\n    fields: {id: {type: uuid, key: true, default: =uuid()}, name: string}\n';

test('one way to know callers, or several in order', () => {
  expect(
    modelOfSections('auth: {scheme: oidc, issuer: https://login.example.org, audience: quotes}\n').auth,
  ).toMatchObject([
    {
      id: 'auth/1',
      scheme: 'oidc',
      issuer: { kind: 'literal', text: 'https://login.example.org' },
      audience: 'quotes',
      header: null,
    },
  ]);
  const several = modelOfSections(
    `${USERS}auth:\n  - {scheme: jwt, secret: $AUTH_SECRET, header: {name: Authorization, prefix: Token}, subject: User, expires: 12h}\n  - {scheme: session, cookie: {name: sid, sameSite: strict, secure: true}, subject: User}\n  - {scheme: api_key, header: {name: X-Key}}\n`,
  ).auth;
  expect(several).toMatchObject([
    {
      scheme: 'jwt',
      secret: 'AUTH_SECRET',
      header: { name: 'Authorization', prefix: 'Token' },
      subject: 'User',
      expires: { count: 12, unit: 'hour' },
    },
    { scheme: 'session', cookie: { name: 'sid', sameSite: 'strict', secure: true } },
    { scheme: 'api_key', header: { name: 'X-Key', prefix: null } },
  ]);
});

test('the row that a caller is can be read where every way names it, and may be missing for nobody', () => {
  const auth = (more: string) => `auth: [{scheme: jwt, secret: $S, subject: User}${more}]\n${USERS}`;
  const name = (access: string) =>
    endpointOf('GET', '/me', `access: ${access}`, 'output: [{name: {type: string, value: =caller.subject.name}}]');
  expect(problemsOf(auth('') + name('authenticated'))).toEqual([]);
  expect(problemsOf(auth('') + name('optional'))).toEqual(['EXP4005 caller.subject']);
  expect(problemsOf(auth(', {scheme: api_key}') + name('authenticated'))).toEqual(['EXP4003 subject']);
});

test.each([
  ['a secret in the text', 'auth: {scheme: jwt, secret: hunter2}', ['SEC7004 hunter2']],
  ['tokens that nothing checks', 'auth: {scheme: jwt}', ['SPC2058 {scheme: jwt}']],
  ['a key without a meaning', 'auth: {scheme: oidc, cookie: {name: sid}}', ['SPC2058 cookie']],
  [
    'an issuer without encryption',
    'auth: {scheme: oidc, issuer: http://login.example.org}',
    ['SPC2058 http://login.example.org'],
  ],
  [
    'a cookie that browsers drop',
    'auth: {scheme: session, cookie: {name: sid, sameSite: none, secure: false}}',
    ['SPC2058 {name: sid, sameSite: none, secure: false}'],
  ],
  ['an unknown entity', 'auth: {scheme: jwt, secret: $S, subject: Usr}', ['SPC2013 Usr']],
  ['an unknown scheme', 'auth: {scheme: saml}', ['SPC2008 saml']],
])('%s is refused', (_, text, problems) => {
  expect(problemsOf(`${text}\n${USERS}`)).toEqual(problems);
});
