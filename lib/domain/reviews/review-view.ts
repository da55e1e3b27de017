import type { Bump, ChangeClass } from '../../spec/index.ts';
import type { PlatformRole } from '../access/permissions.ts';
import type { RunStatus, TestStatus } from '../runs/events.ts';
import type { Evidence } from './evidence.ts';
import type { SigningAnswer } from './who-may-sign.ts';

/** What the review page is given. Times are RFC 3339; lines count from 1; everything is plain JSON. */
export interface ReviewView {
  run: {
    id: string;
    number: number;
    status: RunStatus;
    service: string;
    startedBy: string;
    startedAt: string;
    reason: string | null;
  };
  version: {
    number: number;
    digest: string;
    message: string;
    author: string;
    authors: readonly string[];
    text: string;
  };
  /** The last approved release before this run, or null when there is none. */
  base: { releaseNumber: number; versionNumber: number; text: string } | null;
  evidence: ReviewEvidence;
  files: readonly ReviewFile[];
  gates: readonly ReviewGate[];
  /** Failures first, then by suite and name. */
  tests: readonly ReviewTest[];
  meaning: Meaning;
  decisions: readonly ReviewDecision[];
  signing: {
    approve: SigningAnswer;
    reject: SigningAnswer;
    /** Everybody who could still decide, by name. Empty when nobody could or a decision was taken. */
    others: readonly { name: string; role: PlatformRole }[];
  };
}

export interface ReviewEvidence {
  evidence: Evidence;
  /** The exact text whose SHA-256 is `digest`. */
  text: string;
  digest: string;
  /** When the last gate ended; null before any did. */
  provenAt: string | null;
  /** True once somebody signed exactly this. */
  signed: boolean;
}

export interface ReviewFile {
  path: string;
  change: 'added' | 'removed' | 'changed' | 'unchanged';
  addedLines: number;
  removedLines: number;
}

/** One file on both sides, and which of its lines come from which stretch of the specification. */
export interface ReviewFileText {
  path: string;
  before: string | null;
  after: string | null;
  origins: readonly { fromLine: number; toLine: number; specId: string; specFromLine: number; specToLine: number }[];
}

export interface ReviewGate {
  gate: string;
  status: 'passed' | 'failed' | 'not_run';
  summary: string;
  durationMs: number;
}

export interface ReviewTest {
  name: string;
  suite: string;
  file: string;
  line: number | null;
  status: TestStatus;
  durationMs: number;
  message: string | null;
  specLine: number | null;
}

export interface ReviewDecision {
  person: string;
  decision: 'approved' | 'rejected';
  meaning: string;
  reason: string | null;
  digest: string;
  at: string;
}

/** What the version means, and how that differs from the last approved one. */
export interface Meaning {
  changes: ReviewChanges;
  operations: readonly MeaningOperation[];
  removedOperations: readonly { method: string; path: string }[];
  prose: readonly { operation: string; step: string; text: string; candidates: readonly string[]; line: number }[];
  assumptions: readonly { subject: string; text: string; line: number }[];
  /** Phrases with words that have no effect, each with its place. */
  notUnderstood: readonly { subject: string; words: readonly string[]; line: number }[];
}

/** The changes in meaning since the last approved version. */
export type ReviewChanges =
  | {
      kind: 'compared';
      /** The most serious class first. */
      changes: readonly ReviewChange[];
      /** The part of the version number that they demand to be raised. */
      bump: Bump;
      versions: { before: string; after: string };
      /** A finding: the declared version is too small for the changes. */
      versionTooSmall: string | null;
    }
  /** There is no approved version: everything is new. */
  | { kind: 'first'; counts: readonly { one: string; many: string; count: number }[] }
  | { kind: 'not-compared'; reason: string };

export interface ReviewChange {
  class: ChangeClass;
  code: string;
  path: string;
  message: string;
  /** Lines of the approved text and of this one; null on the side where it is not. */
  beforeLine: number | null;
  afterLine: number | null;
}

export interface MeaningOperation {
  name: string;
  method: string;
  path: string;
  summary: string | null;
  line: number;
  access: string;
  inputs: readonly string[];
  outputs: readonly string[];
  steps: number;
  proseSteps: number;
  /** Against the last approved release. `new` also when there is none. */
  change: 'new' | 'changed' | 'same';
}

/** One line of the approvals list. */
export interface ApprovalItem {
  runId: string;
  runNumber: number;
  service: string;
  versionNumber: number;
  message: string;
  startedBy: string;
  /** RFC 3339: since when it waits, or when it was decided. */
  at: string;
  testsPassed: number;
  testsFailed: number;
  files: number;
  /** Why the asking person may not decide it, or null when they may. */
  reason: string | null;
  decision: { by: string; decision: 'approved' | 'rejected'; reason: string | null } | null;
}

export interface ApprovalLists {
  mine: readonly ApprovalItem[];
  others: readonly ApprovalItem[];
  decided: readonly ApprovalItem[];
}
