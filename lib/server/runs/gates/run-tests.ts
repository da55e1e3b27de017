import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Limits, Sandbox } from '../../../adapters/sandbox/sandbox.ts';
import type { Verdict } from './gate.ts';
import { describeEnding } from './gate-limits.ts';
import type { ServiceFolder } from './prepare-folder.ts';
import { readTestOutput, type TestLine } from './test-line.ts';

const REPORTER = join(import.meta.dirname, 'report-tests.ts');
/** As the service's own `npm test`: in one process, so that the embedded database is there once. */
const COMMAND = [
  'node',
  '--test',
  '--test-reporter=/plumbline/report-tests.ts',
  '--test-reporter-destination=stdout',
  '--test-isolation=none',
  '--test-force-exit',
];
const TEST_FILES = 'test/**/*.test.ts';
const MAX_NOISE = 8_000;

export interface TestTotals {
  passed: number;
  failed: number;
  skipped: number;
  /** Tests that said one thing before a worker died and another after. */
  unstable: number;
}

/**
 * Runs a service's tests. `onResult` gets each test as it finishes; `totals` is asked at the end, after everything was
 * stored, so the verdict is about what was stored.
 */
export async function runTests(
  sandbox: Sandbox,
  limits: Limits,
  service: ServiceFolder,
  signal: AbortSignal,
  onResult: (line: TestLine) => void,
  totals: () => Promise<TestTotals>,
): Promise<Verdict> {
  let noise = '';
  const addNoise = (text: string): void => {
    if (noise.length < MAX_NOISE) noise += text.endsWith('\n') ? text : `${text}\n`;
  };
  const key = randomBytes(12).toString('hex');
  const lines = readTestOutput(key, onResult, addNoise);
  const result = await sandbox.run({
    argv: [...COMMAND, `--test-timeout=${Math.floor(limits.wallMs / 2)}`, TEST_FILES],
    folder: service.folder,
    folderReadOnly: true,
    readOnly: [
      { from: service.modules, to: '/work/node_modules' },
      { from: REPORTER, to: '/plumbline/report-tests.ts' },
    ],
    env: { NODE_ENV: 'test', PLUMBLINE_REPORT_KEY: key },
    limits,
    signal,
    onStdout: lines.push,
    onStderr: addNoise,
  });
  const finished = lines.end();
  const { wallMs: durationMs, cpuMs, peakMemoryBytes, ending } = result;
  const counted = await totals();
  const reason =
    describeEnding(ending, limits) ?? whyNot(counted, finished, ending.kind === 'exited' ? ending.code : 1);
  const summary = reason === null ? describeTotals(counted) : `${reason} ${describeTotals(counted)}.`;
  const status = reason === null ? 'passed' : 'failed';
  return { status, summary, output: status === 'passed' ? '' : noise, durationMs, cpuMs, peakMemoryBytes };
}

/** Green needs every sign to be green: results, their stability, and the runner's own exit code. */
function whyNot({ passed, failed, unstable }: TestTotals, finished: boolean, exitCode: number): string | null {
  if (!finished) return 'The process ended before its tests did.';
  if (failed > 0) return `${failed} test${failed === 1 ? '' : 's'} failed.`;
  if (unstable > 0) return `${unstable} test${unstable === 1 ? '' : 's'} gave another result when run again.`;
  if (passed === 0) return 'No test ran.';
  return exitCode === 0 ? null : `The test runner ended with exit code ${exitCode}.`;
}

function describeTotals({ passed, failed, skipped }: TestTotals): string {
  const parts = [`${passed} passed`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (skipped > 0) parts.push(`${skipped} skipped`);
  return parts.join(', ');
}
