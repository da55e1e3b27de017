import type { Field, Type } from '../model.ts';
import type { TypeTable } from '../read/type-table.ts';

/** Types in each other are looked into this far. */
const MAX_DEPTH = 12;

/** Whether a field of an entity is stored encrypted: it says so, its type does, or something within its type does. */
export function isStoredEncrypted({ protection, type }: Pick<Field, 'protection' | 'type'>, table: TypeTable): boolean {
  return protection?.encrypt === 'field' || holds(type, table, ({ encrypt }) => encrypt === 'field', true, 0);
}

/** Whether only a keyed hash of a field is stored: it says so, or its type does. */
export function isStoredHash({ protection, type }: Pick<Field, 'protection' | 'type'>, table: TypeTable): boolean {
  return protection?.hash === 'keyed' || holds(type, table, ({ hash }) => hash === 'keyed', false, 0);
}

/** Whether something within the values of a type, besides themselves, is to be a hash. */
export function holdsHash(type: Type, table: TypeTable): boolean {
  return holds(type, table, ({ hash }) => hash === 'keyed', true, 0);
}

interface Said {
  encrypt: 'field' | null;
  hash: 'keyed' | null;
}

function holds(type: Type, table: TypeTable, wanted: (said: Said) => boolean, inside: boolean, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  const inner = (of: Type): boolean => holds(of, table, wanted, inside, depth + 1);
  switch (type.kind) {
    case 'optional':
      return inner(type.of);
    case 'list':
    case 'map':
      return inside && inner(type.of);
    case 'oneOf':
      return inside && type.of.some(inner);
    case 'object':
      return (
        inside &&
        type.fields.some((field) => (field.protection !== null && wanted(field.protection)) || inner(field.type))
      );
    case 'named': {
      const declared = table.types.get(type.name);
      return declared !== undefined && (wanted(declared) || inner(declared.type));
    }
    default:
      return false;
  }
}
