import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newWorkplace, type Workplace } from './testing/run-plumbline.ts';

let at: Workplace;
beforeEach(() => {
  at = newWorkplace();
  mkdirSync(join(at.folder, 'service/.plumbline'), { recursive: true });
  writeFileSync(join(at.folder, 'service/package.json'), '{"name": "loan-quotes"}');
  writeFileSync(
    join(at.folder, 'service/.plumbline/specification.yaml'),
    'service: loan-quotes\nroles: [loan_officer, auditor]\n',
  );
});
afterEach(() => at.remove());

const ASKED = [
  'token',
  '--service',
  'service',
  '--subject',
  'asha',
  '--role',
  'loan_officer',
  '--role',
  'auditor',
  '--scope',
  'a.b',
];

test('the settings that are printed make a service accept the token that is printed', async () => {
  const settings = Object.fromEntries(
    at
      .plumbline(['token', '--service', 'service', '--settings'])
      .out.trim()
      .split('\n')
      .map((line) => line.split(/=(.*)/s)),
  );
  const { code, out, err } = at.plumbline([...ASKED, '--expires', '60']);
  expect([code, err]).toEqual([0, '']);
  const jwks = decodeURIComponent(settings['AUTH_JWKS_URL']?.split(',')[1] ?? '');
  // A shell and an .env file read them as they are.
  expect(Object.values(settings).join('')).toMatch(/^[\w:/.,%-]+$/);
  expect(jwks).not.toContain('"d"');
  const { payload } = await jwtVerify(out.trim(), createLocalJWKSet(JSON.parse(jwks)), {
    issuer: settings['AUTH_ISSUER'] ?? '',
    audience: settings['AUTH_AUDIENCE'] ?? '',
    algorithms: ['ES256'],
  });
  expect(payload).toMatchObject({ sub: 'asha', roles: ['loan_officer', 'auditor'], scope: 'a.b', aud: 'loan-quotes' });
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60);
});

test('the key is made once, for its owner only, and is not committed', () => {
  const first = JSON.parse(at.plumbline([...ASKED, '--json']).out);
  const key = join(at.folder, 'service/.plumbline/issuer.json');
  expect(statSync(key).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(at.folder, 'service/.plumbline/.gitignore'), 'utf8')).toBe('issuer.json\nsecret.txt\n');
  const again = JSON.parse(at.plumbline([...ASKED, '--json']).out);
  expect(again.settings).toEqual(first.settings);
  expect(first).toMatchObject({ expiresInSeconds: 900, settings: { AUTH_AUDIENCE: 'loan-quotes' } });
});

/** Writes the specification of the folder, and gives the settings that `--settings` prints. */
function settingsFor(auth: string, ...more: string[]): Record<string, string> {
  const text = `service: loan-quotes\nauth: ${auth}\nroles: [loan_officer, auditor]\n`;
  writeFileSync(join(at.folder, 'service/.plumbline/specification.yaml'), text);
  const { out } = at.plumbline(['token', '--service', 'service', '--settings', ...more]);
  return Object.fromEntries(
    out
      .trim()
      .split('\n')
      .map((line) => line.split(/=(.*)/s)),
  );
}

test('an issuer and an audience of the specification are those of the token', async () => {
  const settings = settingsFor('{scheme: oidc, issuer: $BANK_ISSUER, audience: loans}');
  expect(Object.keys(settings)).toEqual(['BANK_ISSUER', 'AUTH_JWKS_URL']);
  const jwks = decodeURIComponent(settings['AUTH_JWKS_URL']?.split(',')[1] ?? '');
  const wanted = { issuer: settings['BANK_ISSUER'] ?? '', audience: 'loans' };
  const { payload } = await jwtVerify(at.plumbline(ASKED).out.trim(), createLocalJWKSet(JSON.parse(jwks)), wanted);
  expect(payload.sub).toBe('asha');
});

test('what Git leaves out already stays left out, and the secrets with it', () => {
  writeFileSync(join(at.folder, 'service/.plumbline/.gitignore'), 'issuer.json\nnotes.txt');
  settingsFor('{scheme: jwt, secret: $JWT_SECRET}');
  expect(readFileSync(join(at.folder, 'service/.plumbline/.gitignore'), 'utf8')).toBe(
    'issuer.json\nnotes.txt\nsecret.txt\n',
  );
});

test('a service that signs with a secret of its own gets a token of the secret that the settings name', async () => {
  const { JWT_SECRET = '', ...others } = settingsFor('{scheme: jwt, secret: $JWT_SECRET}');
  expect(others).toEqual({});
  expect(Buffer.byteLength(JWT_SECRET)).toBeGreaterThanOrEqual(32);
  const { payload } = await jwtVerify(at.plumbline(ASKED).out.trim(), new TextEncoder().encode(JWT_SECRET));
  expect(payload).toMatchObject({ sub: 'asha', roles: ['loan_officer', 'auditor'] });
  expect(statSync(join(at.folder, 'service/.plumbline/secret.txt')).mode & 0o777).toBe(0o600);
});

test('where callers have keys, the settings hold the digest of the key that is printed', () => {
  const settings = settingsFor('{scheme: api_key, secret: $KEYS}', '--subject', 'asha', '--role', 'auditor');
  const key = at.plumbline(ASKED).out.trim();
  expect(settings).toEqual({ KEYS: `asha:auditor:${createHash('sha256').update(key).digest('hex')}` });
  expect(at.plumbline(['token', '--service', 'service', '--settings']).err).toContain('--subject and --role');
});

test.each([
  ['nobody', ['token', '--service', 'service'], /^--subject: who calls/],
  [
    'a role that is not there',
    ['token', '--service', 'service', '--subject', 'a', '--role', 'loan_oficer'],
    /^The service has no role loan_oficer\. Roles: loan_officer, auditor\.\n$/,
  ],
  [
    'a folder without a service',
    ['token', '--service', './gone', '--subject', 'a'],
    /^\.\/gone: there is no service in this folder/,
  ],
  ['a lifetime of days', [...ASKED, '--expires', '86400'], /^--expires: a number of seconds from 1 to 3600\.\n$/],
  ['a name while nothing is deployed', ['token', '--service', 'nothing-here', '--subject', 'a'], /daemon/],
])('%s: exit 2, one sentence, no token', (_, args, said) => {
  const env = { PLUMBLINE_DATA: join(at.folder, 'data') };
  expect(at.plumbline(args, { env })).toEqual({ code: 2, out: '', err: expect.stringMatching(said) });
});
