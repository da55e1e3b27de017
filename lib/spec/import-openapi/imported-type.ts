import { bare, list, map, openMap, type SpecEntry, type SpecValue, text } from './spec-value.ts';

/** A type as it will be written. */
export type ImportedType =
  /** In the language's notation, such as `list<Pet>(1..3)`; `keys` say what the notation cannot, such as a pattern. */
  | { kind: 'notation'; text: string; keys: readonly SpecEntry[] }
  | { kind: 'enum'; values: readonly string[] }
  | { kind: 'object'; fields: readonly ImportedField[]; others: string | true | null }
  /** Each alternative in notation. */
  | { kind: 'oneOf'; of: readonly string[] };

/** A member of an object, an input or an output. */
export interface ImportedField {
  name: string;
  /** The name on the wire, where it is another one. */
  wireName: string | null;
  type: ImportedType;
  optional: boolean;
  summary: string | null;
}

/** A type in notation, without anything else to say. */
export function notation(written: string, keys: readonly SpecEntry[] = []): ImportedType {
  return { kind: 'notation', text: written, keys };
}

/**
 * A type as the value behind a name; only a type in notation can be optional. `more` are keys that the place allows besides, such as `in` or `summary`.
 */
export function typeValue(type: ImportedType, optional: boolean, more: readonly (SpecEntry | null)[] = []): SpecValue {
  const added = more.filter((entry) => entry !== null);
  switch (type.kind) {
    case 'notation': {
      const written = text(optional ? `${type.text}?` : type.text);
      if (type.keys.length + added.length === 0) return written;
      return map([['type', written], ...type.keys, ...added]);
    }
    case 'enum': {
      const values = list(type.values.map((value) => text(value)));
      return added.length === 0 ? values : map([['type', values], ...added]);
    }
    case 'object': {
      const fields: SpecEntry = ['fields', openMap(type.fields.map(fieldEntry))];
      const others: SpecEntry | null =
        type.others === null ? null : ['additionalProperties', type.others === true ? bare(true) : text(type.others)];
      return openMap([...added, fields, others]);
    }
    case 'oneOf':
      return map([['oneOf', list(type.of.map((one) => text(one)))], ...added]);
  }
}

function fieldEntry(field: ImportedField): SpecEntry {
  const summary: SpecEntry | null = field.summary === null ? null : ['summary', text(field.summary)];
  return [field.name, typeValue(field.type, field.optional, [summary])];
}
