import type { Span } from '#lib/core/text-range.ts';
import type { Completion, Diagnostic, Fix, Hover, OutlineNode, Readiness, TextEdit } from '#lib/spec/index.ts';
import type { Listed, Meaning, Row } from './meaning.ts';

/** What the page asks the language worker. `version` counts the page's texts; questions about a place carry their own `id`. */
export type SpecRequest =
  | { kind: 'check'; version: number; text: string }
  | { kind: 'complete' | 'hover' | 'define' | 'format' | 'fix'; id: number; text: string; offset: number };

/** What it answers. */
export type SpecAnswer =
  /** The worker's code is loaded: from now on every request is answered in time, or the worker is stuck. */
  | { kind: 'ready' }
  | ({ kind: 'checked'; version: number } & CheckedText)
  /** What this version does not generate of a text that was checked: comes after it, when nobody has typed for a moment. */
  | { kind: 'generable'; version: number; notYet: Listed<Row> }
  /** Null where help with places could not be loaded. */
  | { kind: 'answered'; id: number; value: PlaceAnswer | null }
  | { kind: 'failed'; version: number; message: string };

/** What a text means, in the amount that a page can show. `ms` is the time that checking took. */
export interface CheckedText {
  diagnostics: readonly Diagnostic[];
  /** Diagnostics beyond those given. */
  more: number;
  readiness: Readiness;
  outline: readonly OutlineNode[];
  meaning: Meaning | null;
  /** Null: not looked at yet. */
  notYet: Listed<Row> | null;
  ms: number;
}

export type PlaceAnswer =
  | { kind: 'completions'; items: readonly Completion[] }
  | { kind: 'hover'; hover: Hover | null }
  | { kind: 'definition'; span: Span | null }
  /** Fixes of what is said at the place; sentences are offered their precise form. */
  | { kind: 'fixes'; fixes: readonly Fix[] }
  /** None where the text is in canonical form already, or cannot be formatted as it is. */
  | { kind: 'edits'; edits: readonly TextEdit[] };
