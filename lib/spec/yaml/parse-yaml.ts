import type { LineIndex } from '../../core/text-range.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import { cutPieces } from './cut-pieces.ts';
import { withoutInvisible } from './invisible.ts';
import { joinPieces } from './join-pieces.ts';
import type { YamlNode } from './node.ts';
import { NO_MEMORY, type PieceMemory, type ReadPiece } from './remember-pieces.ts';
import { reportFinding, reportInvisible, reportTooBroken, reportTooMany } from './report-finding.ts';

/** Values (maps, lists, texts) that are read from one text. */
export const MAX_NODES = 100_000;
const MAX_INVISIBLE = 20;
/** Pieces of one text that may be no YAML. More is no specification, and finding out what is wrong with each takes too long. */
export const MAX_BROKEN = 2_000;

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
  const read = pieces.at(-1)?.piece.end ?? 0;
  if (read < clean.length) reportTooBroken(MAX_BROKEN, { start: read, end: read + 1 }, reporter);
  const place = { text: clean, lines, reporter };
  for (const { findings, movedBy } of pieces) for (const finding of findings) reportFinding(place, finding, movedBy);
  const { root, findings } = joinPieces(pieces);
  for (const finding of findings) reportFinding(place, { kind: 'node', finding }, 0);
  return root;
}

/** All pieces up to the last that may be broken, or null if they hold too many values. */
function readPieces(text: string, memory: PieceMemory): ReadPiece[] | null {
  const read: ReadPiece[] = [];
  let nodes = 0;
  let broken = 0;
  for (const piece of cutPieces(text)) {
    const one = memory.read(text, piece, MAX_NODES);
    read.push(one);
    nodes += one.nodes;
    if (nodes > MAX_NODES) return null;
    if (one.findings.some(({ kind }) => kind === 'problem') && ++broken >= MAX_BROKEN) break;
  }
  return read;
}
