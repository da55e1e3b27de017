import type { LineIndex } from '../../core/text-range.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import { cutPieces } from './cut-pieces.ts';
import { withoutInvisible } from './invisible.ts';
import { joinPieces } from './join-pieces.ts';
import type { YamlNode } from './node.ts';
import { NO_MEMORY, type PieceMemory, type ReadPiece } from './remember-pieces.ts';
import { reportFinding, reportInvisible, reportTooMany } from './report-finding.ts';

/** Values (maps, lists, texts) that are read from one text. */
export const MAX_NODES = 100_000;
const MAX_INVISIBLE = 20;

/**
 * The tree of a text, or null if there is none. Everything that YAML allows and a specification does not is reported.
 * Never throws; needs time proportional to the text. With a memory, pieces of the text that did not change since the last
 * one are not read again; the answer is the same.
 */
export function parseYaml(
  text: string,
  lines: LineIndex,
  reporter: Reporter,
  memory: PieceMemory = NO_MEMORY,
): YamlNode | null {
  let invisible = 0;
  const clean = withoutInvisible(text, (at, character) => {
    if (invisible++ < MAX_INVISIBLE) reportInvisible(at, character, reporter);
  });
  memory.start(clean);
  const pieces = readPieces(clean, memory);
  if (pieces === null) {
    reportTooMany(MAX_NODES, reporter);
    return null;
  }
  const place = { text: clean, lines, reporter };
  for (const { findings, movedBy } of pieces) for (const finding of findings) reportFinding(place, finding, movedBy);
  const { root, findings } = joinPieces(pieces);
  for (const finding of findings) reportFinding(place, { kind: 'node', finding }, 0);
  return root;
}

/** All pieces, or null if they hold too many values. */
function readPieces(text: string, memory: PieceMemory): ReadPiece[] | null {
  const read: ReadPiece[] = [];
  let nodes = 0;
  for (const piece of cutPieces(text)) {
    const one = memory.read(text, piece, MAX_NODES);
    read.push(one);
    nodes += one.nodes;
    if (nodes > MAX_NODES) return null;
  }
  return read;
}
