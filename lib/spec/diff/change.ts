import type { Span } from '../../core/text-range.ts';
import type { ChangeCode } from './change-codes.ts';

/** What a change asks of whom: callers, stored data, controls, behaviour, attention, or nothing. The most serious first. */
export const CHANGE_CLASSES = ['BREAKING', 'MIGRATION', 'CONTROL', 'BEHAVIOUR', 'WARN', 'SAFE'] as const;
export type ChangeClass = (typeof CHANGE_CLASSES)[number];

/** The part of the version number that has to be raised, by Semantic Versioning 2.0.0. */
export type Bump = 'major' | 'minor' | 'patch' | 'none';

/** One difference in meaning between two versions of a specification. */
export interface Change {
  class: ChangeClass;
  code: ChangeCode;
  /** The stable id of what changed, as the later version names it; of what was removed, as the earlier one did. */
  path: string;
  /** One plain sentence with before → after. Names and values of the specification stand between back ticks. */
  message: string;
  /** Where it was in the earlier text; null for what is new. */
  before: Span | null;
  /** Where it is in the later text; null for what is gone. */
  after: Span | null;
}

/** All differences, the most serious class first, then in the order of the texts. */
export interface SemanticDiff {
  changes: readonly Change[];
  /** What the changes demand; `none` if there are none. */
  bump: Bump;
}
