import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Model } from '../../../spec/model.ts';
import type { Plan } from '../../plan.ts';
import { subscribersOf } from '../../service/event.ts';
import { addressOf } from '../../service/integrations/adapter.ts';
import { isOptional } from '../../service/types.ts';
import { casesOf } from '../../tests/cases.ts';
import { authSettingsOf } from '../../tests/config.ts';
import { carried, subjectId } from '../../tests/fixture-auth.ts';
import { examplePath, neededHeaders } from '../../tests/requests.ts';
import { print } from '../../text/doc.ts';
import { NODE } from '../service-folder.ts';

export interface Judged {
  passed: number;
  failed: number;
  /** What it says of each test that failed. */
  findings: readonly string[];
}

const READY_MS = 120_000;

/**
 * Starts a service with stand-ins for all others and lets Specmatic (its jar, run by `java`) test it by nothing but its API
 * document, as a caller with all roles.
 */
export async function askSpecmatic(jar: string, folder: string, plan: Plan): Promise<Judged> {
  const keys = await generateKeyPair('ES256');
  const issuer = createServer(async (_request, response) =>
    response.end(JSON.stringify({ keys: [await exportJWK(keys.publicKey)] })),
  ).listen(0, '127.0.0.1');
  await once(issuer, 'listening');
  const { port } = issuer.address() as AddressInfo;
  const service = spawn(NODE, ['src/main.ts'], {
    cwd: folder,
    env: {
      NODE_ENV: 'test',
      PATH: process.env['PATH'],
      PORT: '0',
      ...settingsOf(plan),
      AUTH_JWKS_URL: `http://127.0.0.1:${port}/`,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = await once(service.stdout, 'data', { signal: AbortSignal.timeout(READY_MS) });
    const { listening } = JSON.parse(String(line));
    const token = await tokenOf(plan, keys.privateKey);
    await writeExamples(folder, String(listening), token, plan);
    return await judge(jar, folder, String(listening), token, plan);
  } finally {
    service.kill();
    issuer.close();
  }
}

function settingsOf(plan: Plan): Record<string, string> {
  const told = plan.events.flatMap(({ event }) => subscribersOf(event).map(({ url }) => url));
  const addresses = plan.integrations.map(({ integration }) => addressOf(integration));
  return Object.fromEntries([...authSettingsOf(plan), ...[...addresses, ...told].map((name) => [name, 'simulator:'])]);
}

/** A token as the tests' settings want it, with every role and scope that some operation asks for. */
function tokenOf(plan: Plan, key: CryptoKey): Promise<string> {
  const { auth, model } = plan;
  const secret = auth.tested?.kind === 'secret';
  const own = secret && auth.issues !== null;
  const { roles, scopes } = rightsOf(model);
  return new SignJWT({ roles, scope: scopes.join(' ') })
    .setProtectedHeader({ alg: secret ? 'HS256' : 'ES256' })
    .setSubject(subjectId(plan))
    .setIssuer(own ? model.service.name : 'https://issuer.test')
    .setAudience(model.service.name)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(secret ? new TextEncoder().encode('a secret of at least thirty-two bytes') : key);
}

function rightsOf({ endpoints }: Model): { roles: string[]; scopes: string[] } {
  const guarded = endpoints.flatMap(({ access }) => (access.kind === 'public' ? [] : [access]));
  const all = (lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())];
  return { roles: all(guarded.map(({ roles }) => roles)), scopes: all(guarded.map(({ scopes }) => scopes)) };
}

/**
 * Requests whose outcome the specification tells, each with what the service answers: Specmatic holds both against the document,
 * sends them again and judges the new answer. Where nothing is stored, much of that is refusals.
 */
async function writeExamples(folder: string, url: string, token: string, plan: Plan): Promise<void> {
  const target = join(folder, 'openapi_examples');
  mkdirSync(target, { recursive: true });
  for (const operation of plan.operations) {
    const { endpoint, name, body } = operation;
    const path = examplePath(operation, plan);
    const needed = neededHeaders(operation, plan).replace(/^headers: /, '');
    const known = casesOf(operation, plan).filter(({ outcome }) => outcome !== null);
    const bodies = known.map(({ body: values }) =>
      body.map((field) => `${JSON.stringify(field.name)}: ${print(values.get(field.name) ?? 'null')}`),
    );
    const needs = body.some(({ type }) => !isOptional(type, plan.model));
    for (const [at, members] of [...bodies, ...(needs ? [[]] : [])].entries()) {
      const headers: Record<string, string> = {
        ...literal(needed || '{}'),
        ...(endpoint.idempotency === null ? {} : { [endpoint.idempotency.header]: randomUUID() }),
        ...(body.length > 0 ? { 'Content-Type': 'application/json' } : {}),
      };
      const sent = body.length > 0 ? { body: literal(`{${members.join(', ')}}`) } : {};
      const answer = await fetch(`${url}${path}`, {
        method: endpoint.method,
        headers: { ...headers, ...literal(`{ ${carried(plan, 'token')} }`, { token }) },
        ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
      });
      const text = await answer.text();
      const type = answer.headers.get('content-type');
      const told = text === '' ? {} : { body: JSON.parse(text), headers: { 'Content-Type': type } };
      const example = {
        'http-request': { method: endpoint.method, path, headers, ...sent },
        'http-response': { status: answer.status, ...told },
      };
      writeFileSync(join(target, `${name}-${at}.json`), JSON.stringify(example, null, 2));
    }
  }
}

/** The value of a literal that the tests' examples are written as. */
function literal(text: string, known: object = {}): Record<string, string> {
  return JSON.parse(JSON.stringify(runInNewContext(`(${text})`, known)));
}

async function judge(jar: string, folder: string, url: string, token: string, { auth }: Plan): Promise<Judged> {
  const scheme = auth.tested?.name ?? 'bearer';
  const carrier = auth.tested?.carrier;
  const prefix = carrier?.kind === 'header' ? carrier.prefix : null;
  // A bearer token gets its prefix from Specmatic; any other one is a key to it, sent as it is.
  const shown = prefix !== null && prefix !== 'Bearer' ? `${prefix} ${token}` : token;
  const child = spawn('java', ['-jar', jar, 'test', 'openapi.json', '--strict', `--testBaseURL=${url}`], {
    cwd: folder,
    env: { NODE_ENV: 'test', PATH: process.env['PATH'], SPECMATIC_GENERATIVE_TESTS: 'false', [scheme]: shown },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  await once(child, 'close');
  const [, ran = '0', succeeded = '0', failed = '0'] =
    /Tests run: (\d+), Successes: (\d+), Failures: (\d+)/.exec(out) ?? [];
  if (ran === '0') throw new Error(`Specmatic ran no test: ${out.slice(-2000)}`);
  if (process.env['DEBUG'] === '1') console.log(out);
  const findings = out.includes('Unsuccessful Scenarios:')
    ? out
        .slice(out.indexOf('Unsuccessful Scenarios:'))
        .split(/\n(?=\s*"?Scenario: )/)
        .slice(1)
    : [];
  return { passed: Number(succeeded), failed: Number(failed), findings };
}

/** Where Specmatic's jar is: in the folder of its npm package, installed without being kept (`npm install --no-save specmatic`). */
export function specmaticJar(): string {
  return process.env['SPECMATIC_JAR'] ?? join(import.meta.dirname, '../../../../node_modules/specmatic/specmatic.jar');
}
