import { checkKeys, type NodeFinding } from './check-nodes.ts';
import type { MapEntry, MapNode, YamlNode } from './node.ts';
import type { ReadPiece } from './remember-pieces.ts';

/** The tree of a whole text from the trees of its pieces, as if it had been read at once. */
export function joinPieces(pieces: readonly ReadPiece[]): { root: YamlNode | null; findings: NodeFinding[] } {
  const [only] = pieces;
  if (only?.piece.kind === 'whole') return { root: only.root, findings: [] };
  const findings: NodeFinding[] = [];
  const entries: MapEntry[] = [];
  for (let at = 0; at < pieces.length; ) {
    const head = pieces[at];
    if (head === undefined) break;
    const items = itemsAfter(pieces, at + 1);
    if (head.root?.kind === 'map') entries.push(...withItems(head.root.entries, items, findings));
    at += 1 + items.length;
  }
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) return { root: null, findings };
  checkKeys(entries, findings);
  return {
    root: { kind: 'map', span: { start: first.span.start, end: last.span.end }, entries, flow: false },
    findings,
  };
}

function itemsAfter(pieces: readonly ReadPiece[], from: number): readonly ReadPiece[] {
  let to = from;
  while (pieces[to]?.piece.kind === 'item') to++;
  return pieces.slice(from, to);
}

/** The entry of a section with what its items hold as its value. */
function withItems(
  entries: readonly MapEntry[],
  items: readonly ReadPiece[],
  findings: NodeFinding[],
): readonly MapEntry[] {
  const head = entries.at(-1);
  const value = head === undefined ? null : joined(items, findings);
  if (head === undefined || value === null) return entries;
  return [...entries.slice(0, -1), { key: head.key, value, span: { start: head.span.start, end: value.span.end } }];
}

function joined(items: readonly ReadPiece[], findings: NodeFinding[]): YamlNode | null {
  const roots = items.flatMap(({ root }) => (root === null ? [] : [root]));
  const [first, last] = [roots[0], roots.at(-1)];
  if (first === undefined || last === undefined) return null;
  const span = { start: first.span.start, end: last.span.end };
  if (first.kind === 'seq') {
    return { kind: 'seq', span, items: roots.flatMap((root) => (root.kind === 'seq' ? root.items : [])), flow: false };
  }
  const map: MapNode = {
    kind: 'map',
    span,
    entries: roots.flatMap((root) => (root.kind === 'map' ? root.entries : [])),
    flow: false,
  };
  checkKeys(map.entries, findings);
  return map;
}
