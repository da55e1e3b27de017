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
  read(text: string, piece: Piece, maxNodes: number): ReadPiece;
}

/** Remembers nothing from one text to the next. */
export const NO_MEMORY: PieceMemory = { start: () => undefined, read: readAnew };

function readAnew(text: string, piece: Piece, maxNodes: number): ReadPiece {
  const source = parsePiece(text, piece, maxNodes);
  return { piece, root: source.root, findings: source.findings, movedBy: 0, nodes: source.nodes, source };
}

/** A memory of one text. Equal texts give equal pieces with and without it. */
export function createPieceMemory(): PieceMemory {
  let last: { text: string; pieces: Map<number, ReadPiece> } = { text: '', pieces: new Map() };
  let edit: Edit = { start: 0, oldEnd: 0, newEnd: 0 };
  let before = last.pieces;
  return {
    start(text) {
      edit = editBetween(last.text, text);
      before = last.pieces;
      last = { text, pieces: new Map() };
    },
    read(text, piece, maxNodes) {
      const known = unchanged(edit, before, piece);
      const read = known === null ? readAnew(text, piece, maxNodes) : movedPiece(known, piece);
      last.pieces.set(piece.start, read);
      return read;
    },
  };
}

/** The same piece of the last text, if not one of its characters changed. */
function unchanged(edit: Edit, before: ReadonlyMap<number, ReadPiece>, piece: Piece): ReadPiece | null {
  const by = piece.end <= edit.start ? 0 : piece.start >= edit.newEnd ? edit.newEnd - edit.oldEnd : null;
  const known = by === null ? undefined : before.get(piece.start - by);
  if (known === undefined || by === null || known.piece.end !== piece.end - by) return null;
  return known.piece.kind === piece.kind && known.piece.of === piece.of ? known : null;
}

function movedPiece(known: ReadPiece, piece: Piece): ReadPiece {
  if (known.piece.start === piece.start) return known;
  const movedBy = known.movedBy + piece.start - known.piece.start;
  const { source } = known;
  return { ...known, piece, movedBy, root: source.root === null ? null : movedNode(source.root, movedBy) };
}
