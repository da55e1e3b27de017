import { bitsOf, countCommon, firstCommon, haveCommon, isWithin, lastCommon } from './bits.ts';
import type { Box, Space } from './space.ts';

/** The most columns of a space that can be searched: one bit each. */
export const MAX_COLUMNS = 30;

/** Looks at a column of a rule before giving up; counted down. */
export interface Effort {
  left: number;
}

/**
 * What is left of a box, with the rules that may cover some of it and not all. A combination is uncovered if it differs from every
 * rule in one column at least; `open` says by rule, as bits, in which columns it can.
 */
interface Part {
  box: Box;
  rules: number[];
  open: number[];
  /** The columns that were narrowed since the rules were looked at. */
  changed: number;
}

/**
 * The first boxes in `start` that no rule covers, at most as many as wanted; none if the rules cover it. Exact. Null if it takes too
 * much effort. A rule that a combination can leave in one column only narrows that column at once; where no such rule is left, a
 * column is cut in two and both parts are looked at, as solvers of clauses do (Davis, Logemann, Loveland 1962).
 */
export function findUncovered(
  space: Space,
  start: Box,
  rules: readonly number[],
  wanted: number,
  effort: Effort,
): Box[] | null {
  const every = 2 ** space.columns.length - 1;
  if (every === 0 && rules.length > 0) return [];
  const found: Box[] = [];
  const parts: Part[] = [{ box: start.slice(), rules: [...rules], open: rules.map(() => every), changed: every }];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const isOpen = narrow(space, part, effort);
    if (effort.left < 0) return null;
    if (!isOpen) continue;
    if (part.rules.length > 0) parts.push(...cutInTwo(space, part, effort));
    else if (found.push(part.box) === wanted) break;
  }
  return found;
}

/** Takes out what a rule covers in its only open column, again and again. False if nothing is left. In place. */
function narrow(space: Space, part: Part, effort: Effort): boolean {
  while (part.changed !== 0) {
    const { changed } = part;
    part.changed = 0;
    let kept = 0;
    for (let i = 0; i < part.rules.length; i++) {
      const rule = part.rules[i] ?? 0;
      const open = stillOpen(space, part, rule, part.open[i] ?? 0, changed, effort);
      if (open === 0) return false;
      if (open === LEFT) continue;
      if ((open & (open - 1)) === 0) {
        if (!takeOut(space, part, rule, 31 - Math.clz32(open))) return false;
        part.changed |= open;
        continue;
      }
      part.rules[kept] = rule;
      part.open[kept++] = open;
    }
    part.rules.length = kept;
    part.open.length = kept;
  }
  return true;
}

/** No combination of the part is covered by the rule. */
const LEFT = -1;

/** In which columns combinations of the part can still leave a rule, if some did not in all. */
function stillOpen(space: Space, part: Part, rule: number, open: number, changed: number, effort: Effort): number {
  const box = space.boxes[rule] ?? part.box;
  let left = open;
  for (let look = open & changed; look !== 0; look &= look - 1) {
    const column = space.columns[31 - Math.clz32(look & -look)];
    if (column === undefined) break;
    effort.left--;
    if (!haveCommon(part.box, box, column.from, column.to)) return LEFT;
    if (isWithin(part.box, box, column.from, column.to)) left &= ~(look & -look);
  }
  return left;
}

/** Takes the groups of a rule out of a column. False if none is left. */
function takeOut(space: Space, { box }: Part, rule: number, at: number): boolean {
  const [column, without] = [space.columns[at], space.boxes[rule]];
  if (column === undefined || without === undefined) return false;
  let left = 0;
  for (let i = column.from; i < column.to; i++) {
    const word = (box[i] ?? 0) & ~(without[i] ?? 0);
    box[i] = word;
    left |= word;
  }
  return left !== 0;
}

/** Where to cut: the groups of `side` in a column, and the others. */
interface Cut {
  column: number;
  side: Box;
}

/** The two halves of a part. What is looked at first is last. */
function cutInTwo(space: Space, part: Part, effort: Effort): Part[] {
  const shortest = shortestRule(part);
  const isLong = bitsOf(part.open[shortest] ?? 0) > SHORT;
  const { column: at, side } = (isLong ? cleanCut(space, part, effort) : null) ?? cutAlongRule(space, part, shortest);
  const { from, to } = space.columns[at] ?? { from: 0, to: 0 };
  const half = part.box.slice();
  for (let i = from; i < to; i++) {
    half[i] = (half[i] ?? 0) & (side[i] ?? 0);
    part.box[i] = (part.box[i] ?? 0) & ~(side[i] ?? 0);
  }
  part.changed = 1 << at;
  return [{ ...part, box: half, rules: part.rules.slice(), open: part.open.slice() }, part];
}

/** A rule that combinations can leave in so few columns is worth a cut along it: one half narrows the next column at once. */
const SHORT = 2;

/** The index of the rule that has the fewest open columns. */
function shortestRule({ open }: Part): number {
  let shortest = 0;
  let fewest = bitsOf(open[0] ?? 0);
  for (let i = 1; i < open.length && fewest > SHORT; i++) {
    const columns = bitsOf(open[i] ?? 0);
    if (columns >= fewest) continue;
    fewest = columns;
    shortest = i;
  }
  return shortest;
}

/** In the open column of a rule that leaves the most outside of it. */
function cutAlongRule(space: Space, { box, rules, open }: Part, index: number): Cut {
  const side = space.boxes[rules[index] ?? 0] ?? box;
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [i, { from, to }] of space.columns.entries()) {
    if ((((open[index] ?? 0) >>> i) & 1) === 0) continue;
    const share = countCommon(box, side, from, to) / countCommon(box, box, from, to);
    if (share >= least) continue;
    least = share;
    best = i;
  }
  return { column: best, side };
}

/** A cut is clean if at most this share of the rules lies on both sides. */
const CLEAN = 0.25;

/** Between two groups of a column, so that few rules lie on both sides: how tables that cut the whole in parts are proven. */
function cleanCut(space: Space, part: Part, effort: Effort): Cut | null {
  let best: { column: number; at: number } | null = null;
  let least = part.rules.length * CLEAN;
  const widest = Math.max(...space.columns.map(({ groups }) => groups));
  const ends = new Int32Array(widest + 1);
  for (const [i, { from, to }] of space.columns.entries()) {
    let both = part.rules.length - countEnds(space, part, i, ends, least, effort);
    if (both >= least) continue;
    const low = firstCommon(part.box, part.box, from, to);
    const high = lastCommon(part.box, part.box, from, to);
    for (let at = low + 1; at <= high; at++) {
      both += ends[at] ?? 0;
      // Of equal cuts, the one in the middle leaves the least.
      const score = both + Math.abs(2 * at - low - high - 1) / 100_000;
      if (score >= least) continue;
      least = score;
      best = { column: i, at };
    }
  }
  if (best === null) return null;
  const { from, to } = space.columns[best.column] ?? { from: 0, to: 0 };
  const side = new Int32Array(part.box.length);
  for (let i = from; i < to; i++) side[i] = wordBelow(best.at - (i - from) * 32);
  return { column: best.column, side };
}

/**
 * Counts the rules that can be left in a column: in `ends`, by place, how many more rules lie on both sides of a cut there than
 * of a cut one place before. Not counted where so few can that no cut leaves less than `least` on both sides.
 */
function countEnds(space: Space, part: Part, at: number, ends: Int32Array, least: number, effort: Effort): number {
  const { box, rules, open } = part;
  let leaving = 0;
  for (let i = 0; i < open.length; i++) leaving += ((open[i] ?? 0) >>> at) & 1;
  const column = space.columns[at];
  if (column === undefined || rules.length - leaving >= least) return leaving;
  const { from, to } = column;
  ends.fill(0);
  for (let i = 0; i < rules.length; i++) {
    if ((((open[i] ?? 0) >>> at) & 1) === 0) continue;
    effort.left--;
    const accepted = space.boxes[rules[i] ?? 0] ?? box;
    const [first, last] = [firstCommon(box, accepted, from, to), lastCommon(box, accepted, from, to)];
    ends[first + 1] = (ends[first + 1] ?? 0) + 1;
    ends[last + 1] = (ends[last + 1] ?? 0) - 1;
  }
  return leaving;
}

function wordBelow(bits: number): number {
  return bits <= 0 ? 0 : bits >= 32 ? -1 : 2 ** bits - 1;
}
