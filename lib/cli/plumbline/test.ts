import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { styleText } from 'node:util';
import { AppError } from '../../core/app-error.ts';
import { readTestOutput, type TestLine } from '../../server/runs/gates/test-line.ts';
import { readArguments } from './read-arguments.ts';
import { printable, type Terminal } from './terminal.ts';

const USAGE = 'test DIR [--install] [--json]';
const REPORTER = resolve(import.meta.dirname, '../../server/runs/gates/report-tests.ts');
const MAX_OUTPUT = 256 * 1024;
/** What Node made of the code the last time, beside the packages, whose trust it shares; it starts in half the time with it. */
const COMPILED = 'node_modules/.cache/compiled';

/** What `test --json` prints. */
export interface TestReport {
  types: { ok: boolean; errors: readonly string[] };
  /** Each test as it finished; empty if the types are wrong, because what is run then says nothing. */
  tests: readonly TestLine[];
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Checks the types of a generated service and runs its tests beside that, with the packages of its own lock file. Exit code 0 if all
 * is well, 1 if a type or a test is wrong (or no test ran), 2 if the folder is no service or has no packages.
 */
export async function test(args: readonly string[], terminal: Terminal): Promise<number> {
  const { names, flags } = readArguments(args, { usage: USAGE, names: [1, 1], flags: ['install', 'json'] });
  const [name = ''] = names;
  const folder = resolve(terminal.folder, name);
  if (!existsSync(join(folder, 'package.json')) || !existsSync(join(folder, 'tsconfig.json')))
    throw new AppError('invalid', `${name}: this is no generated service. Compile one there first.`);
  await requirePackages(name, folder, flags.has('install'), terminal);
  const service = { folder, node: nodeOf(folder), require: createRequire(join(folder, 'package.json')) };
  const say = (line: string): void => (flags.has('json') ? undefined : terminal.out(`${line}\n`));
  const held: TestLine[] = [];
  let shows = false;
  const show = (line: TestLine): void => say(sayTest(line));
  const started = startTests(service, (line) => (shows ? show(line) : held.push(line)));
  const errors = await typeErrors(service).catch((error: unknown) => {
    started.stop();
    throw error;
  });
  for (const error of errors) say(printable(error));
  say(errors.length === 0 ? 'types: ok' : styleText('red', 'types: wrong; the tests were stopped'));
  if (errors.length > 0) started.stop();
  else for (const line of held) show(line);
  shows = errors.length === 0;
  const done = await started.ended;
  const run = shows ? done : { tests: [], code: 1, noise: '' };
  const count = (status: TestLine['status']): number => run.tests.filter((one) => one.status === status).length;
  const [passed, failed, skipped] = [count('passed'), count('failed'), count('skipped')];
  const ok = run.code === 0 && failed === 0 && passed > 0;
  if (!ok && errors.length === 0 && failed === 0)
    terminal.complain(`The tests did not end as they should. ${run.noise}`);
  const report: TestReport = { types: { ok: errors.length === 0, errors }, tests: run.tests, passed, failed, skipped };
  if (flags.has('json')) terminal.out(`${JSON.stringify(report)}\n`);
  else say(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return ok ? 0 : 1;
}

interface Service {
  folder: string;
  /** The node that the service runs on. */
  node: string;
  require: NodeJS.Require;
}

/** Packages come from the lock file only, and only when asked for: installing runs for a while and needs a network. */
async function requirePackages(name: string, folder: string, install: boolean, terminal: Terminal): Promise<void> {
  if (resolves(folder, 'typescript') && resolves(folder, 'fastify')) return;
  if (!install)
    throw new AppError('invalid', `${name}: its packages are not installed. Run npm ci there, or add --install.`);
  terminal.complain('Installing the packages of the lock file …');
  const child = spawn('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const { code, output } = await ended(child);
  if (code !== 0)
    throw new AppError('unavailable', `npm ci ended with ${code}: ${output.trim().split('\n').slice(-3).join(' ')}`);
}

function resolves(folder: string, name: string): boolean {
  try {
    createRequire(join(folder, 'package.json')).resolve(`${name}/package.json`);
    return true;
  } catch {
    return false;
  }
}

function nodeOf(folder: string): string {
  const own = join(folder, 'node_modules/.bin/node');
  return existsSync(own) ? own : process.execPath;
}

async function typeErrors({ folder, node, require }: Service): Promise<string[]> {
  const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  const argv = [compiler, '--noEmit', '--pretty', 'false', '--incremental', 'false'];
  const { code, output } = await ended(spawn(node, argv, { cwd: folder, env: environment() }));
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return code === 0 ? [] : lines.length > 0 ? lines : [`The type check ended with ${code}.`];
}

/** Tests that run; what is told of them comes one by one. */
interface Started {
  ended: Promise<{ tests: readonly TestLine[]; code: number; noise: string }>;
  /** Ends them, and all that they started, at once. */
  stop: () => void;
}

/** As the service's own `npm test`: in one process, so that the embedded database is there once. */
function startTests({ folder, node }: Service, onTest: (line: TestLine) => void): Started {
  const key = randomBytes(12).toString('hex');
  const tests: TestLine[] = [];
  let noise = '';
  const output = readTestOutput(
    key,
    (line) => {
      tests.push(line);
      onTest(line);
    },
    (text) => {
      if (noise.length < MAX_OUTPUT) noise += `${text}\n`;
    },
  );
  const flags = ['--test-isolation=none', '--test-force-exit', '--test-timeout=60000'];
  const reporter = [`--test-reporter=${REPORTER}`, '--test-reporter-destination=stdout'];
  const child = spawn(node, ['--test', ...flags, ...reporter, 'test/**/*.test.ts'], {
    cwd: folder,
    env: { ...environment(), NODE_COMPILE_CACHE: join(folder, COMPILED), PLUMBLINE_REPORT_KEY: key },
    detached: true,
  });
  const stop = (): void => endGroup(child);
  const forget = passOnSignals(stop);
  const run = async (): Started['ended'] => {
    const { code, output: rest } = await ended(child, output.push).finally(forget);
    const finished = output.end();
    return { tests, code: finished ? code : 1, noise: `${noise}${rest}`.trim().slice(-2000) };
  };
  return { ended: run(), stop };
}

/** The tests are a group of their own, so that what they started ends with them. */
function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}

/** A group of its own does not hear of Ctrl-C. Gives what undoes this. */
function passOnSignals(stop: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const heard = (signal: NodeJS.Signals): void => {
    stop();
    process.kill(process.pid, signal);
  };
  for (const signal of signals) process.once(signal, heard);
  return () => {
    for (const signal of signals) process.off(signal, heard);
  };
}

/** The service's tests decide by themselves what they run on; settings of ours are not theirs. */
function environment(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _database, DATA_DIR: _folder, NODE_OPTIONS: _options, ...rest } = process.env;
  return { ...rest, NODE_ENV: 'test' };
}

/** Waits for a process. What it writes is kept up to a bound; its standard output goes to `onOutput` where that is given. */
function ended(child: ChildProcess, onOutput?: (text: string) => void): Promise<{ code: number; output: string }> {
  let output = '';
  const keep = (chunk: unknown): void => {
    if (output.length < MAX_OUTPUT) output += String(chunk);
  };
  child.stdout?.setEncoding('utf8').on('data', onOutput ?? keep);
  child.stderr?.setEncoding('utf8').on('data', keep);
  return new Promise((done, fail) => {
    child.once('error', (error) => fail(new AppError('invalid', `${child.spawnfile} cannot be run: ${error.message}`)));
    child.once('close', (code) => done({ code: code ?? 1, output }));
  });
}

const SIGNS = { passed: ['green', 'ok  '], failed: ['red', 'FAIL'], skipped: ['gray', 'skip'] } as const;

function sayTest({ file, path, status, durationMs, message }: TestLine): string {
  const [colour, sign] = SIGNS[status];
  const why = message === null ? '' : `\n     ${printable(message).split('\n').join('\n     ')}`;
  return `${styleText(colour, sign)} ${printable(file)}: ${printable(path.join(' > '))} (${Math.round(durationMs)} ms)${why}`;
}
