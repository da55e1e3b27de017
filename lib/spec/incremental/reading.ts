import type { Span } from '../../core/text-range.ts';
import type { ReadContext } from '../read/context.ts';
import type { PieceHistory, ReadPiece } from '../yaml/remember-pieces.ts';
import { findStretches, moveValue, type Stretches } from './move.ts';
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
  value: unknown;
  recording: Recording;
  effects: readonly Effect[];
  readonly questions: readonly Question[];
  /** Whether the reporter still looked for what wrong names mean. */
  readonly suggested: boolean;
  /** Where stretches of the text are in value, recording and effects; undefined until somebody looks. */
  stretches: Stretches | undefined;
  /** The end of the last stretch that it speaks of; it is known once somebody looked. */
  reach: number;
}

/** Moves a reading of the last text to this one. Gives false if something that it speaks of has no place any more. */
export function moveReading(
  reading: Reading,
  { edit, generation }: PieceHistory,
  { piece }: ReadPiece,
  origins: WeakMap<object, object>,
): boolean {
  const by = piece.start - reading.start;
  if (reading.stretches === undefined) {
    const { value, recording, effects } = reading;
    reading.stretches = findStretches({ value, recording, effects });
    reading.reach = Number.POSITIVE_INFINITY;
  }
  if (reading.stretches !== null && reading.reach >= (by === 0 ? edit.start : 1)) {
    const own = { start: reading.start, end: reading.start + piece.end - piece.start, by };
    const { value, recording, effects, stretches } = reading;
    const moved = moveValue({ value, recording, effects }, stretches, (span: Span) => placeNow(edit, own, span));
    if (moved === null) return false;
    link(origins, moved.value.value, value);
    link(origins, moved.value.effects, effects);
    Object.assign(reading, moved.value);
    reading.reach = moved.reach;
  }
  reading.start = piece.start;
  reading.generation = generation;
  return true;
}

/** Remembers what moved values were, as far as others look them up: lists, tables and single declarations, not their parts. */
function link(origins: WeakMap<object, object>, now: unknown, before: unknown): void {
  if (now === before || typeof now !== 'object' || typeof before !== 'object' || now === null || before === null)
    return;
  origins.set(now, before);
  if ('span' in now) return;
  const other = before instanceof Map ? before : new Map(Object.entries(before));
  for (const [key, member] of now instanceof Map ? now : Object.entries(now)) link(origins, member, other.get(key));
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
