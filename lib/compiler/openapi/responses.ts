import { bodyShape, platformError } from '../named-errors.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import type { Json } from '../text/json.ts';
import { errorsOf, waitingErrors } from './errors.ts';
import { fromEntries, ref, schemaOf } from './schema.ts';

type JsonObject = { readonly [key: string]: Json | undefined };

/** The refusals of an operation, by their status. */
export function problemRefs(operation: OperationPlan, plan: Plan): JsonObject {
  const found = errorsOf(operation, plan).map(
    ({ status, names }) => [String(status), responseRef(names.join('_or_'))] as const,
  );
  return { ...fromEntries(found), default: responseRef('failed') };
}

const responseRef = (name: string): JsonObject => ({ $ref: `#/components/responses/${name}` });

/** Every set of errors that some operation answers under one status, by status. */
export function responses(plan: Plan): JsonObject {
  const found = [
    ...plan.operations.flatMap((operation) => errorsOf(operation, plan)),
    ...(plan.waits ? waitingErrors(plan) : []),
  ];
  const byStatus = found.toSorted((a, b) => a.status - b.status);
  const named = byStatus.map(({ names, title }): [string, Json] => [names.join('_or_'), problem(title, names, plan)]);
  return fromEntries([
    ...new Map(named),
    ['failed', problem(platformError('internal', plan.model).title, ['internal'], plan)],
  ]);
}

/** Problem documents, and the bodies that the specification describes itself. */
function problem(description: string, names: readonly string[], plan: Plan): JsonObject {
  const shapes = names.map((name) => bodyShape(name, plan.model));
  const own = new Map(
    shapes.flatMap((type) => (type === null ? [] : [[JSON.stringify(type), schemaOf(type, plan, 'output')] as const])),
  );
  const [only = {}, ...others] = own.values();
  const content: JsonObject = {
    ...(shapes.includes(null) ? { 'application/problem+json': { schema: ref('Problem') } } : {}),
    ...(own.size > 0
      ? { 'application/json': { schema: others.length === 0 ? only : { anyOf: [...own.values()] } } }
      : {}),
  };
  return { description, content };
}

/** A problem document (RFC 9457). */
export const PROBLEM: JsonObject = {
  type: 'object',
  required: ['type', 'title', 'status'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
};
