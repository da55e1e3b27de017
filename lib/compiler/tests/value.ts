import { type Exact, exact } from './exact.ts';

/** What cannot be known before the service runs: ids, instants, and what is not computed here. */
export const UNKNOWN = { unknown: true } as const;

/** An id that is made anew: whatever it is, it is the same as itself only. */
export interface MadeId {
  made: true;
}

/** A value as the tests expect it. Numbers are exact; binary fractions are unknown once they are computed with. */
export type Value =
  | null
  | boolean
  | string
  | typeof UNKNOWN
  | MadeId
  | { number: Exact }
  | { items: readonly Value[] }
  | { fields: ReadonlyMap<string, Value> };

/** Whether values are the same where one of them is an id that was made anew; null where none is. */
export function sameId(one: Value, other: Value): boolean | null {
  return isMade(one) || isMade(other) ? one === other : null;
}

function isMade(value: Value): boolean {
  return value !== null && typeof value === 'object' && 'made' in value;
}

/** The number that a text of digits says. */
export function numeric(text: string): Value {
  const number = exact(text);
  return number === null ? UNKNOWN : { number };
}
