import { BUILT_IN_ERRORS, BUILT_IN_TITLES } from '../spec/built-in-errors.ts';
import type { Model, Type } from '../spec/model.ts';

/** An error as callers read it. */
export interface NamedError {
  name: string;
  status: number;
  title: string;
  detail: string | null;
}

/** The errors that every service knows, in the order of their statuses; `errors` may let them say something else. */
const BUILT_IN: readonly (readonly [name: string, status: number, title: string])[] = [...BUILT_IN_ERRORS].map(
  ([name, status]) => [name, status, BUILT_IN_TITLES.get(name) ?? name],
);

/** Errors of the platform that no specification names. */
const OWN: readonly (readonly [name: string, status: number, title: string])[] = [
  ['key_reused', 422, 'The key is that of another request'],
  ['internal', 500, 'The service failed'],
  ['unavailable', 503, 'The service is not ready'],
];

/** The names of the errors that every service knows. */
export const BUILT_IN_NAMES: readonly string[] = BUILT_IN.map(([name]) => name);

const ALWAYS = new Map([...OWN, ...BUILT_IN].map((each) => [each[0], each]));

type Errors = Model['errors'];

const DECLARED = new WeakMap<Errors, ReadonlyMap<string, Errors[number]>>();

/** Errors by their names; of two with one name it is the first. */
function declaredIn(errors: Errors): ReadonlyMap<string, Errors[number]> {
  const known = DECLARED.get(errors) ?? new Map(errors.toReversed().map((error) => [error.name, error]));
  DECLARED.set(errors, known);
  return known;
}

/** What a name stands for: a declared error, or a built-in one with what the specification says of it. Null: nothing. */
export function errorNamed(name: string, { errors }: Model): NamedError | null {
  const declared = declaredIn(errors).get(name);
  const [, status, title] = ALWAYS.get(name) ?? [];
  if (declared === undefined)
    return status === undefined || title === undefined ? null : { name, status, title, detail: null };
  return { name, status: declared.status, title: declared.title, detail: declared.detail };
}

/** The same for an error of the platform, which is always there. */
export function platformError(name: string, model: Model): NamedError {
  return errorNamed(name, model) ?? { name, status: 500, title: name, detail: null };
}

/** The shape of an error's body: its own, else that of all errors. Null: a problem document (RFC 9457). */
export function bodyShape(name: string, { errors, errorBody }: Model): Type | null {
  return declaredIn(errors).get(name)?.body ?? errorBody;
}

/** The media type of an error's body, as an expression of the generated code; `problem` is the expression of the problem. */
export function mediaTypeText(model: Model, problem: string): string {
  if (model.errorBody !== null) return "'application/json; charset=utf-8'";
  return hasOwnBodies(model) ? `mediaTypeOf(${problem})` : "'application/problem+json'";
}

/** Whether some error is no problem document. */
export function hasOwnBodies({ errors, errorBody }: Model): boolean {
  return errorBody !== null || errors.some(({ body }) => body !== null);
}
