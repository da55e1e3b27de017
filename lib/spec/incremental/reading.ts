import type { Span } from '../../core/text-range.ts';
import type { ReadContext } from '../read/context.ts';
import type { PieceHistory, ReadPiece } from '../yaml/remember-pieces.ts';
import { placeNow } from './place.ts';
import { type Recording, replay } from './recorder.ts';
import { type Effect, memberAt, type Question, snapshot } from './trace.ts';

/** What was read for a declaration, and on which grounds. Kept up to date from text to text. */
export interface Reading {
  /** The text that it is true of. */
  generation: number;
  /** Where the declaration's piece starts. */
  start: number;
  /** Where the declaration starts in its piece. */
  readonly at: number;
  readonly value: unknown;
  readonly recording: Recording;
  readonly effects: readonly Effect[];
  readonly questions: readonly Question[];
  /** Whether the reporter still looked for what wrong names mean. */
  readonly suggested: boolean;
  /** All stretches in value, recording and effects. They are its own: see `ownStretches`. */
  readonly stretches: readonly Span[];
  /** The end of the last stretch. */
  reach: number;
}

/**
 * Moves a reading of the last text to this one, in place: a text of ten thousand lines has forty thousand stretches behind the
 * cursor. Gives false if something that it speaks of has no place any more; then it must not be used again.
 */
export function moveReading(reading: Reading, { edit, generation }: PieceHistory, { piece }: ReadPiece): boolean {
  const by = piece.start - reading.start;
  if (by !== 0 || reading.reach >= edit.start) {
    const own = { start: reading.start, end: reading.start + piece.end - piece.start, by };
    let reach = 0;
    for (const span of reading.stretches) {
      const now = placeNow(edit, own, span);
      if (now === null) return false;
      // Both at once: the new place may be made of the old one.
      const { start, end } = now;
      span.start = start;
      span.end = end;
      if (end > reach) reach = end;
    }
    reading.reach = reach;
  }
  reading.start = piece.start;
  reading.generation = generation;
  return true;
}

/** Says and changes again what the reader said and changed. */
export function repeatReading({ recording, effects }: Reading, ctx: ReadContext, surroundings: object): void {
  replay(recording, ctx.reporter);
  for (const effect of effects) {
    const collection = memberAt(surroundings, effect.path);
    if (!(collection instanceof Map)) continue;
    if (effect.kind === 'set') collection.set(effect.key, effect.value);
    else {
      const changed: unknown = collection.get(effect.key);
      // Copied: later readers may add to a collection in it, and what is remembered stays as it is.
      if (typeof changed === 'object' && changed !== null) Object.assign(changed, snapshot(effect.members));
    }
  }
}
