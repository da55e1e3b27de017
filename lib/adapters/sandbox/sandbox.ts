/**
 * How well a job is shut in. `full`: own namespaces, no network, no host files, memory and process limits by the kernel.
 * `no-cgroup`: the same, but memory is watched every 25 ms instead of being bounded by the kernel. `process-only`: a plain
 * process with a clean environment; it can read what the platform's user can read.
 */
export type SandboxLevel = 'full' | 'no-cgroup' | 'process-only';

/** What a job may use. Every number is a positive integer. */
export interface Limits {
  /** Milliseconds from start to kill. */
  wallMs: number;
  /** Seconds of CPU time of the whole process tree. */
  cpuSeconds: number;
  /** Bytes of memory of the whole process tree (text pages of shared libraries are not counted). */
  memoryBytes: number;
  /** Processes alive at once, threads not counted. */
  processes: number;
  /** Bytes on standard output and standard error together. */
  outputBytes: number;
}

/** A host folder or file shown inside at an absolute path. Read-only ones must be readable by every user of the host. */
export interface Mount {
  from: string;
  to: string;
}

/** One command to run shut in. `node` in `argv[0]` is the platform's own Node. */
export interface Job {
  argv: readonly string[];
  /** Absolute host folder that is `/work` inside and the working directory. */
  folder: string;
  /** Shows `folder` read-only. Default: read-write. */
  folderReadOnly?: boolean;
  readOnly: readonly Mount[];
  readWrite?: readonly Mount[];
  /** The whole environment, besides PATH, HOME, TMPDIR, LANG and NODE_ENV (`production` unless given). Nothing of the platform's environment is passed on. */
  env: Readonly<Record<string, string>>;
  limits: Limits;
  /** Aborting kills the job; it ends as `stopped: cancelled`. */
  signal?: AbortSignal;
  onStdout?: (chunk: string) => void;
  onStderr?: (chunk: string) => void;
}

/** Why a stopped job was stopped. */
export type StopReason = 'time' | 'cpu' | 'memory' | 'processes' | 'output' | 'cancelled';

/** How a job ended. An exit code of 128 + n counts as a crash by signal n, as shells report it. */
export type Ending =
  | { kind: 'exited'; code: number }
  | { kind: 'crashed'; signal: string }
  | { kind: 'stopped'; reason: StopReason };

/** What became of a job. CPU and memory are of the whole process tree, sampled every 25 ms (from the cgroup at level `full`). */
export interface JobResult {
  ending: Ending;
  wallMs: number;
  cpuMs: number;
  peakMemoryBytes: number;
}

/** A job without an end of its own: a service. Its output and CPU are not bounded unless the limits say so (`Infinity`: not). */
export type ServiceJob = Omit<Job, 'limits'> & { limits: Omit<Limits, 'wallMs'> };

/** A job that is running. */
export interface RunningJob {
  /** Host pid of the outermost process. */
  readonly pid: number;
  readonly ended: Promise<JobResult>;
  /** Bytes and milliseconds used up to now. */
  usage(): { memoryBytes: number; cpuMs: number };
  /** SIGTERM to the command, SIGKILL to everything after `graceMs` (default 5,000). Resolves when nothing of it is left. */
  stop(graceMs?: number): Promise<void>;
}

/** Runs untrusted code shut in. Made by `openSandbox`. */
export interface Sandbox {
  readonly level: SandboxLevel;
  /** Runs a job to its end. Rejects only if it could not be started at all (AppError `unavailable`). */
  run(job: Job): Promise<JobResult>;
  /** Starts a job that runs until it is stopped. Throws AppError `unavailable` if it cannot be started. */
  start(job: ServiceJob): RunningJob;
}
