import type { Takes } from '../shape/shape.ts';
import { NEEDED_OF_KIND, STEP_KINDS, type StepKind } from '../shape/step-shape.ts';
import { type JsonSchema, keysOfStep } from './json-schema.ts';

/**
 * One flat schema for each kind of step, without references, choices or numbers: what models that fill in a form can follow.
 * Values are texts as they are written in YAML; an expression starts with `=`, but for `when`, `where` and `guard`.
 */
export function stepSchemas(): ReadonlyMap<StepKind, JsonSchema> {
  return new Map(STEP_KINDS.map((kind) => [kind, stepSchema(kind)]));
}

function stepSchema(kind: StepKind): JsonSchema {
  const keys = keysOfStep(kind);
  return {
    type: 'object',
    description: keys.find(([key]) => key === kind)?.[1].doc ?? kind,
    properties: Object.fromEntries(keys.map(([key, { doc, takes }]) => [key, { description: doc, ...flat(takes) }])),
    required: [kind, ...NEEDED_OF_KIND[kind]],
    additionalProperties: false,
  };
}

function flat(takes: Takes): JsonSchema {
  if (takes.form === 'values') return { type: 'object', additionalProperties: { type: 'string' } };
  if (takes.form === 'reference' && takes.many) return { type: 'array', items: { type: 'string' } };
  return { type: 'string' };
}
