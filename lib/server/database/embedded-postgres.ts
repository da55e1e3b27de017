import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, renameSync, statSync } from 'node:fs';
import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { AppError } from '../../core/app-error.ts';
import { secretFile } from '../people/auth-secret.ts';
import { type PostgresHome, preparePostgresHome, randomSecret } from './postgres-home.ts';

export interface EmbeddedPostgres {
  /** The address as the role `plumbline`, which owns the database `plumbline` and may create databases and roles. */
  url: string;
  /** The folder of the unix socket (the server listens on 127.0.0.1 as well). */
  sockets: string;
  port: number;
  /** True if it was already running: left behind by a process that was killed. */
  adopted: boolean;
  /** Ends it cleanly, waiting for it. Call it only as the one owner of the data folder. */
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 15_000;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
const SUPERUSER = 'postgres';
const ROLE = 'plumbline';

/**
 * Brings up the real PostgreSQL of one data folder (made if missing): makes it on first use, adopts it when a killed process left it
 * running, lets it recover when it was killed itself. Idempotent and safe to call from several processes at once:
 * PostgreSQL itself refuses a second server on the same cluster, and the loser adopts the winner's.
 *
 * Its password is generated once and lies beside the cluster, readable by its owner only. Throws AppError `unavailable`
 * with the end of the server's log.
 */
export async function openEmbeddedPostgres(dataFolder: string): Promise<EmbeddedPostgres> {
  const home = await preparePostgresHome(dataFolder);
  const password = secretFile(home.folder, 'password', randomSecret);
  if (!existsSync(join(home.cluster, 'PG_VERSION'))) await initialise(home, password);
  const running = await adopt(home, password);
  const port = running ?? (await start(home, password));
  await ensureRoleAndDatabase(port, password);
  return {
    url: address(ROLE, password, port, ROLE),
    sockets: home.sockets,
    port,
    adopted: running !== null,
    stop: () => stop(home),
  };
}

/** Makes the cluster in a folder beside its place and renames it, so a half-made one is never taken for a whole one. */
async function initialise(home: PostgresHome, password: string): Promise<void> {
  const unfinished = `${home.cluster}.${process.pid}`;
  const passwordFile = `${unfinished}.password`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (home.user) {
    await chown(unfinished, home.user.uid, home.user.gid);
    await chown(passwordFile, home.user.uid, home.user.gid);
  }
  const options = [
    `--pgdata=${unfinished}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-locale',
  ];
  try {
    await finished(launch(home, 'initdb', options, 'pipe'));
    renameSync(unfinished, home.cluster);
  } catch (error) {
    // Another process was faster: its cluster is as good as ours.
    if (!existsSync(join(home.cluster, 'PG_VERSION'))) throw error;
  } finally {
    await rm(passwordFile, { force: true });
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** The port of a server that already runs on this cluster and lets us in; null if none does. */
async function adopt(home: PostgresHome, password: string): Promise<number | null> {
  const lock = await readLock(home);
  if (lock === null) return null;
  if (!(await isOurServer(lock.pid, home))) {
    // The process id was given to another program since (a restarted container): PostgreSQL would refuse to start.
    await rm(join(home.cluster, 'postmaster.pid'), { force: true });
    return null;
  }
  return (await answers(home, lock.port, password)) ? lock.port : null;
}

async function start(home: PostgresHome, password: string): Promise<number> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  let port = await rememberedPort(home);
  while (Date.now() < deadline) {
    const server = launchServer(home, port);
    if (await becomesReady(server, home, password, deadline)) {
      await writeFile(join(home.folder, 'port'), String(port));
      return port;
    }
    // It ended: another process started it first, a killed server's children still hold its memory, or the port is taken.
    const other = await adopt(home, password);
    if (other !== null) return other;
    if (!(await isFree(port))) port = await freePort();
    await delay(200);
  }
  throw new AppError(
    'unavailable',
    `The embedded PostgreSQL did not start. The end of ${home.logFile}:\n${await logEnd(home)}`,
  );
}

function launchServer(home: PostgresHome, port: number): ChildProcess {
  if (existsSync(home.logFile) && statSync(home.logFile).size > LOG_LIMIT_BYTES) {
    renameSync(home.logFile, `${home.logFile}.1`);
  }
  const log = openSync(home.logFile, 'a', 0o600);
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    `unix_socket_directories=${home.sockets}`,
    'max_connections=200',
    'shared_buffers=64MB',
    'log_timezone=UTC',
    'timezone=UTC',
    'log_min_messages=warning',
  ];
  const server = launch(home, 'postgres', ['-D', home.cluster, ...settings.flatMap((s) => ['-c', s])], log);
  closeSync(log);
  // It outlives us when we are killed, and is adopted by the next start.
  server.unref();
  return server;
}

/** False as soon as the server ends by itself. */
async function becomesReady(
  server: ChildProcess,
  home: PostgresHome,
  password: string,
  deadline: number,
): Promise<boolean> {
  while (server.exitCode === null && server.signalCode === null && Date.now() < deadline) {
    const lock = await readLock(home);
    if (lock?.pid === server.pid && (await answers(home, lock?.port ?? 0, password))) return true;
    await delay(25);
  }
  return false;
}

/** Connects as the superuser and asks which cluster answered: another program may listen on the port. */
async function answers(home: PostgresHome, port: number, password: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: address(SUPERUSER, password, port, 'postgres'),
    connectionTimeoutMillis: 2_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const answer = await client.query<{ data_directory: string }>('show data_directory');
    return answer.rows[0]?.data_directory === home.cluster;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function ensureRoleAndDatabase(port: number, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: address(SUPERUSER, password, port, 'postgres') });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(7305001)');
    const role = await client.query('select 1 from pg_roles where rolname = $1', [ROLE]);
    if (role.rowCount === 0) {
      await client.query(`create role ${ROLE} login createdb createrole password ${client.escapeLiteral(password)}`);
    }
    const database = await client.query('select 1 from pg_database where datname = $1', [ROLE]);
    if (database.rowCount === 0) {
      await client.query(`create database ${ROLE} owner ${ROLE}`);
      await client.query(`revoke connect, temporary on database ${ROLE}, postgres from public`);
    }
  } finally {
    await client.end();
  }
}

async function stop(home: PostgresHome): Promise<void> {
  const lock = await readLock(home);
  if (lock === null || !(await isOurServer(lock.pid, home))) return;
  // "Fast" shutdown: sessions are ended, everything is written, the next start needs no recovery.
  process.kill(lock.pid, 'SIGINT');
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (existsSync(join(home.cluster, 'postmaster.pid')) && Date.now() < deadline) await delay(25);
}

/** What the running (or killed) server wrote about itself: line 1 its process, line 4 its port. */
async function readLock(home: PostgresHome): Promise<{ pid: number; port: number } | null> {
  const text = await readFile(join(home.cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return Number.isInteger(pid) && pid > 1 ? { pid, port: Number.isInteger(port) ? port : 0 } : null;
}

async function isOurServer(pid: number, home: PostgresHome): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  // Without /proc (macOS) a live process is taken for ours: PostgreSQL checks again by itself.
  return command === null ? !existsSync('/proc/self') : command.includes(home.cluster);
}

async function rememberedPort(home: PostgresHome): Promise<number> {
  const remembered = Number(await readFile(join(home.folder, 'port'), 'utf8').catch(() => ''));
  return remembered > 0 && (await isFree(remembered)) ? remembered : freePort();
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const at = probe.address();
      const port = typeof at === 'object' && at ? at.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

function launch(
  home: PostgresHome,
  program: string,
  options: readonly string[],
  output: 'pipe' | number,
): ChildProcess {
  const settings: SpawnOptions = {
    cwd: '/',
    // Nothing of our environment: it holds secrets, and PG* variables would change what the programs do.
    env: { NODE_ENV: process.env.NODE_ENV, PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', output, output],
    detached: true,
    ...(home.user ?? {}),
  };
  return spawn(join(home.binaries, 'bin', program), [...options], settings);
}

async function finished(child: ChildProcess): Promise<void> {
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString('utf8')).slice(-4_000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new AppError('unavailable', `The embedded PostgreSQL could not be made:\n${output}`);
}

async function logEnd(home: PostgresHome): Promise<string> {
  const text = await readFile(home.logFile, 'utf8').catch(() => '');
  return text.split('\n').slice(-12).join('\n');
}

function address(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}
