import { EVENT_ID } from 'js-yaml';
import { buildTree, type Refusal } from './build-tree.ts';
import { checkNodes, type NodeFinding } from './check-nodes.ts';
import type { Piece } from './cut-pieces.ts';
import type { Split } from './mend-flow.ts';
import type { YamlNode } from './node.ts';
import { MAX_DEPTH, readEvents, type SyntaxProblem } from './read-events.ts';

/** Something to say about a piece, by the places of the text that it was read from. */
export type Finding =
  | { kind: 'problem'; problem: SyntaxProblem }
  | { kind: 'refusal'; refusal: Refusal }
  | { kind: 'split'; split: Split }
  | { kind: 'node'; finding: NodeFinding };

/** What a piece says, with the places of the whole text. */
export interface ParsedPiece {
  root: YamlNode | null;
  findings: readonly Finding[];
  /** How many values were read, for the limit on all of them. */
  nodes: number;
}

/**
 * Reads a piece of a text by itself. The answer depends on the piece's own characters, its kind and its place, and on nothing
 * else of the text. There is no root if the piece holds more than `maxNodes` values.
 */
export function parsePiece(text: string, piece: Piece, maxNodes: number): ParsedPiece {
  const { kind, start, end } = piece;
  // An item stands one level deeper in the whole text: in its section, which is in the top-level map.
  const own = text.slice(start, end);
  const { events, problems } = readEvents(own, kind === 'item' ? MAX_DEPTH - 1 : MAX_DEPTH, start);
  const findings: Finding[] = problems.map((problem) => ({ kind: 'problem', problem }));
  if (events === null) return { root: null, findings, nodes: 0 };
  const nodes = events.reduce(
    (count, { type }) => (type === EVENT_ID.POP || type === EVENT_ID.DOCUMENT ? count : count + 1),
    0,
  );
  if (nodes > maxNodes) return { root: null, findings, nodes };
  const tree = buildTree(text, events);
  for (const refusal of tree.refusals) findings.push({ kind: 'refusal', refusal });
  for (const split of tree.splits) findings.push({ kind: 'split', split });
  const fits = tree.root === null || kind === 'whole' || standsIn(text, piece, tree.root);
  const root = fits ? tree.root : null;
  if (!fits && tree.root !== null) findings.push({ kind: 'problem', problem: noKey(text, tree.root) });
  for (const finding of root === null ? [] : checkNodes(root, kind === 'whole')) {
    findings.push({ kind: 'node', finding });
  }
  return { root, findings, nodes };
}

/** Whether what was read by itself is an entry, or an item, where the piece stands. */
function standsIn(text: string, piece: Piece, root: YamlNode): boolean {
  if (root.kind === 'scalar' || root.flow || root.kind !== (piece.of ?? 'map')) return false;
  // A tag or an anchor in a line of its own would be one of the whole map.
  const first = root.kind === 'map' ? root.entries[0]?.key.span.start : undefined;
  return first === undefined || !/[\r\n]/.test(text.slice(piece.start, first));
}

/** Where an entry has to stand, something else does. The first line of it is shown. */
function noKey(text: string, node: YamlNode): SyntaxProblem {
  const { start, end } = node.span;
  const line = /^[^\r\n]*/.exec(text.slice(start, Math.max(end, start + 1)))?.[0] ?? '';
  const shown = { start, end: start + Math.max(1, line.trimEnd().length) };
  return { kind: 'syntax', reason: 'a key needs a colon and a space after it', span: shown };
}
