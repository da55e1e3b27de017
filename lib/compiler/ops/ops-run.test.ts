import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { load, loadAll } from 'js-yaml';
import { afterAll, expect, test } from 'vitest';
import { compile } from '../index.ts';
import { modelOf } from '../testing/read-golden.ts';
import { NODE, newWorkshop, typeErrors, writeService } from '../testing/service-folder.ts';

const SLOW = 120_000;

const TEXT = `
specVersion: "1.0"
service: pay-desk
version: 1.0.0
endpoints:
  - path: /payments/{id}
    method: GET
    operation: getPayment
    access: authenticated
    input: [{id: string}]
    output: [{id: {type: string, value: =input.id}}]
    sla: {latency: 95% under 2s, availability: 99.9%}
  - path: /payments
    method: POST
    operation: pay
    access: authenticated
    input: [{id: string}]
    output: [{id: {type: string, value: =input.id}}]
    sla: {latency: 95% under 800ms}
  - path: /refunds
    method: POST
    operation: refund
    access: authenticated
    input: [{id: string}]
    output: [{id: {type: string, value: =input.id}}]
    sla: {latency: 95% under 3s}
deployment: {replicas: 2..4, rollout: {strategy: canary, steps: [50%, 100%], hold: 5m, abortOn: [sla, errors]}}
monitoring:
  alerts:
    - {burnRate: getPayment, rates: [14.4x/1h], page: pay_oncall}
    - {burnRate: pay, rates: [6x/6h], page: pay_oncall}
`;

const workshop = newWorkshop();
afterAll(() => workshop.remove());

const { files } = compile(modelOf(TEXT));
const textOf = (path: string): string => files.find((file) => file.path === path)?.text ?? '';

/** Only what the image holds: if the Dockerfile forgets something, the service does not start. */
const copied = [...textOf('Dockerfile').matchAll(/^COPY (.*) \S+$/gm)].flatMap(([, paths = '']) => paths.split(' '));
const inImage = files.filter(({ path }) => copied.some((one) => path === one || path.startsWith(`${one}/`)));
writeService(workshop.folder, 'image', inImage);
writeService(workshop.folder, 'whole', files);

test('a service with deployment and monitoring type-checks', { timeout: SLOW }, async () => {
  expect(await typeErrors(workshop.folder, ['whole'])).toBe('');
});

test('what the image holds starts and answers, and its metrics are those that rules and analyses ask for', {
  timeout: SLOW,
}, async () => {
  const { token, jwks } = await issuer();
  const socket = join(workshop.folder, 's.sock');
  const child = spawn(NODE, ['src/main.ts'], {
    cwd: join(workshop.folder, 'image'),
    env: {
      NODE_ENV: 'production',
      SOCKET: socket,
      AUTH_ISSUER: 'https://issuer.test',
      AUTH_AUDIENCE: 'pay-desk',
      AUTH_JWKS_URL: jwks,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await Promise.race([once(child.stdout, 'data'), ended(child)]);
    expect((await ask(socket, 'GET', '/livez')).status).toBe(200);
    expect((await ask(socket, 'GET', '/readyz')).status).toBe(200);
    expect(await ask(socket, 'GET', '/payments/P1', token)).toEqual({ status: 200, body: '{"id":"P1"}' });
    for (const path of ['/payments', '/refunds'])
      expect((await ask(socket, 'POST', path, token, '{"id":"P2"}')).status, path).toBe(200);
    const series = seriesOf((await ask(socket, 'GET', '/metrics')).body);
    const asked = queries().flatMap(selectorsOf);
    expect(asked.length).toBeGreaterThan(12);
    for (const { selector, matches } of asked) expect(series.some(matches), selector).toBe(true);
    const stopped = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await stopped).toEqual([0, null]);
  } finally {
    child.kill('SIGKILL');
  }
});

async function ended(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`it ended with ${code}`);
}

interface Series {
  name: string;
  labels: Readonly<Record<string, string>>;
}

/** Every expression of the alerts, the objectives and the analysis. */
function queries(): string[] {
  const found: string[] = [];
  const look = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    for (const [key, inner] of Object.entries(value)) {
      if (['expr', 'query'].includes(key) && typeof inner === 'string') found.push(inner);
      else look(inner);
    }
  };
  look(load(textOf('deploy/alerts.yaml')));
  look(loadAll(textOf('deploy/slo.yaml')));
  look(loadAll(textOf('deploy/rollout.yaml')));
  return found;
}

/** What a query picks, without what scraping adds, and without the statuses of failures, which do not happen here. */
function selectorsOf(query: string): { selector: string; matches: (series: Series) => boolean }[] {
  return [...query.matchAll(/(http_\w+)\{((?:"(?:[^"\\]|\\.)*"|[^"}])*)\}/g)].map(([selector, name, inside = '']) => {
    const matchers = [...inside.matchAll(/(\w+)(=~|!~|!=|=)"((?:[^"\\]|\\.)*)"/g)]
      .map(([, label = '', operator = '', text = '']) => ({ label, operator, text: String(JSON.parse(`"${text}"`)) }))
      .filter(({ label, text }) => !['job', 'pod'].includes(label) && text !== '5..');
    const matches = (series: Series): boolean =>
      series.name === name &&
      matchers.every(({ label, operator, text }) => {
        const value = series.labels[label] ?? '';
        const same = operator.endsWith('~') ? new RegExp(`^(?:${text})$`).test(value) : value === text;
        return operator.startsWith('!') ? !same : same;
      });
    return { selector, matches };
  });
}

function seriesOf(text: string): Series[] {
  return [...text.matchAll(/^(\w+)\{(.*)\} \S+$/gm)].map(([, name = '', inside = '']) => ({
    name,
    labels: Object.fromEntries([...inside.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, value]) => [label, value])),
  }));
}

async function issuer(): Promise<{ token: string; jwks: string }> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const keys = JSON.stringify({ keys: [await exportJWK(publicKey)] });
  const token = await new SignJWT({ roles: [] })
    .setProtectedHeader({ alg: 'ES256' })
    .setSubject('caller')
    .setIssuer('https://issuer.test')
    .setAudience('pay-desk')
    .setExpirationTime('5m')
    .sign(privateKey);
  return { token, jwks: `data:application/json,${encodeURIComponent(keys)}` };
}

function ask(
  socketPath: string,
  method: string,
  path: string,
  token?: string,
  body?: string,
): Promise<{ status: number | undefined; body: string }> {
  const headers = {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
  return new Promise((done, fail) => {
    const sent = request({ socketPath, path, method, headers }, async (answer) => {
      let text = '';
      for await (const chunk of answer) text += String(chunk);
      done({ status: answer.statusCode, body: text });
    });
    sent.on('error', fail).end(body);
  });
}
