import type { ReadContext } from '../read/context.ts';
import type { YamlNode } from '../yaml/node.ts';
import { createPieceMemory, type PieceHistory, type ReadPiece } from '../yaml/remember-pieces.ts';
import { type Comparison, createComparison } from './comparison.ts';
import { holds } from './holds.ts';
import { moveReading, type Reading, repeatReading } from './reading.ts';
import { recordReading, type Work } from './record-reading.ts';
import { createTracer, type Tracer } from './trace.ts';

/** What one document's readers gave for the last text, and what they asked. */
export interface ReadingMemory {
  pieces: PieceHistory;
  /**
   * Whether readings are kept. Not for a first text, whose answer somebody waits for: keeping them takes as long again as a third of
   * the reading. See `Session.settle`.
   */
  keeps: boolean;
  /**
   * Gives what `work` gives and says what it says, without doing it again if nothing of what it asked changed: neither the
   * characters of its declaration nor the answers about what surrounds it. The result must be plain data. `kind` tells apart
   * the works on one node. Places in what it gave for the last text are those of this text afterwards.
   */
  remember<S extends object, T>(ctx: ReadContext, kind: string, node: YamlNode, around: S, work: Work<S, T>): T;
}

/** Drafts: the first reader that uses one adds to it what it means. */
const CHANGED_BY_READERS: ReadonlySet<string> = new Set(['around.world.decisions', 'around.world.scorecards']);

/** What holds for one text. */
interface Turn {
  generation: number;
  tracer: Tracer;
  comparison: Comparison;
}

/** An empty memory for one document. */
export function createReadingMemory(): ReadingMemory {
  const pieces = createPieceMemory();
  const readings = new WeakMap<object, Map<string, Reading>>();
  let turn: Turn | null = null;
  const memory: ReadingMemory = {
    pieces,
    keeps: false,
    remember<S extends object, T>(ctx: ReadContext, kind: string, node: YamlNode, around: S, work: Work<S, T>): T {
      const piece = memory.keeps ? pieces.now(node.span.start) : null;
      if (piece === null) return work(ctx, around);
      if (turn?.generation !== pieces.generation) turn = turnOf(pieces);
      const ofPiece = readingsOf(readings, piece);
      const at = node.span.start - piece.piece.start;
      const first = ofPiece.get(kind);
      // Nearly every piece is one declaration.
      const id = first === undefined || first.at === at ? kind : `${kind} ${at}`;
      const known = first?.at === at ? first : ofPiece.get(id);
      if (known !== undefined && known.generation === turn.generation - 1) {
        const surroundings = { around, names: ctx.names };
        if (holds(known, turn.comparison, ctx, surroundings) && moveReading(known, pieces, piece)) {
          repeatReading(known, ctx, surroundings);
          // The same work on the same kind of node gave it.
          return known.value as T;
        }
      }
      const { value, ...grounds } = recordReading(turn.tracer, ctx, around, work);
      ofPiece.set(id, { value, ...grounds, at, generation: turn.generation, start: piece.piece.start });
      return value;
    },
  };
  return memory;
}

function turnOf(pieces: PieceHistory): Turn {
  const { generation } = pieces;
  return { generation, tracer: createTracer(CHANGED_BY_READERS), comparison: createComparison(pieces) };
}

function readingsOf(readings: WeakMap<object, Map<string, Reading>>, { source }: ReadPiece): Map<string, Reading> {
  const known = readings.get(source);
  if (known !== undefined) return known;
  const fresh = new Map<string, Reading>();
  readings.set(source, fresh);
  return fresh;
}
