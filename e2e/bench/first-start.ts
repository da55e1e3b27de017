import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeCluster } from '#lib/server/testing/test-database.ts';
import { freePorts } from '../support/application.ts';

const LONGEST_MS = 600_000;

/**
 * What a newcomer waits for: a clean clone of HEAD, an empty npm cache, `npm install && npm start`, until a page answers. In
 * ms; throws when none does within ten minutes. The registry's speed is part of the figure.
 */
export async function firstStart(): Promise<number> {
  const home = await mkdtemp(join(tmpdir(), 'plumbline-first-'));
  const app = join(home, 'app');
  execFileSync('git', ['clone', '--quiet', process.cwd(), app]);
  const port = await freePorts(120);
  const data = join(home, 'data');
  const started = performance.now();
  const settings = [
    `PATH=${systemPath()}`,
    `HOME=${home}`,
    `npm_config_cache=${join(home, 'cache')}`,
    `PORT=${port}`,
    `PLUMBLINE_DATA=${data}`,
  ];
  const command = 'npm install --no-audit --no-fund && exec npm start';
  const child = spawn('env', ['-i', ...settings, 'sh', '-c', command], { cwd: app, stdio: 'ignore', detached: true });
  const ended = new Promise((done) => child.once('exit', done));
  try {
    while (performance.now() - started < LONGEST_MS && child.exitCode === null) {
      if (
        await fetch(`http://127.0.0.1:${port}/sign-in`).then(
          (answer) => answer.ok,
          () => false,
        )
      ) {
        return performance.now() - started;
      }
      await new Promise((done) => setTimeout(done, 250));
    }
    throw new Error('no page answered');
  } finally {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    await ended;
    await removeCluster(data);
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
  }
}

/** Without what npm put in front of it for this script: the newcomer has the machine's own Node. */
function systemPath(): string {
  const entries = (process.env['PATH'] ?? '').split(':');
  return entries.filter((entry) => !entry.includes('node_modules')).join(':');
}
