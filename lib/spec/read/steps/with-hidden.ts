import type { Scope } from '../../expressions/scope.ts';

/** The same place, where it is known which steps stand inside of another and are not seen. */
export function withHidden(scope: Scope, names: Iterable<string>, holder: string): Scope {
  const hidden = new Map(scope.hidden);
  for (const name of names) hidden.set(name, holder);
  return hidden.size === 0 ? scope : { ...scope, hidden };
}
