import type { AuthScheme, Entity, ErrorDeclaration, Named, Type, TypeDeclaration } from '../model.ts';
import { checkContent } from './check-content.ts';
import { checkRecursion } from './check-recursion.ts';
import type { ReadContext } from './context.ts';
import type { Keys } from './keys.ts';
import { readAuth, subjectOf } from './read-auth.ts';
import { readEntities } from './read-entities.ts';
import { readErrors } from './read-errors.ts';
import { readTimeZone } from './read-time-zone.ts';
import { readTypes } from './read-types.ts';
import type { Section } from './section.ts';
import type { TypeTable } from './type-table.ts';

/** What everything that runs refers to: types, rows, errors, callers and the clock. */
export interface Declarations {
  timezone: string;
  types: readonly TypeDeclaration[];
  auth: readonly AuthScheme[];
  /** The entity whose rows callers are; null: none. */
  subject: string | null;
  entities: readonly Entity[];
  errors: readonly ErrorDeclaration[];
  errorBody: Type | null;
  table: TypeTable;
}

/** Reads what is declared before anything runs. */
export function readDeclarations(ctx: ReadContext, keys: Keys, section: Section): Declarations {
  const zone = keys.get('timezone');
  const timezone = (zone === undefined ? null : readTimeZone(ctx, zone)) ?? 'UTC';
  const types = section('types', readTypes);
  const declared = byName(types);
  checkRecursion(ctx, types);
  const auth = section('auth', readAuth);
  const subject = subjectOf(auth);
  const entities = section('entities', (at, node) => readEntities(at, declared, node, subject));
  const table: TypeTable = { types: declared, entities: byName(entities) };
  for (const type of types) checkContent(ctx, table, type.type, type.span);
  return { timezone, types, auth, subject, entities, ...readErrors(ctx, keys.get('errors'), types), table };
}

/** Declared things by their names. */
export function byName<T extends Named>(nodes: readonly T[]): ReadonlyMap<string, T> {
  return new Map(nodes.map((node) => [node.name, node]));
}
