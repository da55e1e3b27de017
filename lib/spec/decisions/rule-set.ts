/** A set of rules by number: bit n of word n / 32. All sets of one table have the same length. */
export type RuleSet = readonly number[];

/** All rules of a table with so many. */
export function allRules(rules: number): RuleSet {
  return Array.from({ length: Math.ceil(rules / 32) }, (_, i) => {
    const left = rules - i * 32;
    return left >= 32 ? -1 : 2 ** left - 1;
  });
}

export function common(a: RuleSet, b: RuleSet): RuleSet {
  const both = a.slice();
  keepOnly(both, b);
  return both;
}

export function either(a: RuleSet, b: RuleSet): RuleSet {
  const all = a.slice();
  add(all, b);
  return all;
}

/** Adds the rules of a set to one that is being made. In place: this is done hundreds of thousands of times for one table. */
export function add(to: number[], set: RuleSet): void {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] ?? 0) | (set[i] ?? 0);
}

/** Takes out of a set that is being made what is not in another one. In place. */
export function keepOnly(of: number[], set: RuleSet): void {
  for (let i = 0; i < of.length; i++) of[i] = (of[i] ?? 0) & (set[i] ?? 0);
}

export function isSame(a: RuleSet, b: RuleSet): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

export function isWithin(a: RuleSet, b: RuleSet): boolean {
  for (let i = 0; i < a.length; i++) if (((a[i] ?? 0) & ~(b[i] ?? 0)) !== 0) return false;
  return true;
}

export function isNone(set: RuleSet): boolean {
  for (const word of set) if (word !== 0) return false;
  return true;
}

/** How many rules are in a set. */
export function countOf(set: RuleSet): number {
  let count = 0;
  for (const word of set) count += bitsOf(word);
  return count;
}

/** How many rules are in both of two sets. */
export function countCommon(a: RuleSet, b: RuleSet): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) count += bitsOf((a[i] ?? 0) & (b[i] ?? 0));
  return count;
}

/** Bits in parallel (H. S. Warren, Hacker's Delight, 5-1). */
function bitsOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The lowest number in a set behind another one; -1 if there is none. */
export function nextRule(set: RuleSet, after: number): number {
  for (let i = (after + 1) >>> 5; i < set.length; i++) {
    const from = i === (after + 1) >>> 5 ? (after + 1) & 31 : 0;
    const word = (set[i] ?? 0) & (-1 << from);
    if (word !== 0) return i * 32 + 31 - Math.clz32(word & -word);
  }
  return -1;
}

/** The rules of a set up to a number, that one included. */
export function upTo(set: RuleSet, rule: number): RuleSet {
  return set.map((word, i) => {
    const first = i * 32;
    if (first + 31 <= rule) return word;
    return first > rule ? 0 : word & (2 ** (rule - first + 1) - 1);
  });
}

/** A set of one rule. */
export function only(rule: number, like: RuleSet): RuleSet {
  return like.map((_, i) => (i === rule >>> 5 ? 1 << (rule & 31) : 0));
}
