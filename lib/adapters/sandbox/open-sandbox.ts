import { lstatSync, mkdirSync, mkdtempSync, rmdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative, sep } from 'node:path';
import { AppError } from '../../core/app-error.ts';
import { bubblewrapCommand } from './bubblewrap.ts';
import { findCgroups, type MakeCgroup } from './cgroup.ts';
import { handOver, type Identity, newIdentity } from './identity.ts';
import { limitedCommand } from './limited-command.ts';
import { platformNode } from './platform-node.ts';
import { type Command, runJob } from './run-job.ts';
import type { Job, RunningJob, Sandbox, ServiceJob } from './sandbox.ts';
import { systemCallFilter } from './system-call-filter.ts';
import { unshareCommand } from './unshare.ts';

/** The ways to shut a job in, the best first. */
export const MEANS = ['bubblewrap', 'unshare', 'process'] as const;
export type Means = (typeof MEANS)[number];

/** A job is looked at this often; a service, whose memory a cgroup may bound, less often. */
const JOB_WATCH_MS = 25;
const SERVICE_WATCH_MS = 250;

/**
 * Finds the best way that works on this machine by running one harmless job in each. `only` and `useCgroups` are for tests.
 * Where only `process` works, jobs are refused unless PLUMBLINE_ALLOW_WEAK_SANDBOX=1.
 */
export async function openSandbox(only: readonly Means[] = MEANS, useCgroups = true): Promise<Sandbox> {
  const cgroups = useCgroups ? findCgroups() : null;
  for (const means of only) {
    const sandbox = sandboxBy(means, cgroups);
    if (means === 'process' || (await works(sandbox))) return sandbox;
  }
  throw new AppError('unavailable', `None of these sandboxes works on this machine: ${only.join(', ')}.`);
}

function sandboxBy(means: Means, cgroups: MakeCgroup | null): Sandbox {
  const level = means === 'process' ? 'process-only' : cgroups === null ? 'no-cgroup' : 'full';
  const begin = (job: ServiceJob, wallMs: number, watchMs: number): RunningJob => {
    if (means === 'process') refuseUnlessAllowed();
    return runJob({ ...prepare(means, job, cgroups), limits: { ...job.limits, wallMs }, watchMs });
  };
  return {
    level,
    run: async (job: Job) => begin(job, job.limits.wallMs, JOB_WATCH_MS).ended,
    start: (job) => begin(job, Number.POSITIVE_INFINITY, cgroups === null ? JOB_WATCH_MS * 4 : SERVICE_WATCH_MS),
  };
}

function prepare(means: Means, job: ServiceJob, cgroups: MakeCgroup | null): Omit<Command, 'limits' | 'watchMs'> {
  const node = platformNode();
  const identity = means === 'process' ? null : newIdentity();
  makeMountPoints(job, means);
  if (!job.folderReadOnly) handOver(job.folder, identity);
  for (const { from } of job.readWrite ?? []) handOver(from, identity);
  const cgroup = means === 'process' ? null : (cgroups?.(job.limits) ?? null);
  const filter = means === 'bubblewrap' ? systemCallFilter() : null;
  const inside = commandBy(means, job, identity, node, filter !== null);
  return {
    argv: cgroup?.enter(inside) ?? inside,
    cwd: means === 'process' ? job.folder : '/',
    env: environment(job, means, node),
    signal: job.signal,
    onStdout: job.onStdout,
    onStderr: job.onStderr,
    cgroup,
    filter,
    namespaced: means !== 'process',
  };
}

function commandBy(means: Means, job: ServiceJob, identity: Identity, node: string, filtered: boolean): string[] {
  if (means === 'bubblewrap') return bubblewrapCommand(job, identity, node, filtered);
  if (means === 'unshare') return unshareCommand(job, identity, node);
  return process.platform === 'linux' ? limitedCommand(job.argv, job.limits) : [...job.argv];
}

/** Given to the outermost process and inherited: on a command line, secrets would be readable by every user of the machine. */
function environment(job: ServiceJob, means: Means, node: string): NodeJS.ProcessEnv {
  const nodeFolder = means === 'process' ? dirname(node) : '/node/bin';
  const scratch = means === 'process' ? tmpdir() : '/tmp';
  const path = [nodeFolder, '/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'].join(delimiter);
  return { NODE_ENV: 'production', PATH: path, HOME: scratch, TMPDIR: scratch, LANG: 'C.UTF-8', ...job.env };
}

/** Mounts below `/work` need a place in the host folder. Without mounts, a link takes the place of a read-only one. */
function makeMountPoints(job: ServiceJob, means: Means): void {
  for (const { from, to } of [...job.readOnly, ...(job.readWrite ?? [])]) {
    if (!to.startsWith('/work/')) continue;
    const place = join(job.folder, to.slice('/work/'.length));
    refuseLinks(job.folder, place, means);
    if (means === 'process') {
      removePlace(place);
      symlinkSync(from, place);
    } else if (lstatSync(from).isDirectory()) mkdirSync(place, { recursive: true });
    else {
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, '', { flag: 'a' });
    }
  }
}

/** A link of an earlier job here, or the empty folder that another means left for its mount. */
function removePlace(place: string): void {
  const found = lstatSync(place, { throwIfNoEntry: false });
  if (found?.isDirectory()) rmdirSync(place);
  else rmSync(place, { force: true });
}

/** A job that ran here before may have left a link: following it as root would write outside. */
function refuseLinks(folder: string, place: string, means: Means): void {
  const steps = relative(folder, place).split(sep);
  const last = means === 'process' ? steps.length - 1 : steps.length;
  for (let count = 1; count <= last; count++) {
    const path = join(folder, ...steps.slice(0, count));
    if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) continue;
    throw new AppError('unprocessable', 'The job’s folder holds a link where a mount belongs. It was not started.');
  }
}

function refuseUnlessAllowed(): void {
  if (process.env['PLUMBLINE_ALLOW_WEAK_SANDBOX'] === '1') return;
  throw new AppError(
    'unavailable',
    'This machine offers no sandbox, so generated code is not run. Install bubblewrap, or allow weak isolation with PLUMBLINE_ALLOW_WEAK_SANDBOX=1.',
  );
}

/** Whether a means runs Node and keeps it from the network. */
async function works(sandbox: Sandbox): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-probe-'));
  try {
    const script = `process.exit(Object.keys(require('os').networkInterfaces()).every((name) => name === 'lo') && process.cwd() === '/work' ? 0 : 1)`;
    // Generous: a busy machine must not look like one without a sandbox.
    const limits = {
      wallMs: 30_000,
      cpuSeconds: 10,
      memoryBytes: 512 * 1024 * 1024,
      processes: 8,
      outputBytes: 65_536,
    };
    const result = await sandbox.run({ argv: ['node', '-e', script], folder, readOnly: [], env: {}, limits });
    return result.ending.kind === 'exited' && result.ending.code === 0;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
