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
  /** Steps inside of others, whose results are not seen here, each with the step that holds it; for a better message. */
  hidden?: ReadonlyMap<string, string>;
  /**
   * The entity whose fields are bare names: in `where`, in `list … with` and in computed fields. Names of entities are
   * collections of rows there.
   */
  row: Entity | null;
  locals: ReadonlyMap<string, Type>;
  /** Paths such as `input.name` that were tested and are not missing here, each by its canonical name. */
  present: ReadonlySet<string>;
  /** The expression is the default of a stored field: `sequence()` is possible. */
  isDefault?: boolean;
  /** Steps have been done here, of which `report` can tell. */
  reports?: boolean;
}

/** The same place, where more paths are known to be there. */
export function withPresent(scope: Scope, paths: Iterable<string>): Scope {
  let present: Set<string> | null = null;
  for (const path of paths) {
    const name = canonical(scope, path);
    if (scope.present.has(name)) continue;
    present ??= new Set(scope.present);
    present.add(name);
  }
  return present === null ? scope : { ...scope, present };
}

/** Whether a path is known to be there. */
export function isPresent(scope: Scope, path: string): boolean {
  return scope.present.has(canonical(scope, path));
}

/** The same place inside a function with a variable. What was known of another value with that name does not count there. */
export function withLocal(scope: Scope, name: string, type: Type): Scope {
  const present = new Set([...scope.present].filter((path) => leadOf(path) !== name));
  return { ...scope, locals: new Map(scope.locals).set(name, type), present };
}

const LEAD = /[A-Za-z_][A-Za-z0-9_]*(?![A-Za-z0-9_(])/;

/** The name that a path starts with: `lines` of `first(lines).amount`. */
function leadOf(path: string): string {
  return LEAD.exec(path)?.[0] ?? '';
}

/** One text for one value: a field of the row is `row.x` however it is written, a step is its bare name. */
function canonical(scope: Scope, path: string): string {
  const lead = leadOf(path);
  if (scope.locals.has(lead)) return path;
  if (lead === 'steps') return path.replace('steps.', '');
  const isField = scope.row?.fields.some((field) => field.name === lead) === true;
  return isField ? path.replace(LEAD, (name) => `row.${name}`) : path;
}
