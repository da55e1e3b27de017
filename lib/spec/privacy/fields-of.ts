import type { Span } from '../../core/text-range.ts';
import type { Field, MaskName, Protection, Type } from '../model.ts';
import type { TypeTable } from '../read/type-table.ts';

/** A field anywhere inside others, with how its values are protected by itself and by the named types on the way. */
export interface FoundField {
  name: string;
  /** From the outside in, as in `document.pan`. */
  path: string;
  span: Span;
  type: Type;
  /** Without names and optionals; of a list, what it holds. */
  core: Type;
  protection: Protection;
  /** The name of the type that says what it is; null where none is named. */
  typeName: string | null;
}

const MAX_DEPTH = 6;
const MAX_FIELDS = 2000;
const MAX_NAMES = 32;

/** Fields and those inside them. Types that contain themselves end at a depth, wide ones at a count. */
export function fieldsOf(table: TypeTable, fields: readonly Field[]): readonly FoundField[] {
  const found: FoundField[] = [];
  const visit = (list: readonly Field[], before: string, at: Span | null, depth: number): void => {
    for (const field of list) {
      if (found.length >= MAX_FIELDS) return;
      const span = at ?? field.span;
      const { core, protection, typeName } = protectedCore(table, field.type, field.protection);
      const path = `${before}${field.name}`;
      found.push({ name: field.name, path, span, type: field.type, core, protection, typeName });
      // What lies inside a named type stands elsewhere; the place to mend is the field that has it here.
      if (core.kind === 'object' && depth < MAX_DEPTH) visit(core.fields, `${path}.`, span, depth + 1);
    }
  };
  visit(fields, '', null, 0);
  return found;
}

/** What a type is when its names, optionals and lists are opened, and how its values are protected. The first to say so counts. */
export function protectedCore(
  table: TypeTable,
  type: Type,
  own: Protection | null,
): { core: Type; protection: Protection; typeName: string | null } {
  let protection = own ?? { classification: null, mask: null, encrypt: null, hash: null };
  let typeName: string | null = null;
  let core = type;
  for (let step = 0; step < MAX_NAMES; step++) {
    if (core.kind === 'optional' || core.kind === 'list' || core.kind === 'map') core = core.of;
    else if (core.kind === 'named') {
      const declared = table.types.get(core.name);
      typeName ??= core.name;
      if (declared === undefined) break;
      protection = {
        classification: protection.classification ?? declared.classification,
        mask: protection.mask ?? declared.mask,
        encrypt: protection.encrypt ?? declared.encrypt,
        hash: protection.hash ?? declared.hash,
      };
      core = declared.type;
    } else {
      // A reference holds the key of its row, with the key's protection.
      const key = core.kind === 'ref' ? table.entities.get(core.entity)?.fields.find((field) => field.key) : undefined;
      if (key !== undefined && key.type.kind !== 'ref')
        protection = protectedCore(table, key.type, protection).protection;
      break;
    }
  }
  return { core, protection: withDefaults(core, protection), typeName };
}

/** Passwords are sensitive unless something else is said. */
function withDefaults(core: Type, protection: Protection): Protection {
  if (core.kind !== 'scalar' || core.name !== 'password' || protection.classification !== null) return protection;
  return { ...protection, classification: 'sensitive' };
}

/** The mask that logs, audit and reports use: what is confidential, personal or sensitive is left out unless a mask is named. */
export function maskOf({ classification, mask }: Protection): MaskName | null {
  if (mask !== null) return mask;
  return classification === 'confidential' || classification === 'pii' || classification === 'sensitive'
    ? 'omit'
    : null;
}
