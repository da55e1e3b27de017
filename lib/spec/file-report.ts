import { lineIndex, type Range } from '../core/text-range.ts';
import { type Checked, checkSpec } from './check-spec.ts';
import type { Severity } from './diagnostic.ts';
import type { Readiness } from './readiness.ts';

/** What there is to say about one text, for programs: the command line's `--json` and the application's API print it alike. */
export interface FileReport {
  path: string;
  /** Positions are zero-based lines and UTF-16 columns, as in the Language Server Protocol. */
  diagnostics: readonly {
    code: string;
    severity: Severity;
    message: string;
    range: Range;
    /** Other places that the message speaks of, in its order. */
    related: readonly { range: Range; message: string }[];
    fixes: readonly { title: string; edits: readonly { range: Range; newText: string }[] }[];
  }[];
  readiness: Readiness;
}

/** The report on a text. `checked` is what `checkSpec` said of it, where that is known already. */
export function fileReport(path: string, text: string, checked: Checked = checkSpec(text)): FileReport {
  const lines = lineIndex(text);
  const diagnostics = checked.diagnostics.map(({ code, severity, message, span, related = [], fixes }) => ({
    code,
    severity,
    message,
    range: lines.range(span),
    related: related.map((other) => ({ range: lines.range(other.span), message: other.message })),
    fixes: fixes.map(({ title, edits }) => ({
      title,
      edits: edits.map((edit) => ({ range: lines.range(edit.span), newText: edit.text })),
    })),
  }));
  return { path, diagnostics, readiness: checked.readiness };
}
