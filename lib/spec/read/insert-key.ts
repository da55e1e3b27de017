import type { LineIndex } from '../../core/text-range.ts';
import type { TextEdit } from '../diagnostic.ts';
import type { MapEntry, MapNode } from '../yaml/node.ts';

/**
 * The edit that adds an entry such as `timeout: 5s` to a map that has one: behind the last value of a map in braces, on a line of
 * its own in a map of lines. Everything else stays as it is written. Null for a map without entries.
 */
export function insertKey({ lines }: { lines: LineIndex }, map: MapNode, entry: string): TextEdit | null {
  const first = map.entries[0];
  const last = map.entries.at(-1);
  if (first === undefined || last === undefined) return null;
  if (map.flow) return { span: { start: last.span.end, end: last.span.end }, text: `, ${entry}` };
  const indent = ' '.repeat(lines.position(first.key.span.start).character);
  const behind = map.entries.findLast((candidate) => inOneLine(lines, candidate));
  if (behind !== undefined)
    return { span: { start: behind.span.end, end: behind.span.end }, text: `\n${indent}${entry}` };
  return { span: { start: first.key.span.start, end: first.key.span.start }, text: `${entry}\n${indent}` };
}

/** Behind a value that ends with its line nothing is torn apart. */
function inOneLine(lines: LineIndex, { span, value }: MapEntry): boolean {
  if (value.kind === 'scalar' && !['plain', 'single', 'double'].includes(value.style)) return false;
  return lines.line(span.start) === lines.line(span.end);
}
