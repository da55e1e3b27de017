import { parseTable } from '../decisions/parse-table.ts';
import type { ScalarNode } from '../yaml/node.ts';
import { INDENT } from './token.ts';
import { indentOf, isBlank } from './white-space.ts';

/** The lines of a block, written anew; `end` is where they end in the text. */
export interface FormattedBlock {
  text: string;
  end: number;
  endsLine: boolean;
}

/**
 * The lines below a header such as `|`, from the header's line break on, moved to their new indentation; a table is
 * aligned. Null if there are none, `unknown` if they cannot be laid out anew.
 */
export function formatBlock(
  text: string,
  node: ScalarNode,
  header: string,
  parent: number,
  path: readonly string[],
): FormattedBlock | null | 'unknown' {
  const raw = text.slice(node.content.start, node.content.end);
  const lines = raw.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  const first = lines.findIndex((line) => !isBlank(line));
  const keeps = header.includes('+');
  if (first < 0) return keeps ? 'unknown' : null;
  const indent = indentOf(lines[first] ?? '') - indentOf(node.value.split('\n').find((line) => !isBlank(line)) ?? '');
  const given = /\d/.exec(header)?.[0];
  const column = given === undefined ? parent + INDENT : parent + Number(given);
  const last = keeps ? lines.length : lines.findLastIndex((line) => !isBlank(line)) + 1;
  const kept = lines.slice(0, last);
  const written = isTable(path) ? alignTable(kept.map((line) => line.trim())) : kept.map((line) => line.slice(indent));
  const body = written.map((line) => (line === '' ? '' : ' '.repeat(column) + line)).join('\n');
  const end = keeps ? node.content.end : node.content.start + lengthOf(raw, last);
  return { text: `\n${body}${keeps ? '\n' : ''}`, end, endsLine: keeps };
}

/** The length of the first lines of a text, without the break behind the last of them. */
function lengthOf(text: string, lines: number): number {
  const ends = [...text.matchAll(/\r\n|\r|\n/g)];
  return ends[lines - 1]?.index ?? text.length;
}

/** Whether keys lead to a table: `decisions`, a name, `table`; or `scenarios`, a name, `examples`. */
export function isTable(path: readonly string[]): boolean {
  if (path.length !== 3) return false;
  return (path[0] === 'decisions' && path[2] === 'table') || (path[0] === 'scenarios' && path[2] === 'examples');
}

/** The rows of a table with their columns below each other. Lines that are no rows stay; a table with a mistake stays whole. */
export function alignTable(lines: readonly string[]): string[] {
  const text = lines.join('\n');
  const { heading, rows, issues } = parseTable(text);
  if (heading === null || issues.length > 0) return [...lines];
  const all = [heading, ...rows];
  if (all.some((row) => row.inputs.length !== heading.inputs.length || row.outputs.length !== heading.outputs.length))
    return [...lines];
  const cells = all.map((row) => ({
    start: row.start,
    cells: [...row.inputs, ...row.outputs].map((cell) => cell.text),
  }));
  const widths = cells
    .map((row) => row.cells.map(widthOf))
    .reduce((a, b) => a.map((width, i) => Math.max(width, b[i] ?? 0)));
  const byStart = new Map(cells.map((row) => [row.start, row.cells]));
  let start = 0;
  return lines.map((line) => {
    const row = byStart.get(start);
    start += line.length + 1;
    if (row === undefined) return line;
    const padded = row.map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - widthOf(cell)));
    const [left, right] = [padded.slice(0, heading.inputs.length), padded.slice(heading.inputs.length)];
    return `| ${left.join(' | ')} || ${right.join(' | ')} |`;
  });
}

/** In code points: what a font with one width shows for most scripts. */
function widthOf(cell: string): number {
  return [...cell].length;
}
