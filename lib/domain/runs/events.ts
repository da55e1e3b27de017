/** The stages of a run, in order. */
export type Stage = 'specify' | 'implement' | 'test' | 'review' | 'deploy';
export const STAGE_ORDER: readonly Stage[] = ['specify', 'implement', 'test', 'review', 'deploy'];

export type RunStatus = 'queued' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'rejected' | 'cancelled';

/** What happens in a run. Stored with a gapless sequence per run and streamed to browsers as it is. */
export type RunEvent =
  | { kind: 'run.queued'; versionNumber: number; by: string }
  | { kind: 'stage.started'; stage: Stage }
  /** A worker died in the middle of a stage and another took over: what follows continues it. */
  | { kind: 'stage.resumed'; stage: Stage }
  | { kind: 'stage.finished'; stage: Stage; durationMs: number; summary: string }
  | { kind: 'stage.failed'; stage: Stage; reason: string }
  | {
      kind: 'readiness';
      operations: number;
      precise: number;
      prose: number;
      assumed: number;
      errors: number;
      warnings: number;
    }
  | { kind: 'files.written'; files: readonly { path: string; lines: number; size: number }[] }
  | { kind: 'gate.started'; gate: GateName; sandbox: string }
  | { kind: 'test.planned'; total: number }
  | {
      kind: 'test.finished';
      name: string;
      suite: string;
      file: string;
      line: number | null;
      status: TestStatus;
      durationMs: number;
      message: string | null;
      specLine: number | null;
    }
  | {
      kind: 'gate.finished';
      gate: GateName;
      status: 'passed' | 'failed';
      summary: string;
      durationMs: number;
      cpuMs: number;
      peakMemoryBytes: number;
    }
  | { kind: 'log'; stage: Stage; text: string }
  | { kind: 'review.waiting'; evidenceDigest: string }
  | { kind: 'review.approved'; by: string; digest: string }
  | { kind: 'review.rejected'; by: string; reason: string }
  | { kind: 'deploy.progress'; text: string }
  | { kind: 'deploy.live'; address: string; releaseNumber: number }
  | {
      kind: 'run.finished';
      status: Extract<RunStatus, 'succeeded' | 'failed' | 'rejected' | 'cancelled'>;
      reason: string | null;
    };

export type GateName = 'types' | 'tests';
export type TestStatus = 'passed' | 'failed' | 'skipped';

/** An event with its place in the run. `at` is RFC 3339 with milliseconds. */
export interface StoredRunEvent {
  seq: number;
  at: string;
  event: RunEvent;
}
