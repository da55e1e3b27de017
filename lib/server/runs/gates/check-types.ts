import type { Limits, Sandbox } from '../../../adapters/sandbox/sandbox.ts';
import type { Verdict } from './gate.ts';
import { describeEnding } from './gate-limits.ts';
import type { ServiceFolder } from './prepare-folder.ts';

const COMMAND = ['node', 'node_modules/typescript/bin/tsc', '--noEmit', '--pretty', 'false', '--incremental', 'false'];

/** Type-checks a service with the compiler that its own lock file names. */
export async function checkTypes(
  sandbox: Sandbox,
  limits: Limits,
  service: ServiceFolder,
  signal: AbortSignal,
): Promise<Verdict> {
  let output = '';
  const keep = (chunk: string): void => {
    output += chunk;
  };
  const result = await sandbox.run({
    argv: COMMAND,
    folder: service.folder,
    folderReadOnly: true,
    readOnly: [{ from: service.modules, to: '/work/node_modules' }],
    env: {},
    limits,
    signal,
    onStdout: keep,
    onStderr: keep,
  });
  const { wallMs: durationMs, cpuMs, peakMemoryBytes, ending } = result;
  const passed = ending.kind === 'exited' && ending.code === 0;
  const summary = passed ? 'No type errors' : (describeEnding(ending, limits) ?? describeErrors(output));
  return { status: passed ? 'passed' : 'failed', summary, output, durationMs, cpuMs, peakMemoryBytes };
}

function describeErrors(output: string): string {
  const errors = output.split('\n').filter((line) => /error TS\d+/.test(line));
  if (errors.length === 0) return 'The type check could not run.';
  return `${errors.length} type error${errors.length === 1 ? '' : 's'}. First: ${(errors[0] ?? '').slice(0, 300)}`;
}
