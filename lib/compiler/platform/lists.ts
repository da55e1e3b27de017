import { code } from '../text/code.ts';

/** src/platform/lists.ts: what expressions do with lists and maps beyond JavaScript's own methods; only for services that need it. */
export function listsFile(): string {
  return code`
    type Order<T> = (left: T, right: T) => number;

    /** The whole numbers from one to another, both included; at most 10,000. */
    export function numbersFrom(from: number, to: number): number[] {
      if (to - from >= 10_000) throw new RangeError('a range has at most 10,000 numbers');
      return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
    }

    /** The items in order. The list itself stays as it is. */
    export function sortedBy<T>(list: readonly T[], order: Order<T>): T[] {
      return list.toSorted(order);
    }

    /** Each item once, where it came first; equal is what the order puts at the same place. */
    export function distinctOf<T>(list: readonly T[], order: Order<T>): T[] {
      const seen: T[] = [];
      const places = list.map((item, at) => ({ item, at })).sort((a, b) => order(a.item, b.item) || a.at - b.at);
      const kept = places.filter(({ item }, at) => {
        const before = places[at - 1];
        return before === undefined || order(before.item, item) !== 0;
      });
      for (const { item } of kept.sort((a, b) => a.at - b.at)) seen.push(item);
      return seen;
    }

    /** The smallest item; null of nothing. */
    export function smallestOf<T>(list: readonly T[], order: Order<T>): T | null {
      const [first = null, ...others] = list;
      return others.reduce((best, item) => (best !== null && order(item, best) < 0 ? item : best), first);
    }

    /** The largest item; null of nothing. */
    export function largestOf<T>(list: readonly T[], order: Order<T>): T | null {
      const [first = null, ...others] = list;
      return others.reduce((best, item) => (best !== null && order(item, best) > 0 ? item : best), first);
    }

    /** Whether a value is one of a list's items; \`same\` says what equal means where it is not \`===\`. */
    export function isAmong<T>(
      value: T | null | undefined,
      list: readonly (T | null)[],
      same: (left: T | null | undefined, right: T | null) => boolean = (left, right) => (left ?? null) === right,
    ): boolean {
      return list.some((item) => same(value, item));
    }

    /** The value of a map for a key; null if it has none. What every object has by nature does not count. */
    export function lookUp<T>(map: Readonly<Record<string, T>>, key: string): T | null {
      return Object.hasOwn(map, key) ? (map[key] ?? null) : null;
    }
  `;
}
