import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { type Readable, Writable } from 'node:stream';
import { AppError } from '../../core/app-error.ts';
import { assert } from '../../core/assert.ts';
import type { Cgroup } from './cgroup.ts';
import { childrenOf, descendants, innermostPid, readTree } from './process-tree.ts';
import type { Ending, JobResult, Limits, RunningJob, StopReason } from './sandbox.ts';

/** A job as one host command, ready to start. */
export interface Command {
  argv: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  limits: Limits;
  signal: AbortSignal | undefined;
  onStdout: ((chunk: string) => void) | undefined;
  onStderr: ((chunk: string) => void) | undefined;
  cgroup: Cgroup | null;
  /** Handed to the command as file descriptor 3: the system call filter. */
  filter: Buffer | null;
  /** Whether the command runs in a pid namespace, whose init takes everything with it. */
  namespaced: boolean;
  /** Milliseconds between two looks at the process tree. */
  watchMs: number;
}

/** A child whose output is read. */
type Child = ChildProcess & { stdout: Readable; stderr: Readable };

/** Starts a command and watches it until nothing of it is left. Throws AppError `unavailable` if it cannot be started. */
export function runJob(command: Command): RunningJob {
  const [file = '', ...args] = command.argv;
  const started = performance.now();
  const child = spawn(file, args, {
    cwd: command.cwd,
    env: command.env,
    stdio: ['ignore', 'pipe', 'pipe', command.filter === null ? 'ignore' : 'pipe'],
    detached: true,
  });
  const pid = child.pid;
  if (pid === undefined) {
    child.on('error', () => {});
    throw new AppError('unavailable', 'The sandbox could not start the job.', { internal: `cannot spawn ${file}` });
  }
  hand(child.stdio[3], command.filter);
  assert(hasOutput(child), 'a child with pipes has its output');
  const watch = new Watch(command, child, pid);
  const ended = watch.untilClosed().then(async (ending): Promise<JobResult> => {
    await command.cgroup?.remove();
    const { cpuMs, peakMemoryBytes } = watch.used;
    return { ending, wallMs: performance.now() - started, cpuMs, peakMemoryBytes };
  });
  return {
    pid,
    ended,
    usage: () => ({ memoryBytes: watch.used.memoryBytes, cpuMs: watch.used.cpuMs }),
    stop: async (graceMs = 5_000) => {
      watch.terminate();
      const timer = setTimeout(() => watch.kill('cancelled'), graceMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

function hasOutput(child: ChildProcess): child is Child {
  return child.stdout !== null && child.stderr !== null;
}

function hand(stream: Readable | Writable | null | undefined, bytes: Buffer | null): void {
  if (bytes === null || !(stream instanceof Writable)) return;
  stream.on('error', () => {});
  stream.end(bytes);
}

/** Looks at a running command, stops it at its limits, and remembers why. */
class Watch {
  readonly used = { cpuMs: 0, memoryBytes: 0, peakMemoryBytes: 0 };
  readonly #command: Command;
  readonly #child: Child;
  readonly #pid: number;
  #reason: StopReason | null = null;
  #outputBytes = 0;

  constructor(command: Command, child: Child, pid: number) {
    this.#command = command;
    this.#child = child;
    this.#pid = pid;
  }

  untilClosed(): Promise<Ending> {
    const { limits, signal, watchMs } = this.#command;
    this.#listen(this.#child.stdout, this.#command.onStdout);
    this.#listen(this.#child.stderr, this.#command.onStderr);
    const looking = setInterval(() => this.#look(), watchMs);
    const wall = Number.isFinite(limits.wallMs) ? setTimeout(() => this.kill('time'), limits.wallMs) : undefined;
    const cancel = (): void => this.kill('cancelled');
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) cancel();
    return new Promise((resolve) => {
      // Pipes that an escaped grandchild would hold open must not keep the job from ending.
      this.#child.once('exit', () => {
        this.#killTree();
        setTimeout(() => this.#child.stdout.destroy(), 1_000).unref();
        setTimeout(() => this.#child.stderr.destroy(), 1_000).unref();
      });
      this.#child.once('error', () => this.kill('cancelled'));
      this.#child.once('close', (code, killedBy) => {
        clearInterval(looking);
        clearTimeout(wall);
        signal?.removeEventListener('abort', cancel);
        resolve(this.#ending(code, killedBy));
      });
    });
  }

  /** SIGTERM to the command itself, not to what shuts it in. */
  terminate(): void {
    for (const pid of this.#command.namespaced ? this.#insiders() : [this.#pid]) send(pid, 'SIGTERM');
  }

  kill(reason: StopReason): void {
    this.#reason ??= reason;
    this.#killTree();
  }

  #look(): void {
    const { limits, cgroup } = this.#command;
    const { pids, memoryBytes, cpuMs } = readTree(this.#pid);
    this.used.memoryBytes = memoryBytes;
    this.used.peakMemoryBytes = Math.max(this.used.peakMemoryBytes, memoryBytes);
    this.used.cpuMs = Math.max(this.used.cpuMs, cpuMs);
    const exceeded = cgroup?.exceeded() ?? null;
    if (exceeded !== null) this.kill(exceeded);
    else if (memoryBytes > limits.memoryBytes) this.kill('memory');
    else if (cpuMs > limits.cpuSeconds * 1000) this.kill('cpu');
    else if (pids.length - this.#keepers(pids) > limits.processes) this.kill('processes');
  }

  /** Processes that belong to the sandbox itself: everything down to the namespace's init. */
  #keepers(pids: readonly number[]): number {
    if (!this.#command.namespaced) return 0;
    const init = pids.slice(0, 4).findIndex((pid) => innermostPid(pid) === 1);
    return init + 1;
  }

  #init(): number | null {
    return descendants(this.#pid).find((pid) => pid !== this.#pid && innermostPid(pid) === 1) ?? null;
  }

  #insiders(): number[] {
    const init = this.#init();
    return init === null ? [this.#pid] : childrenOf(init).slice(0, 1);
  }

  #killTree(): void {
    const tree = descendants(this.#pid);
    const init = this.#command.namespaced ? this.#init() : null;
    if (init !== null) send(init, 'SIGKILL');
    send(-this.#pid, 'SIGKILL');
    for (const pid of tree.toReversed()) send(pid, 'SIGKILL');
  }

  #listen(stream: Readable, onChunk: ((chunk: string) => void) | undefined): void {
    const decoder = new TextDecoder();
    stream.on('data', (chunk: Buffer) => {
      this.#outputBytes += chunk.length;
      if (this.#outputBytes > this.#command.limits.outputBytes) this.kill('output');
      else onChunk?.(decoder.decode(chunk, { stream: true }));
    });
    stream.on('error', () => {});
  }

  #ending(code: number | null, killedBy: NodeJS.Signals | null): Ending {
    const reason = this.#reason ?? this.#command.cgroup?.exceeded() ?? null;
    if (reason !== null) return { kind: 'stopped', reason };
    const signal = killedBy ?? (code !== null && code > 128 ? signalName(code - 128) : null);
    if (signal === 'SIGXCPU') return { kind: 'stopped', reason: 'cpu' };
    return signal === null ? { kind: 'exited', code: code ?? 1 } : { kind: 'crashed', signal };
  }
}

function signalName(number: number): string | null {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? null;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It was gone already.
  }
}
