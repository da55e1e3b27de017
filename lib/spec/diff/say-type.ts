import { writeType } from '../expressions/static-types.ts';
import type { Type } from '../model.ts';

/** A type as it would be written, for a sentence. */
export function sayTypeOf(type: Type): string {
  if (type.kind !== 'scalar' || (type.pattern === null && type.media === null)) return writeType(type);
  const more = [
    ...(type.pattern === null ? [] : [`pattern ${type.pattern}`]),
    ...(type.media === null ? [] : [`media ${type.media.join(' or ')}`]),
  ];
  return `${writeType(type)} with ${more.join(' and ')}`;
}
