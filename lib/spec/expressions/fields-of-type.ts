import type { Type } from '../model.ts';
import type { TypeTable } from '../read/type-table.ts';
import { scalar } from '../scalar-type.ts';
import { INT, open, optional, STRING, scalarName, unify } from './static-types.ts';

type Fields = readonly { name: string; type: Type }[];

const FILE_FIELDS: Fields = [
  { name: 'name', type: STRING },
  { name: 'media', type: STRING },
  { name: 'size', type: INT },
  { name: 'bytes', type: scalar('bytes') },
];

/** Alternatives may hold alternatives; nothing deeper than this is looked at. */
const MAX_DEPTH = 8;

/** The fields that a value has, or null if it has none by nature. Of alternatives, those that each of them has. */
export function fieldsOfType(table: TypeTable, type: Type, depth = 0): Fields | null {
  if (type.kind === 'object') return type.fields;
  if (type.kind === 'entity') return table.entities.get(type.name)?.fields ?? null;
  if (scalarName(type) === 'file') return FILE_FIELDS;
  if (type.kind !== 'oneOf' || depth > MAX_DEPTH) return null;
  const [first = null, ...others] = type.of.map((one) => fieldsOfType(table, open(table, one).type, depth + 1));
  if (first === null) return null;
  return others.reduce<Fields | null>(
    (common, fields) => (common === null ? null : shared(table, common, fields)),
    first,
  );
}

function shared(table: TypeTable, common: Fields, fields: Fields | null): Fields | null {
  if (fields === null) return null;
  return common.flatMap(({ name, type }) => {
    const other = fields.find((field) => field.name === name);
    const both = other === undefined ? null : unify(table, type, other.type);
    return both === null ? [] : [{ name, type: both }];
  });
}

/** The type of a field that has no declaration of its own: members of json, and of objects that are open. Null if there is none. */
export function looseFieldType(type: Type): Type | null {
  if (scalarName(type) === 'json') return optional(scalar('json'));
  if (type.kind !== 'object' || type.others === undefined) return null;
  return optional(type.others === 'any' ? scalar('json') : type.others);
}
