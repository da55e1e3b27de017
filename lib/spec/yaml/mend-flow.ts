import type { MapEntry, ScalarNode, YamlNode } from './node.ts';

/** A value that YAML cut at a comma inside parentheses, as one stretch of text. */
export interface Split {
  start: number;
  end: number;
  /** Where the second piece starts. */
  secondStart: number;
}

/**
 * `{n: =f(a, b)}` is two entries for YAML: `n: =f(a` and `b)`. Puts such pieces together again, so that the rest is checked
 * as it was meant, and tells each place.
 */
export function mendEntries(text: string, entries: readonly MapEntry[]): { entries: MapEntry[]; splits: Split[] } {
  const mended: MapEntry[] = [];
  const splits: Split[] = [];
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i];
    if (entry === undefined) break;
    const pieces = openPlain(entry.value) ? closingPiece(entry.value, entries.slice(i + 1, i + 33).map(lonePiece)) : 0;
    const second = entries[i + 1];
    const last = entries[i + pieces];
    if (pieces === 0 || second === undefined || last === undefined) {
      mended.push(entry);
      continue;
    }
    const start = entry.value.span.start;
    const end = lonePiece(last)?.span.end ?? last.span.end;
    mended.push({ ...entry, value: plain(text, start, end), span: { start: entry.span.start, end } });
    splits.push({ start, end, secondStart: second.key.span.start });
    i += pieces;
  }
  return { entries: mended, splits };
}

/** The same for `[=f(a, b)]`. */
export function mendItems(text: string, items: readonly YamlNode[]): { items: YamlNode[]; splits: Split[] } {
  const mended: YamlNode[] = [];
  const splits: Split[] = [];
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (item === undefined) break;
    const pieces = openPlain(item) ? closingPiece(item, items.slice(i + 1, i + 33).map(asScalar)) : 0;
    const second = items[i + 1];
    const last = items[i + pieces];
    if (pieces === 0 || second === undefined || last === undefined) {
      mended.push(item);
      continue;
    }
    mended.push(plain(text, item.span.start, last.span.end));
    splits.push({ start: item.span.start, end: last.span.end, secondStart: second.span.start });
    i += pieces;
  }
  return { items: mended, splits };
}

function openPlain(node: YamlNode): node is ScalarNode {
  return node.kind === 'scalar' && node.style === 'plain' && depth(node.value) > 0;
}

/** How many following pieces it takes until the parentheses close; 0 if they never do. */
function closingPiece(first: ScalarNode, following: readonly (ScalarNode | null)[]): number {
  let open = depth(first.value);
  for (const [index, piece] of following.entries()) {
    if (piece === null) return 0;
    open += depth(piece.value);
    if (open <= 0) return open === 0 ? index + 1 : 0;
  }
  return 0;
}

/** An entry that is only a key is a piece of the value before it. */
function lonePiece(entry: MapEntry): ScalarNode | null {
  return entry.value.kind === 'scalar' && entry.value.style === 'empty' ? entry.key : null;
}

function asScalar(node: YamlNode): ScalarNode | null {
  return node.kind === 'scalar' ? node : null;
}

function plain(text: string, start: number, end: number): ScalarNode {
  const span = { start, end };
  return { kind: 'scalar', span, content: span, value: text.slice(start, end), style: 'plain' };
}

function depth(text: string): number {
  let open = 0;
  for (const character of text) open += character === '(' ? 1 : character === ')' ? -1 : 0;
  return open;
}
