import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../server/testing/test-database.ts';
import { specOfLines } from '../spec/testing/spec-of-lines.ts';
import { compile } from './index.ts';
import { HOSTILE, hostileSpec } from './testing/hostile-spec.ts';
import { goldenFolder, modelOf, readTree } from './testing/read-golden.ts';
import { richSpec } from './testing/rich-spec.ts';
import { NODE, newWorkshop, runTests, typeErrors, writeService } from './testing/service-folder.ts';

const SLOW = 300_000;
const workshop = newWorkshop();

afterAll(() => workshop.remove());

const GOLDENS = [
  {
    name: 'kyc-brief',
    path: '/kyc/verify',
    body: { document_images: ['AAAA'], customer_id: 'C1', verification_type: 'basic' },
    status: 202,
  },
  { name: 'loan-quotes', path: '/quotes', body: { amount: '10000', months: 24, monthly_income: 5000 }, status: 200 },
];

/** Services that no expected output shows: every feature at once, many operations, and texts that want to break out. */
const OTHERS = [
  { name: 'rich', text: richSpec() },
  { name: 'hostile', text: hostileSpec() },
  { name: 'lines', text: specOfLines(200) },
];

/** `ALL=1` also runs the tests of the service with every feature. */
const TESTED = ['kyc-brief', 'loan-quotes', 'hostile', ...(process.env['ALL'] === '1' ? ['rich'] : [])];

const folders = new Map([
  ...GOLDENS.map(({ name }) => [name, readTree(join(goldenFolder(name), 'expected'))] as const),
  ...OTHERS.map(({ name, text }) => {
    const { files } = compile(modelOf(text));
    return [name, new Map(files.map((file) => [file.path, file.text]))] as const;
  }),
]);
for (const [name, files] of folders) {
  writeService(
    workshop.folder,
    name,
    [...files].map(([path, text]) => ({ path, text })),
  );
}

test('all services type-check', { timeout: SLOW }, async () => {
  expect(await typeErrors(workshop.folder, [...folders.keys()])).toBe('');
});

/** Services test themselves on PostgreSQL and start on the embedded database, so that both are tried; all side by side. */
describe.concurrent('by themselves', () => {
  test.each(TESTED)('%s passes its own tests', { timeout: SLOW }, async (name) => {
    const database = await openTestDatabase();
    const env = { DATABASE_URL: database.url };
    const { code, failed, names, passed } = await runTests(join(workshop.folder, name), env).finally(database.close);
    expect({ code, failed, names }).toEqual({ code: 0, failed: 0, names: [] });
    expect(passed).toBeGreaterThan(40);
  });

  test.each(GOLDENS)(
    '$name starts on a socket, answers, and stops when it is told to',
    { timeout: SLOW },
    async (golden) => {
      const { name, path, body, status } = golden;
      const { token, jwks } = await issuer(name);
      const socket = join(workshop.folder, `${name}.sock`);
      const child = spawn(NODE, ['src/main.ts'], {
        cwd: join(workshop.folder, name),
        env: {
          NODE_ENV: 'production',
          SOCKET: socket,
          AUTH_ISSUER: 'https://issuer.test',
          AUTH_AUDIENCE: name,
          AUTH_JWKS_URL: jwks,
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      expect(await post(socket, path, body, token)).toBe(status);
      child.kill('SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);
    },
  );
});

test('a hostile text stays a text: no markup in the page for operators, no line of its own anywhere', () => {
  const files = folders.get('hostile') ?? new Map<string, string>();
  const page = files.get('src/platform/operator-page.html') ?? '';
  expect(page).not.toContain('alert(1)');
  expect(page.match(/<script>/g)).toHaveLength(1);
  const readme = files.get('README.md') ?? '';
  expect(readme).not.toMatch(/<script|<img|[^\\]\[x\]/);
  expect(files.get('migrations/0001_init.sql')).not.toMatch(/^\s*DROP TABLE/m);
  for (const [path, text] of files) {
    expect(text, path).not.toMatch(/[\u0085\u2028\u2029]/);
    if (path.endsWith('.ts')) expect(text, path).not.toMatch(/^\s*(process\.exit\(7|alert\()/m);
  }
  expect(JSON.parse(files.get('openapi.json') ?? '{}').info.description).toBe(HOSTILE);
});

async function issuer(audience: string): Promise<{ token: string; jwks: string }> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const keys = JSON.stringify({ keys: [await exportJWK(publicKey)] });
  const token = await new SignJWT({ roles: ['loan_officer'] })
    .setProtectedHeader({ alg: 'ES256' })
    .setSubject('caller')
    .setIssuer('https://issuer.test')
    .setAudience(audience)
    .setExpirationTime('5m')
    .sign(privateKey);
  return { token, jwks: `data:application/json,${encodeURIComponent(keys)}` };
}

function post(socketPath: string, path: string, body: object, token: string): Promise<number | undefined> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return new Promise((done, fail) => {
    const sent = request({ socketPath, path, method: 'POST', headers }, (answer) => {
      answer.resume();
      done(answer.statusCode);
    });
    sent.on('error', fail).end(JSON.stringify(body));
  });
}
