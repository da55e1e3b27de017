import type { Span } from '../../core/text-range.ts';
import type { Classification, Field, Type } from '../model.ts';
import type { TypeTable } from '../read/type-table.ts';
import { protectedCore } from './fields-of.ts';

const RANK: Readonly<Record<Classification, number>> = {
  public: 0,
  internal: 1,
  confidential: 2,
  pii: 3,
  sensitive: 4,
};
/** Fields of one type that are looked at; types may contain each other. */
const MAX_FIELDS = 5000;
const MAX_DEPTH = 8;

/** From public (and not classified) to sensitive. */
export function rankOf(classification: Classification | null): number {
  return classification === null ? 0 : RANK[classification];
}

/** Whether a value is about people: personal or sensitive. */
export function isPersonal(classification: Classification | null): boolean {
  return rankOf(classification) >= RANK.pii;
}

/** The declared fields of an object or a row, those of every alternative; none of anything else. */
export function fieldsOfType(table: TypeTable, type: Type, depth = 0): readonly Field[] {
  const { core } = protectedCore(table, type, null);
  if (core.kind === 'object') return core.fields;
  if (core.kind === 'oneOf' && depth < MAX_DEPTH) return core.of.flatMap((one) => fieldsOfType(table, one, depth + 1));
  return core.kind === 'entity' ? (table.entities.get(core.name)?.fields ?? []) : [];
}

/** The fields of wide types, by name; lists of fields live as long as their model. */
const named = new WeakMap<readonly Field[], ReadonlyMap<string, Field>>();
const WIDE = 16;

/** The field of a name among the declared ones. */
export function fieldNamed(table: TypeTable, type: Type, name: string): Field | undefined {
  const fields = fieldsOfType(table, type);
  if (fields.length < WIDE) return fields.find((field) => field.name === name);
  const known = named.get(fields) ?? new Map(fields.map((field) => [field.name, field]));
  named.set(fields, known);
  return known.get(name);
}

/** A field inside a type, however deep. */
export interface WorstField {
  class: Classification;
  typeName: string | null;
  type: Type;
  what: string;
  span: Span;
}

/** What was found for each type of a table; a table lives as long as its model. */
const found = new WeakMap<TypeTable, Map<Type | string, WorstField | null>>();

/** The most classified field inside an object or a row, its declared depth whatever it is; null: none is classified. */
export function worstField(table: TypeTable, type: Type): WorstField | null {
  const start = keyOf(protectedCore(table, type, null).core);
  if (start === null) return null;
  const known = found.get(table) ?? new Map<Type | string, WorstField | null>();
  found.set(table, known);
  const before = known.get(start);
  if (before !== undefined) return before;
  const worst = search(table, type, start);
  known.set(start, worst);
  return worst;
}

function search(table: TypeTable, type: Type, start: Type | string): WorstField | null {
  let worst: WorstField | null = null;
  let looked = 0;
  const seen = new Set<Type | string>([start]);
  const open: Type[] = [type];
  for (let next = open.pop(); next !== undefined && looked < MAX_FIELDS; next = open.pop()) {
    for (const field of fieldsOfType(table, next)) {
      if (++looked > MAX_FIELDS) break;
      const { core, protection, typeName } = protectedCore(table, field.type, field.protection);
      const { classification } = protection;
      if (classification !== null && rankOf(classification) > rankOf(worst?.class ?? null))
        worst = { class: classification, typeName, type: field.type, what: field.name, span: field.span };
      const key = keyOf(core);
      if (key !== null && !seen.has(key)) {
        seen.add(key);
        open.push(core);
      }
    }
  }
  return worst;
}

/** What tells types with fields apart; null: a type without any. */
function keyOf(core: Type): Type | string | null {
  if (core.kind === 'entity') return core.name;
  return core.kind === 'object' || core.kind === 'oneOf' ? core : null;
}
