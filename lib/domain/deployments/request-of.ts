import { AppError } from '../../core/app-error.ts';
import type { OperationCall } from './service-deployment.ts';
import type { ServiceOperation } from './service-operation.ts';

/** The request line, headers and body that call an operation with these values. */
export interface PreparedRequest {
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string | null;
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
  if (call.body !== null) headers['content-type'] = 'application/json';
  const search = query.size > 0 ? `?${query}` : '';
  return { method: operation.method, path: path + search, headers, body: call.body };
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
