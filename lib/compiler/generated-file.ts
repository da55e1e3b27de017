import type { Span } from '../core/text-range.ts';

/** One file of a generated service. Texts end with a newline; paths use `/` and never start with it. */
export interface GeneratedFile {
  path: string;
  text: string;
  /** Written only where there is no such file yet: from then on it belongs to people. */
  once?: true;
  /** Which lines come from which part of the specification; ordered by `fromLine`. A line may have no origin. */
  origins: readonly LineOrigin[];
}

/** 1-based inclusive lines of the file, and the specification node that they say. */
export interface LineOrigin {
  fromLine: number;
  toLine: number;
  specId: string;
  span: Span;
}
