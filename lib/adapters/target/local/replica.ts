import { mkdirSync } from 'node:fs';
import { lstat, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import { AppError } from '../../../core/app-error.ts';
import type { RunningJob, Sandbox } from '../../sandbox/sandbox.ts';
import { type DatabaseRelay, openDatabaseRelay } from './database-relay.ts';
import type { StoredRelease } from './release-store.ts';
import type { Sockets } from './sockets.ts';

/** Where a replica that is shut in sees its service's files. */
export const FILES = '/run/files';

/** What a replica needs to run. */
export interface ReplicaPlan {
  id: string;
  release: StoredRelease;
  /** The packages' folder, null if the release has none. */
  modules: string | null;
  sandbox: Sandbox;
  sockets: Sockets;
  /** The PostgreSQL server, and the service's own database on it. */
  serverUrl: string;
  database: { name: string; role: string; password: string };
  /** The service's own files on this machine; they outlive its releases. */
  files: string;
  /** Settings besides the socket and the database. */
  env: Readonly<Record<string, string>>;
  onLog: (line: string) => void;
}

/** A running copy of a release that answered that it is ready. */
export interface Replica {
  readonly id: string;
  readonly release: StoredRelease;
  /** Its HTTP connections. */
  readonly pool: Pool;
  /** Resolves, with a sentence, when it is gone for whatever reason. */
  readonly ended: Promise<string>;
  memoryBytes(): number;
  /** Answers whether it is alive, within 2 s. */
  isAlive(): Promise<boolean>;
  /** SIGTERM, and SIGKILL after `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

const READY_WITHIN_MS = 30_000;
const LIMITS = { cpuSeconds: Number.POSITIVE_INFINITY, memoryBytes: 512 * 1024 * 1024, processes: 4 };

/**
 * Starts a release shut in, without a network: it answers on a unix socket and reaches its database through a relay.
 * Resolves once it says that it is ready.
 * @throws AppError `unprocessable` with its last lines if it ends or is not ready within 30 s
 */
export async function startReplica(plan: ReplicaPlan): Promise<Replica> {
  const folder = join(plan.sockets.replicas, plan.id);
  for (const own of [folder, plan.files]) mkdirSync(own, { recursive: true, mode: 0o700 });
  const socket = join(plan.sockets.taken, `${plan.id}.sock`);
  const rule = { user: plan.database.role, database: plan.database.name };
  const relay = await openDatabaseRelay(join(folder, '.s.PGSQL.5432'), plan.serverUrl, rule);
  const lines: string[] = [];
  const started = startJob(plan, folder, (line) => {
    lines.push(line);
    if (lines.length > 50) lines.shift();
    plan.onLog(line);
  });
  const ended = started.ended.then(async ({ ending }) => {
    await cleanUp(relay, folder, socket);
    if (ending.kind === 'exited') return `it exited with code ${ending.code}`;
    return ending.kind === 'crashed' ? `it crashed (${ending.signal})` : `it was stopped (${ending.reason})`;
  });
  try {
    await takeSocket(join(folder, 'http.sock'), socket, ended);
    const pool = new Pool('http://replica', { socketPath: socket, connections: 128, headersTimeout: 60_000 });
    await untilReady(pool, ended);
    return replicaOf(plan, started, pool, ended);
  } catch (error) {
    await started.stop(0);
    await ended;
    const reason = error instanceof Error ? error.message : String(error);
    const told = lastWords(lines);
    throw new AppError(
      'unprocessable',
      `Release ${plan.release.releaseNumber} did not start: ${reason}.${told && `\n${told}`}`,
    );
  }
}

function replicaOf(plan: ReplicaPlan, job: RunningJob, pool: Pool, ended: Promise<string>): Replica {
  return {
    id: plan.id,
    release: plan.release,
    pool,
    ended,
    memoryBytes: () => job.usage().memoryBytes,
    isAlive: async () => {
      try {
        const { statusCode, body } = await pool.request({
          method: 'GET',
          path: '/livez',
          signal: AbortSignal.timeout(2_000),
        });
        await body.dump();
        return statusCode < 500;
      } catch {
        return false;
      }
    },
    stop: async (graceMs) => {
      await job.stop(graceMs);
      await ended;
      await pool.destroy();
    },
  };
}

function startJob(plan: ReplicaPlan, folder: string, onLine: (line: string) => void): RunningJob {
  const inside = plan.sandbox.level === 'process-only' ? folder : '/run/service';
  const { role, password, name } = plan.database;
  return plan.sandbox.start({
    argv: ['node', 'src/main.ts'],
    folder: plan.release.folder,
    folderReadOnly: true,
    readOnly: plan.modules === null ? [] : [{ from: plan.modules, to: '/work/node_modules' }],
    readWrite:
      plan.sandbox.level === 'process-only'
        ? []
        : [
            { from: folder, to: inside },
            { from: plan.files, to: FILES },
          ],
    env: {
      ...plan.env,
      SOCKET: `${inside}/http.sock`,
      DATABASE_URL: `postgres://${encodeURIComponent(role)}:${encodeURIComponent(password)}@/${name}?host=${inside}`,
    },
    limits: { ...LIMITS, outputBytes: Number.POSITIVE_INFINITY },
    onStdout: byLine(onLine),
    onStderr: byLine(onLine),
  });
}

/**
 * Moves the socket that the replica made out of the replica's reach. Connecting to it where it was would follow a link that
 * hostile code may have put there, to any socket of this machine.
 */
async function takeSocket(from: string, to: string, ended: Promise<string>): Promise<void> {
  const gone = rejectsWith(ended);
  for (const until = Date.now() + READY_WITHIN_MS; ; await Promise.race([delay(10), gone])) {
    if (await moved(from, to)) break;
    if (Date.now() > until) throw new Error('it did not listen within 30 s');
  }
  if (!(await lstat(to)).isSocket()) throw new Error('it put something else where its socket belongs');
}

/** Rejects when the replica ends, for races. Nobody has to listen. */
function rejectsWith(ended: Promise<string>): Promise<never> {
  const gone = ended.then((reason) => {
    throw new Error(reason);
  });
  gone.catch(() => {});
  return gone;
}

function moved(from: string, to: string): Promise<boolean> {
  return rename(from, to).then(
    () => true,
    () => false,
  );
}

async function untilReady(pool: Pool, ended: Promise<string>): Promise<void> {
  const gone = rejectsWith(ended);
  for (const until = Date.now() + READY_WITHIN_MS; Date.now() < until; await Promise.race([delay(20), gone])) {
    const signal = AbortSignal.timeout(5_000);
    const answer = await Promise.race([
      pool.request({ method: 'GET', path: '/readyz', signal }).catch(() => null),
      gone,
    ]);
    if (answer === null) continue;
    await answer.body.dump().catch(() => {});
    if (answer.statusCode === 200) return;
  }
  throw new Error('it was not ready within 30 s');
}

/** The last lines that say something: stack frames and blank lines do not. */
function lastWords(lines: readonly string[]): string {
  const telling = lines.filter((line) => !/^\s*(at |\^|$|Node\.js v)/.test(line));
  return telling.slice(-6).join('\n').slice(0, 1_500);
}

async function cleanUp(relay: DatabaseRelay, folder: string, socket: string): Promise<void> {
  await relay.close();
  await rm(folder, { recursive: true, force: true });
  await rm(socket, { force: true });
}

/** Whole lines, each at most 2,000 characters. */
function byLine(onLine: (line: string) => void): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = (lines.pop() ?? '').slice(0, 2_000);
    for (const line of lines) if (line !== '') onLine(line.slice(0, 2_000));
  };
}
