import type { Atom } from './atoms.ts';

/** What is proven about a table. Rules are counted from 0 here. */
export interface Proof {
  /** Values that no rule covers, one example for each input, in order. */
  gaps: readonly (readonly string[])[];
  /** Pairs of rules that cover the same values, with an example. */
  overlaps: readonly { first: number; second: number; example: readonly string[] }[];
  /** Rules that nothing reaches. */
  unreachable: readonly number[];
}

/** Combinations that are looked at before giving up. */
export const MAX_COMBINATIONS = 20_000;
const MAX_GAPS = 3;
const MAX_OVERLAPS = 5;

/**
 * Looks at every combination of sets of values, cutting off where no rule is left. `firstWins` says that only the first matching
 * rule is reached. Null if there are too many combinations.
 */
export function proveTable(inputs: readonly (readonly Atom[])[], rules: number, firstWins: boolean): Proof | null {
  const everything = (1n << BigInt(rules)) - 1n;
  const gaps: string[][] = [];
  const overlaps = new Map<string, { first: number; second: number; example: string[] }>();
  let reached = 0n;
  let looked = 0;
  const visit = (depth: number, mask: bigint, example: readonly string[]): boolean => {
    if (++looked > MAX_COMBINATIONS) return false;
    if (mask === 0n) {
      if (gaps.length < MAX_GAPS)
        gaps.push([...example, ...inputs.slice(depth).map((atoms) => atoms[0]?.example ?? '-')]);
      return true;
    }
    const atoms = inputs[depth];
    if (atoms === undefined) {
      reached |= firstWins ? mask & -mask : mask;
      const rest = mask & (mask - 1n);
      if (rest !== 0n && overlaps.size < MAX_OVERLAPS) {
        const [first, second] = [lowestBit(mask), lowestBit(rest)];
        const key = `${first} ${second}`;
        if (!overlaps.has(key)) overlaps.set(key, { first, second, example: [...example] });
      }
      return true;
    }
    return atoms.every((atom) => visit(depth + 1, mask & atom.rules, [...example, atom.example]));
  };
  if (!visit(0, everything, [])) return null;
  const unreachable = Array.from({ length: rules }, (_, i) => i).filter((i) => (reached & (1n << BigInt(i))) === 0n);
  return { gaps, overlaps: [...overlaps.values()], unreachable };
}

function lowestBit(mask: bigint): number {
  let index = 0;
  for (let rest = mask; (rest & 1n) === 0n; rest >>= 1n) index++;
  return index;
}
