import type { EntityField, Field, Model, Type } from '../../spec/model.ts';
import { plainType } from './types.ts';

/** Types in each other are looked into this far. */
const MAX_DEPTH = 12;

/** Whether values of a type are files. */
export function isFile(type: Type, model: Model): boolean {
  const plain = plainType(type, model);
  return plain.kind === 'scalar' && plain.name === 'file';
}

/** Whether values of a type are files or hold some. */
export function holdsFile(type: Type, model: Model, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  const plain = plainType(type, model);
  const inner = (of: Type): boolean => holdsFile(of, model, depth + 1);
  if (plain.kind === 'list' || plain.kind === 'map') return inner(plain.of);
  if (plain.kind === 'oneOf') return plain.of.some(inner);
  if (plain.kind === 'object') return plain.fields.some((field: Field) => inner(field.type));
  return plain.kind === 'scalar' && plain.name === 'file';
}

/** Whether values are files, or lists of them: what parts of a form can be. */
export function isPart(type: Type, model: Model): boolean {
  const plain = plainType(type, model);
  return isFile(type, model) || (plain.kind === 'list' && isFile(plain.of, model));
}

/** Whether some value is a file within other values: there it is base64. */
export function holdsInner(type: Type, model: Model): boolean {
  return holdsFile(type, model) && !isPart(type, model);
}

/** Whether a stored field names contents. */
export function namesContents({ type, value }: Pick<EntityField, 'type' | 'value'>, model: Model): boolean {
  return value === null && holdsFile(type, model);
}
