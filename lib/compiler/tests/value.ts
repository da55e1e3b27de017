import { type Exact, exact } from './exact.ts';

/** What cannot be known before the service runs: ids, instants, and what is not computed here. */
export const UNKNOWN = { unknown: true } as const;

/** A value as the tests expect it. Numbers are exact; binary fractions are unknown once they are computed with. */
export type Value =
  | null
  | boolean
  | string
  | typeof UNKNOWN
  | { number: Exact }
  | { items: readonly Value[] }
  | { fields: ReadonlyMap<string, Value> };

/** The number that a text of digits says. */
export function numeric(text: string): Value {
  const number = exact(text);
  return number === null ? UNKNOWN : { number };
}
