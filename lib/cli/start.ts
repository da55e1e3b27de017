import { existsSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { connect as connectSocket } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connect } from '../../db/client.ts';
import { AppError } from '../core/app-error.ts';
import { type EmbeddedPostgres, openEmbeddedPostgres } from '../server/database/embedded-postgres.ts';
import { authSecret } from '../server/people/auth-secret.ts';
import { setUpCode } from '../server/people/set-up.ts';
import { readSettings, type Settings } from '../server/settings.ts';
import { buildWeb } from './start/build-web.ts';
import { keepAlive, runOnce, type SupervisedChild } from './start/child.ts';
import { type LauncherLock, takeLauncherLock } from './start/launcher-lock.ts';
import { requireFreePort } from './start/require-free-port.ts';

/**
 * `npm start` (and `npm run dev` with `--dev`): brings up everything on this machine, keeps it alive, and leaves nothing
 * behind when it ends. Order: settings, port, database, build, tables, then web, worker and deployment daemon.
 */

const ROOT = resolve(import.meta.dirname, '../..');
const GRACE_MS = 6_000;
const ESCALATION_MS = 500;

const dev = process.argv.includes('--dev');
const ending = new AbortController();
const children: SupervisedChild[] = [];
let workspace: Workspace | null = null;
let lock: LauncherLock | null = null;

process.on('SIGINT', () => void end(0));
process.on('SIGTERM', () => void end(0));
process.on('SIGHUP', () => void end(0));
endWithNpm();

main().catch(async (error: unknown) => {
  if (ending.signal.aborted) return;
  say(error instanceof AppError ? error.message : String(error instanceof Error ? error.stack : error));
  if (error instanceof AppError && error.internal) say(error.internal);
  await end(1);
});

async function main(): Promise<void> {
  const settings = readSettings(process.env, ROOT);
  await requireFreePort(settings.host, settings.port);
  workspace = await openDatabase(settings);
  if (workspace.embedded) lock = await takeLauncherLock(workspace.databaseUrl, settings.dataFolder);
  if (!dev) await buildWeb(ROOT, distDir(), () => say('Building the web application (about a minute, once) …'));
  await prepareTables(settings, workspace.databaseUrl);
  if (ending.signal.aborted) return;
  startChildren(settings, workspace.databaseUrl);
  if (lock) void watchDatabase(settings, lock);
  await untilAnswers(settings);
  if (!ending.signal.aborted) announce(settings);
  if (settings.workspace === 'real') await announceSetUp(settings, workspace.databaseUrl);
}

interface Workspace {
  databaseUrl: string;
  /** Null when the database is the user's own. */
  embedded: EmbeddedPostgres | null;
}

/** Makes the data folder (readable by its owner only) and brings up its database, or takes the one that was given. */
async function openDatabase(settings: Settings): Promise<Workspace> {
  await mkdir(settings.dataFolder, { recursive: true, mode: 0o700 });
  await chmod(settings.dataFolder, 0o700);
  const embedded = settings.databaseUrl === null ? await openEmbeddedPostgres(settings.dataFolder) : null;
  return { databaseUrl: embedded?.url ?? settings.databaseUrl ?? '', embedded };
}

/** In a process of its own: what it loads (compiler, job queue) would otherwise stay in the launcher's memory. */
async function prepareTables(settings: Settings, databaseUrl: string): Promise<void> {
  const code = await runOnce({
    name: 'prepare',
    argv: [join(ROOT, 'lib/cli/start/prepare.ts')],
    cwd: ROOT,
    env: childEnvironment(settings, databaseUrl),
    onLine: say,
  });
  if (code !== 0) throw new AppError('unavailable', 'The database could not be prepared. Nothing was started.');
}

function startChildren(settings: Settings, databaseUrl: string): void {
  const env = childEnvironment(settings, databaseUrl);
  const next = join(ROOT, 'node_modules/next/dist/bin/next');
  const address = ['--port', String(settings.port), '--hostname', settings.host];
  const programs: Record<string, readonly string[]> = {
    web: [next, dev ? 'dev' : 'start', ...address],
    worker: [join(ROOT, 'lib/server/worker/main.ts')],
    daemon: [join(ROOT, 'lib/cli/daemon.ts')],
  };
  for (const [name, argv] of Object.entries(programs)) {
    if (existsSync(argv[0] ?? '')) children.push(keepAlive({ name, argv, env, cwd: ROOT, onLine: prefixed(name) }));
  }
}

function childEnvironment(settings: Settings, databaseUrl: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: dev ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    // What Node compiled once is read next time: a worker that was killed is back sooner.
    NODE_COMPILE_CACHE: join(settings.dataFolder, 'cache'),
    PORT: String(settings.port),
    HOST: settings.host,
    DATABASE_URL: databaseUrl,
    NEXTAUTH_URL: settings.publicUrl,
    NEXTAUTH_SECRET: authSecret({ ...process.env, PLUMBLINE_DATA: settings.dataFolder }),
    PLUMBLINE_DATA: settings.dataFolder,
    PLUMBLINE_WORKSPACE: settings.workspace,
    PLUMBLINE_SERVICE_PORTS: String(settings.firstServicePort),
  };
}

/** Brings the embedded database back when it dies. Its port is remembered, so the others reconnect by themselves. */
async function watchDatabase(settings: Settings, held: LauncherLock): Promise<void> {
  let current = held;
  while (!ending.signal.aborted) {
    await current.lost;
    if (ending.signal.aborted) return;
    say('The database ended; it is started again');
    const before = workspace?.databaseUrl;
    const reopened = await openDatabase(settings).catch(report);
    const again = reopened && (await takeLauncherLock(reopened.databaseUrl, settings.dataFolder).catch(report));
    if (!reopened || !again) {
      await delay(ESCALATION_MS);
      continue;
    }
    workspace = reopened;
    lock = current = again;
    if (reopened.databaseUrl !== before) restartChildren(settings, reopened.databaseUrl);
  }
}

function restartChildren(settings: Settings, databaseUrl: string): void {
  for (const child of children) child.restart(childEnvironment(settings, databaseUrl));
}

function report(error: unknown): null {
  say(error instanceof Error ? error.message : String(error));
  return null;
}

/** npm does not always pass a signal on: when the process that ran us is gone, we end as if it had. */
function endWithNpm(): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void end(0);
  }, ESCALATION_MS).unref();
}

/**
 * Ends the children, then the database if it is ours; at most about 20 s. Later signals change nothing: a terminal and npm
 * both send one.
 */
async function end(code: number): Promise<void> {
  if (ending.signal.aborted) return;
  ending.abort();
  await Promise.all(children.map((child) => child.stop(GRACE_MS)));
  // Only the holder of the lock may stop the database: without it, another launcher is using it.
  const mayStop = lock !== null;
  await lock?.release().catch(() => {});
  if (mayStop) await workspace?.embedded?.stop();
  process.exit(code);
}

async function untilAnswers(settings: Settings): Promise<void> {
  while (!ending.signal.aborted && !(await answers(settings))) await delay(100);
}

function answers(settings: Settings): Promise<boolean> {
  return new Promise((done) => {
    const socket = connectSocket(settings.port, settings.host === '0.0.0.0' ? '127.0.0.1' : settings.host);
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}

function announce(settings: Settings): void {
  const who =
    settings.workspace === 'demo'
      ? 'demo workspace: sign in as asha@demo.local, omar@, mina@, ravi@ or ada@demo.local with the password plumbline'
      : 'real workspace';
  say(`Plumbline is ready: ${settings.publicUrl} (${who})`);
}

/** A real workspace begins with nobody: its first administrator needs a code that only this terminal shows. */
async function announceSetUp(settings: Settings, databaseUrl: string): Promise<void> {
  const connection = connect(databaseUrl, 1);
  try {
    const code = await setUpCode(connection.db, settings.dataFolder);
    if (code)
      say(`Nobody is here yet. Make the first administrator: ${settings.publicUrl}/set-up (set-up code ${code})`);
  } finally {
    await connection.close();
  }
}

function distDir(): string {
  return process.env['PLUMBLINE_DIST_DIR'] ?? '.next';
}

function prefixed(name: string): (line: string) => void {
  return (line) => {
    if (line.trim()) say(`${name.padEnd(6)} │ ${line}`);
  };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
