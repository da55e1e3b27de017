import { unreachable } from '../../core/assert.ts';
import {
  type GateName,
  type RunEvent,
  type RunStatus,
  STAGE_ORDER,
  type Stage,
  type StoredRunEvent,
} from './events.ts';

/** `waiting` is for a person; `not_run` is what a failed or cancelled run never reached: it is never green. */
export type StageStatus = 'not_run' | 'running' | 'waiting' | 'passed' | 'failed' | 'cancelled';

export interface StageState {
  stage: Stage;
  status: StageStatus;
  /** RFC 3339; null while it has not begun. */
  startedAt: string | null;
  durationMs: number | null;
  /** One sentence about what it did, or why it failed. */
  summary: string | null;
  /** How often another worker took over. */
  resumed: number;
}

export interface GateState {
  gate: GateName;
  status: 'running' | 'passed' | 'failed' | 'not_run';
  /** The level of isolation that was reached. */
  sandbox: string;
  summary: string | null;
  durationMs: number | null;
  cpuMs: number | null;
  peakMemoryBytes: number | null;
}

export type TestState = Omit<Extract<RunEvent, { kind: 'test.finished' }>, 'kind'>;

export interface LogLine {
  seq: number;
  at: string;
  stage: Stage;
  text: string;
}

export type ReviewState =
  | { state: 'none' }
  | { state: 'waiting'; digest: string; since: string }
  | { state: 'approved'; by: string; digest: string }
  | { state: 'rejected'; by: string; reason: string };

/** Everything that a run's page shows, folded from its events; live and finished look the same. */
export interface RunState {
  /** The last event that is in here; 0 before the first. */
  seq: number;
  status: RunStatus;
  /** Why it failed, was rejected or cancelled. */
  reason: string | null;
  versionNumber: number | null;
  startedBy: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  stages: Readonly<Record<Stage, StageState>>;
  readiness: Omit<Extract<RunEvent, { kind: 'readiness' }>, 'kind'> | null;
  files: readonly { path: string; lines: number; size: number }[];
  gates: readonly GateState[];
  /** How many tests were announced; null while nobody knows. */
  testsPlanned: number | null;
  tests: readonly TestState[];
  testCounts: Readonly<Record<'passed' | 'failed' | 'skipped', number>>;
  log: readonly LogLine[];
  review: ReviewState;
  address: string | null;
  releaseNumber: number | null;
}

/** The log keeps its newest lines in memory; all of them stay in the database. */
export const MAX_LOG_LINES = 2_000;

/** A run before its first event. */
export function emptyRun(): RunState {
  return {
    seq: 0,
    status: 'queued',
    reason: null,
    versionNumber: null,
    startedBy: null,
    startedAt: null,
    finishedAt: null,
    stages: {
      specify: newStage('specify'),
      implement: newStage('implement'),
      test: newStage('test'),
      review: newStage('review'),
      deploy: newStage('deploy'),
    },
    readiness: null,
    files: [],
    gates: [],
    testsPlanned: null,
    tests: [],
    testCounts: { passed: 0, failed: 0, skipped: 0 },
    log: [],
    review: { state: 'none' },
    address: null,
    releaseNumber: null,
  };
}

/**
 * The run after one more event. An event that is already in is ignored, so a reconnect may send it again; one that leaves
 * a gap is ignored too: the caller sees that `seq` did not move and reads again from `state.seq`.
 */
export function applyRunEvent(state: RunState, stored: StoredRunEvent): RunState {
  if (stored.seq !== state.seq + 1) return state;
  return { ...state, ...change(state, stored), seq: stored.seq };
}

/** The run after several events, in order. */
export function applyRunEvents(state: RunState, events: readonly StoredRunEvent[]): RunState {
  return events.reduce(applyRunEvent, state);
}

function change(state: RunState, { seq, at, event }: StoredRunEvent): Partial<RunState> {
  switch (event.kind) {
    case 'run.queued':
      return { versionNumber: event.versionNumber, startedBy: event.by, startedAt: at };
    case 'stage.started':
      return { status: 'running', ...withStage(state, event.stage, { status: 'running', startedAt: at }) };
    case 'stage.resumed':
      return withStage(state, event.stage, { resumed: state.stages[event.stage].resumed + 1 });
    case 'stage.finished':
      return withStage(state, event.stage, {
        status: 'passed',
        durationMs: event.durationMs,
        summary: event.summary,
      });
    case 'stage.failed':
      return withStage(state, event.stage, { status: 'failed', summary: event.reason });
    case 'readiness':
      return { readiness: withoutKind(event) };
    case 'files.written':
      return { files: event.files };
    case 'gate.started':
      return { gates: startGate(state.gates, event.gate, event.sandbox) };
    case 'gate.finished':
      return {
        gates: state.gates.map((gate) => (gate.gate === event.gate ? { ...gate, ...withoutKind(event) } : gate)),
      };
    case 'test.planned':
      return { testsPlanned: event.total };
    case 'test.finished':
      return {
        tests: [...state.tests, withoutKind(event)],
        testCounts: { ...state.testCounts, [event.status]: state.testCounts[event.status] + 1 },
      };
    case 'log':
      return addLog(state, { seq, at, stage: event.stage, text: event.text });
    case 'deploy.progress':
      return addLog(state, { seq, at, stage: 'deploy', text: event.text });
    case 'review.waiting':
      return {
        status: 'waiting',
        review: { state: 'waiting', digest: event.evidenceDigest, since: at },
        ...withStage(state, 'review', { status: 'waiting' }),
      };
    case 'review.approved':
      return { status: 'running', review: { state: 'approved', by: event.by, digest: event.digest } };
    case 'review.rejected':
      return {
        review: { state: 'rejected', by: event.by, reason: event.reason },
        ...withStage(state, 'review', { status: 'failed', summary: event.reason }),
      };
    case 'deploy.live':
      return { address: event.address, releaseNumber: event.releaseNumber };
    case 'run.finished':
      return finish(state, at, event);
    default:
      return unreachable(event);
  }
}

/** Whatever was going on has ended with the run: nothing keeps spinning, and what was not reached is not green. */
function finish(state: RunState, at: string, event: Extract<RunEvent, { kind: 'run.finished' }>): Partial<RunState> {
  const left: StageStatus = event.status === 'cancelled' ? 'cancelled' : 'failed';
  const close = (stage: StageState): StageState =>
    stage.status === 'running' || stage.status === 'waiting' ? { ...stage, status: left } : stage;
  return {
    status: event.status,
    reason: event.reason,
    finishedAt: at,
    stages: {
      specify: close(state.stages.specify),
      implement: close(state.stages.implement),
      test: close(state.stages.test),
      review: close(state.stages.review),
      deploy: close(state.stages.deploy),
    },
    gates: state.gates.map((gate) => (gate.status === 'running' ? { ...gate, status: 'not_run' } : gate)),
  };
}

/** Whether nothing more can happen. */
export function isFinal(status: RunStatus): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'rejected' || status === 'cancelled';
}

/** The stage that is going on, waits or was the last to do something. */
export function currentStage(state: RunState): Stage {
  const begun = STAGE_ORDER.filter((stage) => state.stages[stage].status !== 'not_run');
  return begun.at(-1) ?? 'specify';
}

function newStage(stage: Stage): StageState {
  return { stage, status: 'not_run', startedAt: null, durationMs: null, summary: null, resumed: 0 };
}

function withStage(state: RunState, stage: Stage, changes: Partial<StageState>): Pick<RunState, 'stages'> {
  return { stages: { ...state.stages, [stage]: { ...state.stages[stage], ...changes } } };
}

function startGate(gates: readonly GateState[], gate: GateName, sandbox: string): readonly GateState[] {
  const started: GateState = {
    gate,
    status: 'running',
    sandbox,
    summary: null,
    durationMs: null,
    cpuMs: null,
    peakMemoryBytes: null,
  };
  return [...gates.filter((other) => other.gate !== gate), started];
}

function addLog(state: RunState, line: LogLine): Pick<RunState, 'log'> {
  return { log: [...state.log, line].slice(-MAX_LOG_LINES) };
}

function withoutKind<E extends { kind: string }>(event: E): Omit<E, 'kind'> {
  const { kind: _, ...rest } = event;
  return rest;
}
