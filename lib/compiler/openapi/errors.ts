import type { Step } from '../../spec/model.ts';
import { mayMissFile } from '../files-plan.ts';
import { errorNamed, platformError } from '../named-errors.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { raisedBy } from '../service/raised-errors.ts';
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
  const known = [
    ...(body.length + plainParameters.length > 0 ? ['invalid_input'] : []),
    ...(access.kind === 'public' ? [] : ['unauthenticated']),
    ...(refuses ? ['forbidden'] : []),
    ...(parameters.some((field) => field.in === 'path') || mayMissFile(endpoint, plan.model) ? ['not_found'] : []),
    ...(steps.some(({ kind }) => WRITES.has(kind)) ? ['conflict'] : []),
    ...(body.length > 0 ? ['too_large', 'unsupported'] : []),
    ...(endpoint.idempotency === null ? [] : ['invalid_input', 'conflict', 'key_reused']),
    ...(endpoint.rateLimit === null ? [] : ['too_many']),
  ];
  const own = endpoint.errors.flatMap((name) => named(name, plan.model));
  const found = [...known.flatMap((name) => named(name, plan.model)), ...declaredErrors(steps, plan), ...own];
  const statuses = [...new Set(found.map(([status]) => status))].sort((a, b) => a - b);
  return statuses.map((status) => {
    const here = found.filter(([other]) => other === status);
    const names = [...new Set(here.map(([, name]) => name))];
    return { status, names, title: [...new Set(here.map(([, , title]) => title))].join('; ') };
  });
}

/** What the paths of waiting requests and tasks answer. */
export function waitingErrors({ model }: Plan): StatusErrors[] {
  const names = ['invalid_input', 'unauthenticated', 'forbidden', 'not_found', 'conflict', 'too_large', 'unsupported'];
  return names.map((name) => {
    const { status, title } = platformError(name, model);
    return { status, names: [name], title };
  });
}

const WRITES = new Set<Step['kind']>(['create', 'update', 'delete', 'upsert']);

/** The errors that the steps may end with, in the order of the steps. */
export function declaredErrors(steps: readonly Step[], { model }: Plan): [number, string, string][] {
  return steps.flatMap((step) => named(raisedBy(step), model));
}

function named(name: string | null, model: Plan['model']): [number, string, string][] {
  const error = name === null ? null : errorNamed(name, model);
  return error === null ? [] : [[error.status, error.name, error.title]];
}
