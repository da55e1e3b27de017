import type { Span } from '../core/text-range.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Something to say to the architect about a stretch of the text. `code` leads to one documentation page. */
export interface Diagnostic {
  code: string;
  severity: Severity;
  span: Span;
  message: string;
  fixes: readonly Fix[];
  /** Other places that the message speaks of, in its order, such as the way that a value took. */
  related?: readonly Related[];
}

/** A place that a diagnostic speaks of besides its own. */
export interface Related {
  span: Span;
  /** What stands there, in a few words. */
  message: string;
}

/** A change that mends a diagnostic, as text edits in the checked text. */
export interface Fix {
  title: string;
  edits: readonly TextEdit[];
}

export interface TextEdit {
  span: Span;
  text: string;
}
