import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { NODE } from './service-folder.ts';

/** A generated service that runs in a process of its own. */
export interface StartedService {
  child: ChildProcess;
  call(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Ends it as a platform does, and gives its exit code. */
  stop(): Promise<number | null>;
}

export interface Answer {
  status: number;
  type: string;
  body: Record<string, unknown>;
}

const DATA_KEY = Buffer.alloc(32, 7).toString('base64');

/** Starts the service in a folder on a socket, and waits until it listens. `name` is its audience. Callers have all `roles`. */
export async function startService(
  folder: string,
  name: string,
  env: Readonly<Record<string, string>>,
  roles: readonly string[] = [],
): Promise<StartedService> {
  const { token, jwks } = await issuer(name, roles);
  const socket = join(folder, `${process.pid}-${++count}.sock`);
  const child = spawn(NODE, ['src/main.ts'], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      SIMULATORS: 'allowed',
      SOCKET: socket,
      AUTH_ISSUER: 'https://issuer.test',
      AUTH_AUDIENCE: name,
      AUTH_JWKS_URL: jwks,
      DATA_KEY,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const ended = once(child, 'exit');
  const listening = await Promise.race([once(child.stdout, 'data').then(() => true), ended.then(() => false)]);
  if (!listening) throw new Error(`${name} did not start: ${said.slice(0, 2000)}`);
  return {
    child,
    call: (method, path, body, headers) => ask(socket, { method, path, body, token, headers }),
    stop: async () => {
      child.kill('SIGTERM');
      const [code] = await ended;
      return code;
    },
  };
}

let count = 0;

interface Asked {
  method: string;
  path: string;
  body: unknown;
  token: string;
  headers: Readonly<Record<string, string>> | undefined;
}

function ask(socketPath: string, { method, path, body, token, headers }: Asked): Promise<Answer> {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const sent = {
    authorization: `Bearer ${token}`,
    ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
    ...headers,
  };
  return new Promise((done, fail) => {
    const asked = request({ socketPath, path, method, headers: sent, agent: false }, async (answer) => {
      let text = '';
      for await (const chunk of answer) text += chunk;
      const type = String(answer.headers['content-type']);
      done({ status: answer.statusCode ?? 0, type, body: type.includes('json') ? JSON.parse(text) : { text } });
    });
    asked.on('error', fail).end(payload);
  });
}

async function issuer(audience: string, roles: readonly string[]): Promise<{ token: string; jwks: string }> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const keys = JSON.stringify({ keys: [await exportJWK(publicKey)] });
  const token = await new SignJWT({ roles: [...roles] })
    .setProtectedHeader({ alg: 'ES256' })
    .setSubject('caller')
    .setIssuer('https://issuer.test')
    .setAudience(audience)
    .setExpirationTime('30m')
    .sign(privateKey);
  return { token, jwks: `data:application/json,${encodeURIComponent(keys)}` };
}
