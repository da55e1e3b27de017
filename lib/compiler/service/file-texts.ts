import type { Field, Model, Type } from '../../../spec/model.ts';
import { holdsFile } from '../file-fields.ts';
import { plainType } from '../types.ts';

/** Types in each other are looked into this far. */
const MAX_DEPTH = 12;

/** Fields as a document says them that has no files: what they hold in base64, of the same size and media type. */
export function asTexts(fields: readonly Field[], model: Model, depth = 0): readonly Field[] {
  return fields.map((field) => ({ ...field, type: asText(field.type, model, depth) }));
}

/** The same for a type. Types that hold no file stay as they are. */
export function asText(type: Type, model: Model, depth = 0): Type {
  if (depth > MAX_DEPTH || !holdsFile(type, model)) return type;
  const inner = (of: Type): Type => asText(of, model, depth + 1);
  switch (type.kind) {
    case 'named':
      return inner(plainOrOptional(type, model));
    case 'optional':
      return { ...type, of: inner(type.of) };
    case 'list':
    case 'map':
      return { ...type, of: inner(type.of) };
    case 'object':
      return { ...type, fields: asTexts(type.fields, model, depth + 1) };
    case 'oneOf':
      return { ...type, of: type.of.map(inner) };
    default:
      return type.kind === 'scalar' ? { ...type, name: 'base64' } : type;
  }
}

/** What a name stands for; that it may be missing is part of it. */
function plainOrOptional(type: Extract<Type, { kind: 'named' }>, model: Model): Type {
  return model.types.find(({ name }) => name === type.name)?.type ?? plainType(type, model);
}
