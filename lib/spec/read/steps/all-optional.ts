import { optional } from '../../expressions/static-types.ts';
import type { Type } from '../../model.ts';

/** The same results, each of which may be missing. */
export function allOptional(results: ReadonlyMap<string, Type> | undefined): ReadonlyMap<string, Type> {
  return new Map([...(results ?? [])].map(([name, type]) => [name, optional(type)]));
}
