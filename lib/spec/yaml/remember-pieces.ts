import { type Edit, editBetween } from '../incremental/edit.ts';
import type { Piece } from './cut-pieces.ts';
import { movedNode } from './moved-node.ts';
import type { YamlNode } from './node.ts';
import { type Finding, type ParsedPiece, parsePiece } from './parse-piece.ts';

/** A piece of the text that is checked now. */
export interface ReadPiece {
  piece: Piece;
  /** With the places of this text. */
  root: YamlNode | null;
  /** With the places where the piece stood when it was read: `movedBy` characters before. */
  findings: readonly Finding[];
  movedBy: number;
  nodes: number;
  /** Stays the same object for as long as the piece's characters stay. */
  source: ParsedPiece;
}

/** The pieces of the text that was checked last, to be read again only where the text changed. */
export interface PieceMemory {
  /** Starts on the next text, which is the last one with one change. */
  start(text: string): void;
  /** Reads the pieces of the text that was started, in text order. */
  read(text: string, piece: Piece, maxNodes: number): ReadPiece;
}

/** A memory that can be asked about the last text and this one. */
export interface PieceHistory extends PieceMemory {
  /** How many texts were started. */
  readonly generation: number;
  readonly edit: Edit;
  /** The piece that holds an offset of this text. */
  now(offset: number): ReadPiece | null;
  /** The piece that held an offset of the text before. */
  before(offset: number): ReadPiece | null;
}

/** Remembers nothing from one text to the next. */
export const NO_MEMORY: PieceMemory = { start: () => undefined, read: readAnew };

function readAnew(text: string, piece: Piece, maxNodes: number): ReadPiece {
  const source = parsePiece(text, piece, maxNodes);
  return { piece, root: source.root, findings: source.findings, movedBy: 0, nodes: source.nodes, source };
}

/** A memory of one text. Equal texts give equal pieces with and without it. */
export function createPieceMemory(): PieceHistory {
  let text = '';
  let before: ReadPiece[] = [];
  let now: ReadPiece[] = [];
  // Both lists are in text order, so the known piece stands behind the one that was found last.
  let next = 0;
  let hint = 0;
  const memory = {
    generation: 0,
    edit: { start: 0, oldEnd: 0, newEnd: 0 },
    start(nextText: string) {
      memory.edit = editBetween(text, nextText);
      memory.generation++;
      [text, before, now, next] = [nextText, now, [], 0];
    },
    read(ofText: string, piece: Piece, maxNodes: number) {
      const start = startBefore(memory.edit, piece);
      while (start !== null && (before[next]?.piece.start ?? Number.POSITIVE_INFINITY) < start) next++;
      const known = start === null ? undefined : before[next];
      const read =
        known !== undefined && start !== null && isUnchanged(known.piece, piece, start)
          ? movedPiece(known, piece)
          : readAnew(ofText, piece, maxNodes);
      now.push(read);
      return read;
    },
    now(offset: number) {
      // Mostly asked in text order.
      if (!isIn(now[hint], offset)) hint = isIn(now[hint + 1], offset) ? hint + 1 : indexBefore(now, offset);
      return isIn(now[hint], offset) ? (now[hint] ?? null) : null;
    },
    before(offset: number) {
      const found = before[indexBefore(before, offset)];
      return isIn(found, offset) ? (found ?? null) : null;
    },
  };
  return memory;
}

/** Where a piece stood in the text before, if none of its characters changed. */
function startBefore({ start, oldEnd, newEnd }: Edit, piece: Piece): number | null {
  if (piece.end <= start) return piece.start;
  return piece.start >= newEnd ? piece.start - newEnd + oldEnd : null;
}

function isUnchanged(before: Piece, now: Piece, start: number): boolean {
  const sameCharacters = before.start === start && before.end - before.start === now.end - now.start;
  return sameCharacters && before.kind === now.kind && before.of === now.of;
}

function isIn(read: ReadPiece | undefined, offset: number): boolean {
  return read !== undefined && read.piece.start <= offset && offset < read.piece.end;
}

/** The last piece of a list in text order that starts at or before an offset. */
function indexBefore(pieces: readonly ReadPiece[], offset: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.piece.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function movedPiece(known: ReadPiece, piece: Piece): ReadPiece {
  if (known.piece.start === piece.start) return known;
  const movedBy = known.movedBy + piece.start - known.piece.start;
  const { source } = known;
  return { ...known, piece, movedBy, root: source.root === null ? null : movedNode(source.root, movedBy) };
}
