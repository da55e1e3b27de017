import type { Field, Model, Type } from '../../spec/model.ts';
import { holdsFile } from './file-fields.ts';
import { plainType } from './types.ts';

/** Types in each other are looked into this far. */
const MAX_DEPTH = 12;

/** Fields whose types say where the files are in them: names of types that hold some are looked up. */
export function withoutNames(fields: readonly Field[], model: Model): readonly Field[] {
  return fields.map((field) => ({ ...field, type: replaced(field.type, model, (file) => file, 0) }));
}

/** Fields as a document says them that has no files: what they hold in base64, of the same size and media type. */
export function asTexts(fields: readonly Field[], model: Model): readonly Field[] {
  return fields.map((field) => ({ ...field, type: asText(field.type, model) }));
}

/** The same for a type. Types that hold no file stay as they are. */
export function asText(type: Type, model: Model): Type {
  return replaced(type, model, (file) => ({ ...file, name: 'base64' }), 0);
}

type Scalar = Extract<Type, { kind: 'scalar' }>;

function replaced(type: Type, model: Model, put: (file: Scalar) => Type, depth: number): Type {
  if (depth > MAX_DEPTH || !holdsFile(type, model)) return type;
  const inner = (of: Type): Type => replaced(of, model, put, depth + 1);
  switch (type.kind) {
    case 'named':
      return inner(plainOrOptional(type, model));
    case 'optional':
    case 'list':
    case 'map':
      return { ...type, of: inner(type.of) };
    case 'object':
      return { ...type, fields: type.fields.map((field) => ({ ...field, type: inner(field.type) })) };
    case 'oneOf':
      return { ...type, of: type.of.map(inner) };
    default:
      return type.kind === 'scalar' ? put(type) : type;
  }
}

/** What a name stands for; that it may be missing is part of it. */
function plainOrOptional(type: Extract<Type, { kind: 'named' }>, model: Model): Type {
  return model.types.find(({ name }) => name === type.name)?.type ?? plainType(type, model);
}
