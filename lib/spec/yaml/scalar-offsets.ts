import type { ScalarNode } from './node.ts';

/**
 * Where each character of a scalar's value stands in the text: a function from an offset in `node.value` (0 up to its
 * length) to an offset in `text`. Escapes, doubled quotes, folded lines and block indentation are followed, so that an error
 * inside a quoted expression or a table cell is underlined exactly where it was written.
 */
export function scalarOffsets(text: string, node: ScalarNode): (offset: number) => number {
  const { start, end } = node.content;
  if (text.slice(start, end) === node.value) return (offset) => start + Math.max(0, Math.min(offset, end - start));
  const offsets = align(text, node);
  return (offset) => offsets[Math.max(0, Math.min(offset, offsets.length - 1))] ?? end;
}

/** One entry for each character of the value and one for its end. */
function align(text: string, node: ScalarNode): number[] {
  const { value } = node;
  const { end } = node.content;
  const indent = node.style === 'literal' || node.style === 'folded' ? blockIndent(text, node) : -1;
  const offsets: number[] = [];
  let at = indent < 0 ? node.content.start : skipIndent(text, node.content.start, indent, end);
  for (let i = 0; i < value.length && at < end; ) {
    const sequence = escapeAt(text, at, node);
    if (sequence !== null) {
      for (let unit = 0; unit < sequence.units && i < value.length; unit++, i++) offsets.push(at);
      at += sequence.length;
    } else if (text[at] === value[i]) {
      offsets.push(at);
      at++;
      if (value[i] === '\n' && indent >= 0) at = skipIndent(text, at, indent, end);
      i++;
    } else if (isSpace(text[at])) {
      const space = isSpace(value[i]);
      if (space) {
        offsets.push(at);
        i++;
      }
      at++;
      if (space && !isSpace(value[i])) while (at < end && isSpace(text[at])) at++;
    } else {
      at++;
    }
  }
  while (offsets.length < value.length) offsets.push(end);
  offsets.push(Math.min(at, end));
  return offsets;
}

/** An escape sequence at a place: how long it is in the text, and how many UTF-16 units it stands for. */
function escapeAt(text: string, at: number, node: ScalarNode): { length: number; units: number } | null {
  if (node.style === 'single') return text.startsWith("''", at) ? { length: 2, units: 1 } : null;
  if (node.style !== 'double' || text[at] !== '\\') return null;
  const kind = text[at + 1];
  if (kind === '\n' || kind === '\r') return { length: 2, units: 0 };
  if (kind === 'x') return { length: 4, units: 1 };
  if (kind === 'u') return { length: 6, units: 1 };
  if (kind === 'U') return { length: 10, units: Number.parseInt(text.slice(at + 2, at + 10), 16) > 0xffff ? 2 : 1 };
  return { length: 2, units: 1 };
}

function blockIndent(text: string, node: ScalarNode): number {
  const lines = text.slice(node.content.start, node.content.end).split(/\r\n|\r|\n/);
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  return indents.length === 0 ? 0 : indents.reduce((a, b) => Math.min(a, b));
}

function skipIndent(text: string, at: number, indent: number, end: number): number {
  let skipped = 0;
  while (skipped < indent && at + skipped < end && text[at + skipped] === ' ') skipped++;
  return at + skipped;
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\n' || character === '\r' || character === '\t';
}
