import { BUILT_IN_NAMES, hasOwnBodies, platformError } from '../named-errors.ts';
import type { Plan } from '../plan.ts';
import { bodyFunction, bodyFunctions, bodyParts, saysTime } from '../service/error-body.ts';
import { raisedErrors } from '../service/raised-errors.ts';
import { code, when } from '../text/code.ts';
import { list, print, said } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { quote } from '../text/quote.ts';

/** src/platform/problems.ts: named errors and RFC 9457 problems. */
export function problemsFile(plan: Plan): string {
  const { model } = plan;
  return code`
    ${imports([['./db.ts', 'errorCode', 'isUnavailable']])}

    /** An error that has a name: what the caller reads in \`type\` and \`title\`, and the status that it is answered with. */
    export interface NamedError {
      name: string;
      status: number;
      title: string;
      detail?: string;
      ${when(
        model.errors.some(({ body }) => body !== null),
        '/** Makes what callers read of it. */\nbody?: (problem: Problem) => object;',
      )}
    }

    /** The errors that every service knows. */
    ${knownErrors(plan)}

    /** One thing that is wrong with a request; \`path\` is a JSON Pointer into it. */
    export interface Fault {
      path: string;
      message: string;
    }

    /** Stops an operation with a named error. Nothing that it wrote is kept. */
    export class Problem extends Error {
      readonly error: NamedError;
      readonly faults: readonly Fault[];
      ${when(saysTime(model), '/** The instant at which it came up. */\nreadonly at = new Date().toISOString();')}

      constructor(error: NamedError, detail?: string, faults: readonly Fault[] = []) {
        super(detail ?? error.detail ?? error.title);
        this.error = error;
        this.faults = faults;
      }
    }

    ${hasOwnBodies(model) ? ownBodies(plan) : DOCUMENT}

    /** What the database says when a value is taken, a row is still needed, or another transaction won. */
    const CONFLICTS = new Set(['23505', '23503', '40001', '40P01']);

    /**
     * Any error as a problem: the framework's own by their status, a database that cannot work as 503, and
     * everything unknown as a failure of the service.
     */
    export function asProblem(error: unknown): Problem {
      if (error instanceof Problem) return error;
      if (CONFLICTS.has(errorCode(error))) return new Problem(conflict);
      ${when(model.entities.length > 0, NOT_AN_ID)}
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
  `;
}

const NOT_AN_ID = code`
  // Inputs are looked at before: only what a token says of the caller can be no value of a column.
  if (errorCode(error) === '22P02') return new Problem(forbidden, 'The caller has no id that is known here');
`;

/** The errors of the platform, as constants; those that only some services need are there only then. */
function knownErrors(plan: Plan): string[] {
  const { model, wire } = plan;
  const raised = raisedErrors(plan);
  const names = [
    ...BUILT_IN_NAMES.slice(0, -1),
    ...(wire.repeatable ? ['key_reused'] : []),
    ...(wire.limits || raised.has('too_many') ? ['too_many'] : []),
    ...['internal', 'unavailable'],
  ];
  return names.map((name) => {
    const { status, title, detail } = platformError(name, model);
    const declared = model.errors.find((error) => error.name === name && BUILT_IN_NAMES.includes(name));
    const fields = [
      `name: ${quote(name)}`,
      `status: ${status}`,
      said('title', quote(title)),
      ...(detail === null ? [] : [said('detail', quote(detail))]),
      ...(declared?.body == null ? [] : [`body: (problem) => ${name}Body(problem)`]),
    ];
    const text = print([`export const ${name}: NamedError = `, list('{', fields, '}', true), ';']);
    return declared === undefined ? text : origin(declared, text);
  });
}

const DOCUMENT = code`
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
      type: \`urn:problem:\${error.name}\`,
      title: error.title,
      status: error.status,
      ...(message === error.title ? {} : { detail: message }),
      ...(faults.length === 0 ? {} : { errors: faults }),
    };
  }
`;

/** Bodies that the specification describes, and problem documents for what has none. */
function ownBodies({ model }: Plan): string {
  const all = model.errorBody === null ? null : bodyParts('', model);
  const told = 'It tells nothing of the inside: messages of other errors never get here.';
  if (all !== null && model.errors.every(({ body }) => body === null))
    return bodyFunction('problemDocument', `What callers read of an error. ${told}`, all);
  const builtIn = BUILT_IN_NAMES.map((name) => [name, name] as const);
  return code`
    ${when(all === null, DOCUMENT.replace('problemDocument({', 'standard({').replace('Says a problem on the wire. It', 'Says a problem as RFC 9457 does. It'))}

    ${all !== null && bodyFunction('standard', `The body of every error that has none of its own. ${told}`, all)}

    ${bodyFunctions(builtIn, model)}

    /** What callers read of an error. */
    export function problemDocument(problem: Problem): object {
      return problem.error.body?.(problem) ?? standard(problem);
    }

    ${when(all === null, MEDIA_TYPE)}
  `;
}

const MEDIA_TYPE = code`
  /** The media type of what callers read of an error. */
  export function mediaTypeOf({ error }: Problem): string {
    return error.body === undefined ? 'application/problem+json' : 'application/json; charset=utf-8';
  }
`;
