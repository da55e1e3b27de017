import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goldenFolder } from './testing/read-golden.ts';

const MODULES = resolve(import.meta.dirname, '../../node_modules');
const NODE = join(MODULES, '.bin/node');
const SLOW = 300_000;

/** Each expected service, by itself in a folder of its own: it type-checks, its tests pass, it starts and answers. */
describe.each([
  {
    name: 'kyc-brief',
    path: '/kyc/verify',
    body: { document_images: ['AAAA'], customer_id: 'C1', verification_type: 'basic' },
    status: 202,
  },
  { name: 'loan-quotes', path: '/quotes', body: { amount: '10000', months: 24, monthly_income: 5000 }, status: 200 },
])('$name', ({ name, path, body, status }) => {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));

  beforeAll(async () => {
    await cp(join(goldenFolder(name), 'expected'), folder, { recursive: true });
    symlinkSync(MODULES, join(folder, 'node_modules'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('type-checks', { timeout: SLOW }, async () => {
    expect(await run(folder, [join(MODULES, 'typescript/bin/tsc'), '--noEmit'])).toEqual({ code: 0, out: '' });
  });

  test('passes its own tests', { timeout: SLOW }, async () => {
    const flags = ['--test', '--test-isolation=none', '--test-force-exit', '--test-reporter=tap', 'test/**/*.test.ts'];
    const { code, out } = await run(folder, flags);
    expect({ code, failed: /^# fail (\d+)$/m.exec(out)?.[1] }).toEqual({ code: 0, failed: '0' });
    expect(Number(/^# pass (\d+)$/m.exec(out)?.[1])).toBeGreaterThan(40);
  });

  test('starts on a socket, answers, and stops when it is told to', { timeout: SLOW }, async () => {
    const { token, jwks } = await issuer(name);
    const socket = join(folder, 's');
    const child = spawn(NODE, ['src/main.ts'], {
      cwd: folder,
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
  });
});

async function run(cwd: string, args: readonly string[]): Promise<{ code: number | null; out: string }> {
  const child = spawn(NODE, args, { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, out };
}

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
