import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { freePorts } from '../support/application.ts';

/** Clock ticks of /proc in a second; Linux has had no other value for decades. */
const TICKS = 100;
const LONGEST_START_MS = 120_000;

/** Who issues the tokens of a benchmark: settings for services, and tokens of so many callers. */
export interface Issuer {
  settings: Readonly<Record<string, string>>;
  tokens: readonly string[];
}

/** Makes a key pair (ES256) and tokens that are valid for an hour. */
export async function newIssuer(audience: string, callers: number): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const keys = encodeURIComponent(JSON.stringify({ keys: [await exportJWK(publicKey)] }));
  const issuer = 'https://issuer.test';
  const tokens = await Promise.all(
    Array.from({ length: callers }, (_, at) =>
      new SignJWT({ roles: ['officer'] })
        .setProtectedHeader({ alg: 'ES256' })
        .setSubject(`caller-${at}`)
        .setIssuer(issuer)
        .setAudience(audience)
        .setExpirationTime('1h')
        .sign(privateKey),
    ),
  );
  const settings = {
    AUTH_ISSUER: issuer,
    AUTH_AUDIENCE: audience,
    AUTH_JWKS_URL: `data:application/json,${keys}`,
    DATA_KEY: randomBytes(32).toString('base64'),
  };
  return { settings, tokens };
}

/** A service that runs as a process of its own. */
export interface Running {
  url: string;
  /** Milliseconds from its start to the first good answer under `probe`. */
  readyMs: number;
  /** Processor time that it has used so far, in microseconds. */
  cpu(): Promise<number>;
  /** Resident memory, in bytes. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts `file` in `folder` as in production and waits until `probe` answers with any status below 500. */
export async function start(
  folder: string,
  file: string,
  settings: Readonly<Record<string, string>>,
  probe: string,
): Promise<Running> {
  const port = await freePorts(40);
  const url = `http://127.0.0.1:${port}`;
  const started = performance.now();
  const child = spawn(process.execPath, [file], {
    cwd: folder,
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', SIMULATORS: 'allowed', PORT: String(port), ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await answers(child, `${url}${probe}`, started);
  return {
    url,
    readyMs: performance.now() - started,
    cpu: async () => {
      const stat = await readFile(`/proc/${child.pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return ((Number(fields[11]) + Number(fields[12])) * 1e6) / TICKS;
    },
    memory: async () => {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024;
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function answers(child: ChildProcess, url: string, started: number): Promise<void> {
  while (performance.now() - started < LONGEST_START_MS && child.exitCode === null) {
    const status = await fetch(url).then(
      (answer) => answer.status,
      () => 599,
    );
    if (status < 500) return;
    await new Promise((done) => setTimeout(done, 10));
  }
  child.kill('SIGKILL');
  throw new Error(`nothing answered at ${url}`);
}
