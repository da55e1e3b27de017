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
  const both: number[] = [];
  for (let i = 0; i < a.length; i++) both.push((a[i] ?? 0) & (b[i] ?? 0));
  return both;
}

export function either(a: RuleSet, b: RuleSet): RuleSet {
  return a.map((word, i) => word | (b[i] ?? 0));
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
  for (const word of set) {
    // Bits in parallel (H. S. Warren, Hacker's Delight, 5-1).
    let bits = word - ((word >>> 1) & 0x55555555);
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    count += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
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
