import { type Cell, splitCells, trimCell } from '../../decisions/parse-table.ts';

/** One row of examples; offsets are in the table's text. */
export interface ExampleRow {
  cells: readonly Cell[];
  start: number;
  end: number;
}

/** A table of examples as it is written. */
export interface ExamplesSyntax {
  columns: readonly Cell[];
  rows: readonly ExampleRow[];
  issues: readonly { reason: string; start: number; end: number }[];
}

/** Rows of one table. */
export const MAX_EXAMPLES = 200;

/**
 * Reads `| a | b || c |` lines: the heading, then one example for each line. `||` only parts what goes in from what is expected,
 * for the eye. Blank lines, lines of dashes and lines that start with `#` are passed over.
 */
export function parseExamples(text: string): ExamplesSyntax {
  const issues: { reason: string; start: number; end: number }[] = [];
  const lines: ExampleRow[] = [];
  for (const match of text.matchAll(/[^\n\r]+/g)) {
    const line = match[0].trim();
    if (line === '' || line.startsWith('#') || /^[|\s:-]*-[|\s:-]*$/.test(line)) continue;
    const start = match.index + match[0].indexOf(line);
    const end = start + line.length;
    if (!line.startsWith('|') || !line.endsWith('|') || line.length < 2) {
      issues.push({ reason: 'A row starts and ends with `|`.', start, end });
      continue;
    }
    const pieces = splitCells(line.slice(1, -1), start + 1);
    // `||` leaves a piece without any room; an empty cell has at least a space.
    lines.push({ cells: pieces.filter((piece) => piece.end > piece.start).map(trimCell), start, end });
    if (lines.length > MAX_EXAMPLES + 1) {
      issues.push({ reason: `A scenario has at most ${MAX_EXAMPLES} examples.`, start, end });
      break;
    }
  }
  const [heading, ...rows] = lines;
  if (heading === undefined && issues.length === 0)
    issues.push({ reason: 'A table starts with its heading: `| column | column |`.', start: 0, end: text.length });
  return { columns: heading?.cells ?? [], rows: rows.slice(0, MAX_EXAMPLES), issues };
}
