import type { HttpMethod, InputField, Type } from '../model.ts';
import { resolve, type TypeTable } from './type-table.ts';

export type InputPlace = InputField['in'];

/** The body that a request has: one of JSON, a form, or parts. */
export type BodyForm = 'body' | 'form' | 'multipart';

/** Whether requests of a method have a body. */
export function hasBody(method: HttpMethod): boolean {
  return method !== 'GET' && method !== 'DELETE';
}

/** Whether a value is a file, or a list of them: then the body comes in parts. */
export function isFile(types: TypeTable, type: Type): boolean {
  const full = resolve(types, type);
  if (full.kind === 'optional' || full.kind === 'list') return isFile(types, full.of);
  return full.kind === 'scalar' && full.name === 'file';
}

/** Why a value of a type cannot come from a place, or null if it can. */
export function placeProblem(types: TypeTable, type: Type, place: InputPlace): string | null {
  const full = resolve(types, type);
  if (full.kind === 'optional')
    return place === 'path' ? 'A parameter of the path is never missing.' : placeProblem(types, full.of, place);
  if (place === 'multipart') return null;
  if (isFile(types, full)) return 'A file comes in a multipart body: write `in: multipart`.';
  if (place === 'body') return null;
  if (isPlain(types, full)) return null;
  const several = place === 'query' || place === 'form';
  if (several && full.kind === 'list' && isPlain(types, resolve(types, full.of))) return null;
  const what = place === 'form' ? 'A field of a form' : place === 'cookie' ? 'A cookie' : `A ${place} parameter`;
  return several
    ? `${what} is one plain value or a list of them; this needs a JSON body.`
    : `${what} is one plain value; this needs a body.`;
}

/** What can be written as one short text. */
function isPlain(types: TypeTable, type: Type): boolean {
  if (type.kind === 'oneOf') return type.of.every((one) => isPlain(types, resolve(types, one)));
  if (type.kind === 'enum' || type.kind === 'ref') return true;
  return type.kind === 'scalar' && !['json', 'base64', 'bytes', 'file'].includes(type.name);
}
