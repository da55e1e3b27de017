import type { Entity, Type } from '../model.ts';
import type { TypeTable } from '../read/type-table.ts';

/** What an expression can see at one place of a flow. */
export interface Scope {
  table: TypeTable;
  /** An object of the operation's inputs; null where there is no request. */
  input: Type | null;
  /** Who calls; null where nobody does. */
  caller: Type | null;
  /** Results of earlier steps. */
  steps: ReadonlyMap<string, Type>;
  /** Steps that come later, for a better message. */
  later: ReadonlySet<string>;
  /** The entity whose fields are bare names, in `where`. */
  row: Entity | null;
  locals: ReadonlyMap<string, Type>;
  /** Paths such as `input.name` that were tested and are not missing here. */
  present: ReadonlySet<string>;
}

/** The same place, where more paths are known to be there. */
export function withPresent(scope: Scope, paths: Iterable<string>): Scope {
  const present = new Set([...scope.present, ...paths]);
  return present.size === scope.present.size ? scope : { ...scope, present };
}
