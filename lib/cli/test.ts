import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { removeTestServer } from '../server/testing/test-database.ts';
import { buildWeb } from './start/build-web.ts';
import { type Counts, countResults } from './test/count-results.ts';
import { findBrowser, NO_BROWSER } from './test/find-browser.ts';

/**
 * `npm test`: style, types, unit and integration tests, a production build, and the browser stories on that build; stops at
 * the first part that fails. The last line is `N passed, N failed`. `npm test -- unit` or `-- stories` runs one half.
 */
const [only] = process.argv.slice(2);
const reports = await mkdtemp(join(tmpdir(), 'plumbline-test-'));
const bin = (name: string): string => resolve('node_modules/.bin', name);
// The tests' PostgreSQL belongs to this run: it ends with it.
process.env['PLUMBLINE_TEST_SERVER'] = join(reports, 'postgres');
// Most tests start processes of the same code: it is made ready once for all of them.
process.env['NODE_COMPILE_CACHE'] ??= join(reports, 'compiled');
const total: Counts = { passed: 0, failed: 0 };

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await removeTestServer(join(reports, 'postgres'));
  await rm(reports, { recursive: true, force: true });
  console.log(`${total.passed} passed, ${total.failed} failed`);
}

async function main(): Promise<void> {
  if (only !== 'stories') {
    if (!(await part('style', bin('biome'), ['check', '.']))) return;
    if (!(await part('route types', bin('next'), ['typegen']))) return;
    if (!(await part('types', bin('tsc'), ['--noEmit']))) return;
    if (!(await unit())) return;
  }
  if (only !== 'unit') await stories();
}

async function unit(): Promise<boolean> {
  const report = join(reports, 'unit.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const passed = await part('unit and integration tests', bin('vitest'), args);
  await add(report, 'vitest');
  return passed;
}

async function stories(): Promise<void> {
  const browser = await findBrowser();
  if (browser === null) {
    console.error(NO_BROWSER);
    process.exitCode = 1;
    return;
  }
  console.log(`browser: ${browser.executable} (${browser.found})`);
  await build();
  const report = join(reports, 'stories.json');
  const env = {
    PLUMBLINE_CHROMIUM: browser.executable,
    PLUMBLINE_CHROMIUM_ARGS: JSON.stringify(browser.args),
    PLUMBLINE_CHROMIUM_ENV: JSON.stringify(browser.env),
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  };
  await part('browser stories', bin('playwright'), ['test', '--reporter=list,json'], env);
  await add(report, 'playwright');
}

/** The build that the stories' applications start; the start command takes it as it is, because nothing changed since. */
async function build(): Promise<void> {
  const started = performance.now();
  console.log('\n── production build');
  await buildWeb(process.cwd(), process.env['PLUMBLINE_DIST_DIR'] ?? '.next', () => {});
  console.log(`── production build: passed in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

async function add(report: string, kind: 'vitest' | 'playwright'): Promise<void> {
  const text = await readFile(report, 'utf8').catch(() => null);
  const counts = text === null ? { passed: 0, failed: 1 } : countResults(kind, JSON.parse(text));
  total.passed += counts.passed;
  total.failed += counts.failed;
}

/** Runs one part with the terminal shared; prints how long it took. False, and a failing exit code, when it failed. */
async function part(
  name: string,
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<boolean> {
  const started = performance.now();
  console.log(`\n── ${name}`);
  const child = spawn(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
  });
  const code = await new Promise<number>((done) => {
    child.once('error', (error) => {
      console.error(error.message);
      done(1);
    });
    child.once('exit', (exit) => done(exit ?? 1));
  });
  console.log(
    `── ${name}: ${code === 0 ? 'passed' : 'failed'} in ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  if (code !== 0) process.exitCode = 1;
  return code === 0;
}
