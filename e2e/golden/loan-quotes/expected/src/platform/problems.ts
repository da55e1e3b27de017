import { errorCode, isUnavailable } from './db.ts';

/** An error that has a name: what the caller reads in `type` and `title`, and the status that it is answered with. */
export interface NamedError {
  name: string;
  status: number;
  title: string;
  detail?: string;
}

/** The errors that every service knows. */
export const invalid_input: NamedError = { name: 'invalid_input', status: 400, title: 'The request is not valid' };
export const unauthenticated: NamedError = { name: 'unauthenticated', status: 401, title: 'A valid token is needed' };
export const forbidden: NamedError = { name: 'forbidden', status: 403, title: 'You have no right to do this' };
export const not_found: NamedError = { name: 'not_found', status: 404, title: 'There is no such thing' };
export const timed_out: NamedError = { name: 'timed_out', status: 408, title: 'The request took too long to arrive' };
export const conflict: NamedError = { name: 'conflict', status: 409, title: 'It was changed in the meantime' };
export const too_large: NamedError = { name: 'too_large', status: 413, title: 'The request is too large' };
export const unsupported: NamedError = { name: 'unsupported', status: 415, title: 'This media type is not read here' };
export const internal: NamedError = { name: 'internal', status: 500, title: 'The service failed' };
export const unavailable: NamedError = { name: 'unavailable', status: 503, title: 'The service is not ready' };

/** One thing that is wrong with a request; `path` is a JSON Pointer into it. */
export interface Fault {
  path: string;
  message: string;
}

/** Stops an operation with a named error. Nothing that it wrote is kept. */
export class Problem extends Error {
  readonly error: NamedError;
  readonly faults: readonly Fault[];

  constructor(error: NamedError, detail?: string, faults: readonly Fault[] = []) {
    super(detail ?? error.detail ?? error.title);
    this.error = error;
    this.faults = faults;
  }
}

/** A problem document, RFC 9457. */
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  detail?: string;
  errors?: readonly Fault[];
}

/** Says a problem on the wire. It tells nothing of the inside: messages of other errors never get here. */
export function problemDocument({ error, message, faults }: Problem): ProblemDocument {
  return {
    type: `urn:problem:${error.name}`,
    title: error.title,
    status: error.status,
    ...(message === error.title ? {} : { detail: message }),
    ...(faults.length === 0 ? {} : { errors: faults }),
  };
}

/** What the database says when a value is taken, a row is still needed, or another transaction won. */
const CONFLICTS = new Set(['23505', '23503', '40001', '40P01']);

/**
 * Any error as a problem: the framework's own by their status, a database that cannot work as 503, and
 * everything unknown as a failure of the service.
 */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (CONFLICTS.has(errorCode(error))) return new Problem(conflict);
  // Inputs are looked at before: only what a token says of the caller can be no value of a column.
  if (errorCode(error) === '22P02') return new Problem(forbidden, 'The caller has no id that is known here');
  if (isUnavailable(error)) return new Problem(unavailable);
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  return new Problem(REFUSALS.get(status) ?? (status >= 400 && status < 500 ? invalid_input : internal));
}

const REFUSALS: ReadonlyMap<number, NamedError> = new Map([
  [404, not_found],
  [408, timed_out],
  [413, too_large],
  [415, unsupported],
]);
