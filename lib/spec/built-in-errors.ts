import type { CallFailure } from './model.ts';

/** Errors that every service knows without declaring them; `errors` may give them another title or body. By name: the status. */
export const BUILT_IN_ERRORS: ReadonlyMap<string, number> = new Map([
  ['invalid_input', 400],
  ['unauthenticated', 401],
  ['forbidden', 403],
  ['not_found', 404],
  ['timed_out', 408],
  ['conflict', 409],
  ['too_large', 413],
  ['unsupported', 415],
  ['too_many', 429],
]);

/** What they say unless `errors` gives them another title. By name. */
export const BUILT_IN_TITLES: ReadonlyMap<string, string> = new Map([
  ['invalid_input', 'The request is not valid'],
  ['unauthenticated', 'A valid token is needed'],
  ['forbidden', 'You have no right to do this'],
  ['not_found', 'There is no such thing'],
  ['timed_out', 'The request took too long to arrive'],
  ['conflict', 'It was changed in the meantime'],
  ['too_large', 'The request is too large'],
  ['unsupported', 'This media type is not read here'],
  ['too_many', 'There were too many requests'],
]);

/** How outside work fails, with the status that is answered if nothing catches it. */
export const CALL_FAILURES: ReadonlyMap<CallFailure, number> = new Map([
  ['timeout', 504],
  ['unavailable', 503],
  ['rate_limited', 503],
  ['rejected', 502],
  ['invalid_response', 502],
]);

/** Whether a name is that of a failure of outside work. */
export function isCallFailure(name: string): name is CallFailure {
  return new Set<string>(CALL_FAILURES.keys()).has(name);
}
