import type { Limits } from './sandbox.ts';

/** Bytes that one file may grow to. */
const FILE_BYTES = 256 * 1024 * 1024;
/** Threads are counted by the kernel as processes; Node alone has about a dozen. */
const THREADS_PER_PROCESS = 24;

/** The kernel's cap on processes and threads of a job: far above what `processes` allows, so the watch sees who exceeds it. */
export function threadCap(limits: Pick<Limits, 'processes'>): number {
  return limits.processes * THREADS_PER_PROCESS + 64;
}

/** A command under the kernel's own limits, which hold even when the watch is late. */
export function limitedCommand(argv: readonly string[], limits: Omit<Limits, 'wallMs'>): string[] {
  const cpu = Number.isFinite(limits.cpuSeconds) ? [`--cpu=${limits.cpuSeconds}:${limits.cpuSeconds + 1}`] : [];
  return [
    '/usr/bin/prlimit',
    ...cpu,
    `--nproc=${threadCap(limits)}`,
    `--fsize=${FILE_BYTES}`,
    '--core=0',
    '--nofile=4096',
    '--',
    ...argv,
  ];
}

/** A command that gives up every privilege, and its uid if it is given another one. */
export function unprivilegedCommand(argv: readonly string[], uid: number | null): string[] {
  const user = uid === null ? [] : [`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];
  return ['/usr/bin/setpriv', ...user, '--no-new-privs', '--inh-caps=-all', '--bounding-set=-all', '--', ...argv];
}
