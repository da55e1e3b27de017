import type { Atom } from './atoms.ts';
import {
  add,
  allRules,
  common,
  countCommon,
  countOf,
  either,
  isNone,
  isSame,
  isWithin,
  keepOnly,
  nextRule,
  only,
  type RuleSet,
  upTo,
} from './rule-set.ts';

/** What is proven about a table. Rules are counted from 0 here. */
export interface Proof {
  /** Values that no rule covers, one example for each input, in order. */
  gaps: readonly (readonly string[])[];
  /** Pairs of rules that cover the same values and may not, with an example. */
  overlaps: readonly { first: number; second: number; example: readonly string[] }[];
  /** Rules that nothing reaches. */
  unreachable: readonly number[];
}

/** What several rules for the same values mean. */
export type Reach =
  /** Only the first of them is reached. */
  | { kind: 'first' }
  /** All of them are reached. */
  | { kind: 'all' }
  /** All of them are reached, and those whose answers differ contradict each other. By rule, a number for its answer. */
  | { kind: 'agreeing'; answers: readonly number[] };

/** Comparisons of sets of values with rules before giving up. */
export const MAX_STEPS = 40_000;
const MAX_GAPS = 3;
const MAX_OVERLAPS = 5;

/** The values of one input, in groups that the rules at hand treat alike. */
type Column = readonly Atom[];

/** A box of values that is still to be looked at, with the rules that may cover some of it. */
interface Part {
  columns: readonly Column[];
  rules: RuleSet;
}

/**
 * Looks at all combinations of sets of values. At each place the values of every input are put together as far as the rules that
 * are left treat them alike, and one input is cut in two where the fewest rules lie on both sides; where one rule covers all that
 * is left, it is seen at once. Exact; null if it takes more than 40,000 steps.
 */
export function proveTable(inputs: readonly (readonly Atom[])[], rules: number, reach: Reach): Proof | null {
  const everything = allRules(rules);
  const prover = new Prover(
    reach,
    everything.map(() => 0),
  );
  if (!prover.look(inputs, everything)) return null;
  const { gaps, overlaps, reached } = prover;
  const unreachable: number[] = [];
  for (let rule = 0; rule < rules; rule++) if (isNone(common(reached, only(rule, reached)))) unreachable.push(rule);
  return { gaps, overlaps, unreachable };
}

class Prover {
  readonly gaps: string[][] = [];
  readonly overlaps: { first: number; second: number; example: string[] }[] = [];
  reached: RuleSet;
  readonly #reach: Reach;
  #steps = 0;

  constructor(reach: Reach, none: RuleSet) {
    this.#reach = reach;
    this.reached = none;
  }

  /** Looks at the values of the columns, for the rules that may cover some of them. False if there was too much to see. */
  look(columns: readonly Column[], rules: RuleSet): boolean {
    const open: Part[] = [{ columns, rules }];
    for (let part = open.pop(); part !== undefined; part = open.pop()) {
      const rest = this.#lookAt(part);
      if (this.#steps > MAX_STEPS) return false;
      open.push(...rest);
    }
    return true;
  }

  /** Learns what a part tells at once; else gives the two halves of it that are to be looked at. */
  #lookAt(part: Part): readonly Part[] {
    for (const column of part.columns) this.#steps += column.length;
    let rules = coveringSome(part);
    if (isNone(rules)) {
      this.#gap(part.columns);
      return [];
    }
    let columns = part.columns.map((column) => restricted(column, rules));
    let covering = coverOf(columns, rules);
    if (this.#reach.kind === 'first' && !isNone(covering)) {
      // Behind a rule that covers everything here, no other is reached.
      const last = nextRule(covering, -1);
      rules = upTo(rules, last);
      covering = only(last, rules);
      columns = columns.map((column) => restricted(column, rules));
    }
    if (this.#isKnown(rules, covering)) return [];
    const cut = bestCut(columns);
    if (cut === null) {
      this.#leaf(columns, rules);
      return [];
    }
    const half = (from: number, to?: number): Part => ({
      columns: columns.map((column, i) => (i === cut.column ? column.slice(from, to) : column)),
      rules,
    });
    return [half(cut.at), half(0, cut.at)];
  }

  /** Whether nothing new can be learnt: no gap, no overlap, and every rule is known to be reached. */
  #isKnown(rules: RuleSet, covering: RuleSet): boolean {
    if (!isWithin(rules, this.reached)) return false;
    const noGap = this.gaps.length >= MAX_GAPS || !isNone(covering);
    return noGap && (this.overlaps.length >= MAX_OVERLAPS || this.#contradiction(rules) === null);
  }

  /** Two of the rules whose answers differ, where that matters. */
  #contradiction(rules: RuleSet): [number, number] | null {
    const reach = this.#reach;
    if (reach.kind !== 'agreeing') return null;
    const first = nextRule(rules, -1);
    for (let second = nextRule(rules, first); second !== -1; second = nextRule(rules, second))
      if (reach.answers[second] !== reach.answers[first]) return [first, second];
    return null;
  }

  #leaf(columns: readonly Column[], rules: RuleSet): void {
    const reached = this.#reach.kind === 'first' ? only(nextRule(rules, -1), rules) : rules;
    this.reached = either(this.reached, reached);
    const pair = this.#contradiction(rules);
    if (pair === null || this.overlaps.length >= MAX_OVERLAPS) return;
    const [first, second] = pair;
    if (!this.overlaps.some((other) => other.first === first && other.second === second))
      this.overlaps.push({ first, second, example: exampleOf(columns) });
  }

  #gap(columns: readonly Column[]): void {
    if (this.gaps.length < MAX_GAPS) this.gaps.push(exampleOf(columns));
  }
}

function exampleOf(columns: readonly Column[]): string[] {
  return columns.map((column) => column[0]?.example ?? '-');
}

/** The rules of a part that cover some of its values. */
function coveringSome({ columns, rules }: Part): RuleSet {
  const some = rules.slice();
  for (const column of columns) {
    const all: number[] = new Array<number>(some.length).fill(0);
    for (const group of column) add(all, group.rules);
    keepOnly(some, all);
  }
  return some;
}

/** The column as the given rules see it: groups that they treat alike are one. */
function restricted(column: Column, rules: RuleSet): Column {
  if (column.length === 1) return column;
  const groups: Atom[] = [];
  for (const group of column) {
    const left = isWithin(group.rules, rules) ? group : { example: group.example, rules: common(group.rules, rules) };
    if (!groups.some((other) => isSame(other.rules, left.rules))) groups.push(left);
  }
  return groups;
}

/** The rules that cover every value of every column. */
function coverOf(columns: readonly Column[], rules: RuleSet): RuleSet {
  const covering = rules.slice();
  for (const column of columns) for (const group of column) keepOnly(covering, group.rules);
  return covering;
}

/** Where to cut a column in two so that the fewest rules lie on both sides; null if no column has two groups. */
function bestCut(columns: readonly Column[]): { column: number; at: number } | null {
  let best: { column: number; at: number } | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [i, column] of columns.entries()) {
    if (column.length < 2) continue;
    const behind = unionsBehind(column);
    const before = new Array<number>(column[0]?.rules.length ?? 0).fill(0);
    for (let at = 1; at < column.length; at++) {
      add(before, column[at - 1]?.rules ?? []);
      const after = behind[at] ?? [];
      // Rules on both sides are looked at twice; of equal cuts, the one in the middle leaves the least.
      const score = countCommon(before, after) + Math.max(countOf(before), countOf(after)) / 1000;
      if (score >= least) continue;
      least = score;
      best = { column: i, at };
    }
  }
  return best;
}

/** For each group of a column, the rules of that one and of those behind it. */
function unionsBehind(column: Column): readonly RuleSet[] {
  const unions: RuleSet[] = [];
  for (let i = column.length - 1; i >= 0; i--) {
    const rules = column[i]?.rules ?? [];
    const later = unions[i + 1];
    unions[i] = later === undefined ? rules : either(later, rules);
  }
  return unions;
}
