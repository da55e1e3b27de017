import { AppError } from '../../core/app-error.ts';
import type { Json } from '../../core/canonical-json.ts';
import { jsonOrNull } from '../../core/json-or-null.ts';
import { type FormPart, formParts } from './form-parts.ts';
import type { OperationCall } from './service-deployment.ts';
import type { ServiceOperation } from './service-operation.ts';

/** The request line, headers and body that call an operation with these values. */
export interface PreparedRequest {
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  /** Null where there is none, and where `parts` are sent. */
  body: string | null;
  /** What a form of several parts holds. Its media type names a boundary, which whoever sends it chooses. */
  parts: readonly FormPart[] | null;
}

/**
 * Places the values of a call where the operation has them. Values are encoded, so none can leave its place; names that the
 * operation does not have are refused.
 * @throws AppError `invalid` naming what is missing or too much
 */
export function requestOf(
  operation: ServiceOperation,
  call: Pick<OperationCall, 'parameters' | 'body'>,
): PreparedRequest {
  const known = new Set(operation.parameters.map((parameter) => parameter.name));
  const foreign = Object.keys(call.parameters).find((name) => !known.has(name));
  if (foreign !== undefined) throw new AppError('invalid', `${operation.operation} has no parameter ${foreign}.`);
  let path = operation.path;
  const query = new URLSearchParams();
  const headers: Record<string, string> = { accept: 'application/json' };
  for (const parameter of operation.parameters) {
    const value = call.parameters[parameter.name];
    if (value === undefined || (value === '' && parameter.in !== 'path')) {
      if (parameter.required) throw new AppError('invalid', `${parameter.name} is required.`);
      continue;
    }
    if (parameter.in === 'path') path = path.replaceAll(`{${parameter.name}}`, pathSegment(parameter.name, value));
    else if (parameter.in === 'query') query.append(parameter.name, value);
    else headers[parameter.name.toLowerCase()] = headerValue(parameter.name, value);
  }
  const { body, parts } = bodyOf(operation, call.body);
  if (body !== null) headers['content-type'] = operation.bodyMedia;
  const search = query.size > 0 ? `?${query}` : '';
  return { method: operation.method, path: path + search, headers, body, parts };
}

/** The body as the operation wants it, from the JSON that a person filled in. */
function bodyOf(
  { bodyMedia, bodySchema }: ServiceOperation,
  json: string | null,
): Pick<PreparedRequest, 'body' | 'parts'> {
  if (json === null || bodyMedia === 'application/json') return { body: json, parts: null };
  const values = jsonOrNull(json);
  if (!isObject(values)) throw new AppError('invalid', 'The body of a form is an object.');
  const parts = formParts(values, bodySchema ?? {});
  if (bodyMedia === 'multipart/form-data') return { body: null, parts };
  const query = new URLSearchParams();
  for (const part of parts) query.append(part.name, 'text' in part ? part.text : part.base64);
  return { body: query.toString(), parts: null };
}

function isObject(value: unknown): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Dots alone would be read as "here" and "above" by whoever resolves the address. */
function pathSegment(name: string, value: string): string {
  if (value === '' || value === '.' || value === '..') throw new AppError('invalid', `${name} is required.`);
  return encodeURIComponent(value);
}

function headerValue(name: string, value: string): string {
  if (/^[\t\x20-\x7e]*$/.test(value)) return value;
  throw new AppError('invalid', `${name} may hold printable ASCII only.`);
}
