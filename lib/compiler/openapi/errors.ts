import type { Step } from '../../spec/model.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { stepsReached } from '../steps-within.ts';

/** The problems that an operation may answer under one status. */
export interface StatusErrors {
  status: number;
  names: readonly string[];
  title: string;
}

/** What an operation may answer besides success, by status: the platform's refusals, then the errors that its steps name. */
export function errorsOf({ endpoint, body, parameters }: OperationPlan, plan: Plan): StatusErrors[] {
  const steps = stepsReached(endpoint.processing, plan.model.processes);
  const { access } = endpoint;
  const refuses = access.kind === 'authenticated' || (access.kind === 'optional' && access.when !== null);
  const plainParameters = parameters.filter((field) => field.in !== 'path');
  const found: [status: number, name: string, title: string][] = [
    ...(body.length + plainParameters.length > 0 ? [INVALID] : []),
    ...(access.kind === 'public' ? [] : [UNAUTHENTICATED]),
    ...(refuses ? [FORBIDDEN] : []),
    ...(parameters.some((field) => field.in === 'path') ? [NOT_FOUND] : []),
    ...(steps.some(({ kind }) => WRITES.has(kind)) ? [CONFLICT] : []),
    ...(body.length > 0 ? [TOO_LARGE, UNSUPPORTED] : []),
    ...(endpoint.idempotency === null ? [] : [INVALID, CONFLICT, KEY_REUSED]),
    ...(endpoint.rateLimit === null ? [] : [TOO_MANY]),
    ...declaredErrors(steps, plan),
  ];
  const statuses = [...new Set(found.map(([status]) => status))].sort((a, b) => a - b);
  return statuses.map((status) => {
    const here = found.filter(([other]) => other === status);
    const names = [...new Set(here.map(([, name]) => name))];
    return { status, names, title: [...new Set(here.map(([, , title]) => title))].join('; ') };
  });
}

const INVALID: [number, string, string] = [400, 'invalid_input', 'The request is not valid'];
const UNAUTHENTICATED: [number, string, string] = [401, 'unauthenticated', 'A valid token is needed'];
const FORBIDDEN: [number, string, string] = [403, 'forbidden', 'You have no right to do this'];
const NOT_FOUND: [number, string, string] = [404, 'not_found', 'There is no such thing'];
const CONFLICT: [number, string, string] = [409, 'conflict', 'It was changed in the meantime'];
const TOO_LARGE: [number, string, string] = [413, 'too_large', 'The request is too large'];
const UNSUPPORTED: [number, string, string] = [415, 'unsupported', 'This media type is not read here'];

const KEY_REUSED: [number, string, string] = [422, 'key_reused', 'The key is that of another request'];
const TOO_MANY: [number, string, string] = [429, 'too_many', 'There were too many requests'];

/** What the paths of waiting requests and tasks answer. */
export const WAITING_ERRORS: readonly StatusErrors[] = [
  INVALID,
  UNAUTHENTICATED,
  FORBIDDEN,
  NOT_FOUND,
  CONFLICT,
  TOO_LARGE,
  UNSUPPORTED,
].map(([status, name, title]) => ({ status, names: [name], title }));

const WRITES = new Set<Step['kind']>(['create', 'update', 'delete', 'upsert']);

/** The errors that the steps may end with, in the order of the steps. */
export function declaredErrors(steps: readonly Step[], { model }: Plan): [number, string, string][] {
  return steps.flatMap((step) => {
    const name = step.kind === 'raise' ? step.error : 'else' in step ? step.else : null;
    const declared = model.errors.find((error) => error.name === name);
    return declared === undefined ? [] : [[declared.status, declared.name, declared.title]];
  });
}
