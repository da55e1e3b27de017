import type { Atoms } from './atoms.ts';
import { type Effort, findUncovered, MAX_COLUMNS } from './find-uncovered.ts';
import { exampleOf, meet, type Space, spaceOf } from './space.ts';

/** What is proven about a table. Rules are counted from 0 here. */
export interface Proof {
  /** Values that no rule covers, one example for each input, in order. The first three. */
  gaps: readonly (readonly string[])[];
  /** Rules that cover values of an earlier one and may not: each with the first such rule and an example. The first five. */
  overlaps: readonly { first: number; second: number; example: readonly string[] }[];
  /** Rules that others cover. */
  unreachable: readonly number[];
  /** Rules whose cells no values fit. */
  impossible: readonly number[];
  /** What took too long: there may be gaps, or rules that are never reached, besides those that are said. */
  open: readonly ('gaps' | 'reach')[];
}

/** What several rules for the same values mean. */
export type Reach =
  /** Only the first of them is reached. */
  | { kind: 'first' }
  /** All of them are reached, and none has to be. */
  | { kind: 'all' }
  /** All of them are reached, and those whose answers differ contradict each other. By rule, a number for its answer. */
  | { kind: 'agreeing'; answers: readonly number[] };

/** Comparisons of sets of values with rules before giving up: half of them for gaps, half for what is never reached. */
export const MAX_STEPS = 300_000;
const MAX_GAPS = 3;
const MAX_OVERLAPS = 5;

/**
 * Proves a table, exactly: two rules overlap if they share a value of every input, and gaps and rules that are never reached are
 * searched for (`findUncovered`). Null if more than 30 of its inputs are tested.
 */
export function proveTable(inputs: readonly Atoms[], rules: number, reach: Reach): Proof | null {
  const space = spaceOf(inputs, rules);
  if (space.columns.length > MAX_COLUMNS) return null;
  const [possible, impossible]: [number[], number[]] = [[], []];
  for (const [rule, box] of space.boxes.entries()) (meet(space, box, space.all) ? possible : impossible).push(rule);
  const gaps = reach.kind === 'all' ? [] : gapsOf(space, possible);
  const reached = reach.kind === 'first' ? unreachedOf(space, possible, gaps?.length === 0) : NOTHING;
  return {
    gaps: gaps ?? [],
    overlaps: reach.kind === 'agreeing' ? overlapsOf(space, possible, reach.answers) : [],
    unreachable: reached.unreachable,
    impossible,
    open: [...(gaps === null ? (['gaps'] as const) : []), ...(reached.isOpen ? (['reach'] as const) : [])],
  };
}

function gapsOf(space: Space, rules: readonly number[]): string[][] | null {
  const effort = { left: MAX_STEPS / 2 };
  const one = findUncovered(space, space.all, rules, 1, effort);
  if (one === null || one.length === 0) return one === null ? null : [];
  // One is known; where others are hard to find, it is enough.
  const found = findUncovered(space, space.all, rules, MAX_GAPS, effort) ?? one;
  return found.map((box) => exampleOf(space, box, box));
}

function overlapsOf(space: Space, rules: readonly number[], answers: readonly number[]): Proof['overlaps'] {
  const overlaps: Proof['overlaps'][number][] = [];
  for (const second of rules) {
    if (overlaps.length === MAX_OVERLAPS) break;
    const box = space.boxes[second] ?? space.all;
    const contradicts = (rule: number): boolean =>
      answers[rule] !== answers[second] && meet(space, space.boxes[rule] ?? space.all, box);
    const first = rules.find((rule) => rule >= second || contradicts(rule)) ?? second;
    if (first >= second) continue;
    overlaps.push({ first, second, example: exampleOf(space, space.boxes[first] ?? space.all, box) });
  }
  return overlaps;
}

interface Unreached {
  unreachable: readonly number[];
  /** Whether there may be more. */
  isOpen: boolean;
}

const NOTHING: Unreached = { unreachable: [], isOpen: false };

/** The rules that those before them cover. Where the table has no gap, its first rules alone may cover everything. */
function unreachedOf(space: Space, rules: readonly number[], noGap: boolean): Unreached {
  const effort: Effort = { left: MAX_STEPS / 2 };
  const unreachable: number[] = [];
  const before: number[] = [];
  let isOpen = false;
  let nextLook = 1;
  for (const [i, rule] of rules.entries()) {
    const box = space.boxes[rule] ?? space.all;
    const near = before.filter((other) => meet(space, space.boxes[other] ?? space.all, box));
    const found = near.length === 0 ? [box] : findUncovered(space, box, near, 1, effort);
    isOpen ||= found === null;
    if (found?.length !== 0) {
      before.push(rule);
      continue;
    }
    unreachable.push(rule);
    if (!noGap || unreachable.length < nextLook) continue;
    // Looked for rarely: most rules that are covered are covered by a few.
    nextLook *= 2;
    if (findUncovered(space, space.all, before, 1, effort)?.length === 0)
      return { unreachable: [...unreachable, ...rules.slice(i + 1)], isOpen };
  }
  return { unreachable, isOpen };
}
