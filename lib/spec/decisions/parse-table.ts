/** A cell of a table; offsets are in the table's text. */
export interface Cell {
  text: string;
  start: number;
  end: number;
}

/** One line of a table: what stands left of `||` and right of it. */
export interface TableRow {
  inputs: readonly Cell[];
  outputs: readonly Cell[];
  start: number;
  end: number;
}

/** A table as it is written. */
export interface TableSyntax {
  heading: TableRow | null;
  rows: readonly TableRow[];
  issues: readonly { reason: string; start: number; end: number }[];
}

/** Rules of one table. */
export const MAX_RULES = 500;

/** Reads `| a | b || c |` lines. Blank lines, lines of dashes and lines that start with `#` are passed over. */
export function parseTable(text: string): TableSyntax {
  const issues: { reason: string; start: number; end: number }[] = [];
  const rows: TableRow[] = [];
  for (const match of text.matchAll(/[^\n\r]+/g)) {
    const trimmed = match[0].trim();
    if (trimmed === '' || trimmed.startsWith('#') || /^[|\s:-]*$/.test(trimmed.replaceAll('| - ', ''))) {
      if (!/\|\s*-\s*\|/.test(trimmed)) continue;
    }
    const start = match.index + match[0].indexOf(trimmed);
    const row = readRow(trimmed, start, issues);
    if (row !== null) rows.push(row);
    if (rows.length > MAX_RULES + 1) {
      issues.push({ reason: `A table has at most ${MAX_RULES} rules.`, start, end: start + trimmed.length });
      break;
    }
  }
  const [heading = null, ...rules] = rows;
  if (heading === null && issues.length === 0)
    issues.push({ reason: 'A table starts with its heading: `| input || output |`.', start: 0, end: text.length });
  return { heading, rows: rules.slice(0, MAX_RULES), issues };
}

function readRow(
  line: string,
  start: number,
  issues: { reason: string; start: number; end: number }[],
): TableRow | null {
  const end = start + line.length;
  if (!line.startsWith('|') || !line.endsWith('|') || line.length < 2) {
    issues.push({ reason: 'A row starts and ends with `|`.', start, end });
    return null;
  }
  const pieces = splitCells(line.slice(1, -1), start + 1);
  const bars = pieces.flatMap((piece, i) => (piece.start === piece.end && i > 0 && i < pieces.length - 1 ? [i] : []));
  const [middle] = bars;
  if (middle === undefined || bars.length > 1) {
    issues.push({ reason: 'A row has one `||` between its inputs and its outputs.', start, end });
    return null;
  }
  return { inputs: pieces.slice(0, middle).map(trimCell), outputs: pieces.slice(middle + 1).map(trimCell), start, end };
}

/** The cells of a row without its outer bars, by bars that are not inside quotes. `offset` is where the text starts. */
export function splitCells(text: string, offset: number): Cell[] {
  const cells: Cell[] = [];
  let start = 0;
  let quoted = false;
  for (let i = 0; i <= text.length; i++) {
    if (text[i] === '"') quoted = !quoted;
    if (i < text.length && (text[i] !== '|' || quoted)) continue;
    cells.push({ text: text.slice(start, i), start: offset + start, end: offset + i });
    start = i + 1;
  }
  return cells;
}

/** A cell without the space around it. */
export function trimCell(cell: Cell): Cell {
  const text = cell.text.trim();
  const start = cell.start + (text === '' ? 0 : cell.text.indexOf(text));
  return { text, start, end: text === '' ? cell.end : start + text.length };
}
