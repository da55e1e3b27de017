import type { PieceHistory } from '../yaml/remember-pieces.ts';
import { placeNow } from './place.ts';
import { sameValue, type Texts } from './same.ts';

/** Compares values that were made of the text before with values that were made of the text now. */
export interface Comparison extends Texts {
  same(before: unknown, now: unknown): boolean;
}

export function createComparison(pieces: PieceHistory): Comparison {
  const { edit } = pieces;
  // One declaration is looked up by many others.
  const known = new Map<unknown, { now: unknown; same: boolean }>();
  const comparison: Comparison = {
    same(before, now) {
      if (typeof before !== 'object' || before === null) return sameValue(comparison, before, now);
      const verdict = known.get(before);
      if (verdict !== undefined && verdict.now === now) return verdict.same;
      const same = sameValue(comparison, before, now);
      known.set(before, { now, same });
      return same;
    },
    place: (span) => placeNow(edit, null, span),
    sameNode(before, now) {
      const [from, to] = [pieces.before(before.start), pieces.now(now.start)];
      if (from === null || to === null || from.source !== to.source) return false;
      const sameStart = before.start - from.piece.start === now.start - to.piece.start;
      return sameStart && before.end - before.start === now.end - now.start;
    },
  };
  return comparison;
}
