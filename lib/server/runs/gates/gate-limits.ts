import type { Ending, Limits } from '../../../adapters/sandbox/sandbox.ts';

/** What checking and testing a service may use. */
export const GATE_LIMITS: Limits = {
  wallMs: 120_000,
  cpuSeconds: 120,
  memoryBytes: 3 * 1024 ** 3,
  processes: 64,
  outputBytes: 8 * 1024 ** 2,
};

/** Why a job did not end by itself, in one sentence; null if it ended with an exit code. */
export function describeEnding(ending: Ending, limits: Limits): string | null {
  if (ending.kind === 'exited') return null;
  if (ending.kind === 'crashed') return `It crashed (${ending.signal}).`;
  switch (ending.reason) {
    case 'time':
      return `It was stopped: it ran longer than ${limits.wallMs / 1_000} s.`;
    case 'cpu':
      return `It was stopped: it used more than ${limits.cpuSeconds} s of processor time.`;
    case 'memory':
      return `It was stopped: it used more than ${limits.memoryBytes / 1024 ** 2} MiB of memory.`;
    case 'processes':
      return `It was stopped: it started more than ${limits.processes} processes.`;
    case 'output':
      return `It was stopped: it wrote more than ${limits.outputBytes / 1024 ** 2} MiB of output.`;
    case 'cancelled':
      return 'It was stopped because the run was cancelled.';
  }
}
