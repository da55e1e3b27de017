import type { Span } from '../core/text-range.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Something to say to the architect about a stretch of the text. `code` leads to one documentation page. */
export interface Diagnostic {
  code: string;
  severity: Severity;
  span: Span;
  message: string;
  fixes: readonly Fix[];
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
