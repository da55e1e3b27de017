import { LANGUAGE } from '../shape/language.ts';
import type { ShapeName, Takes } from '../shape/shape.ts';
import { NEEDED_OF_KIND, STEP_KINDS, type StepKind } from '../shape/step-shape.ts';
import { type JsonSchema, keysOfStep } from './json-schema.ts';

/**
 * One flat schema for each kind of step, without references, choices or numbers: what models that fill in a form can follow.
 * Values are texts as they are written in YAML; an expression starts with `=`, but for `when`, `where` and `guard`. Steps
 * inside of steps are sentences: they are filled in one by one.
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

const TEXT = { type: 'string' } as const;

function flat(takes: Takes): JsonSchema {
  switch (takes.form) {
    case 'oneOf': {
      const word = { ...TEXT, enum: [...takes.values] };
      return takes.many ? { type: 'array', items: word } : word;
    }
    case 'text':
    case 'expression':
    case 'reference':
      return takes.many ? { type: 'array', items: TEXT } : TEXT;
    case 'map':
      return flatShape(takes.shape);
    case 'list':
      return { type: 'array', items: flatShape(takes.shape) };
    case 'named':
      return { type: 'object', additionalProperties: declared(takes.shape) };
    case 'branches':
      return { type: 'object', additionalProperties: { type: 'object', additionalProperties: TEXT } };
    case 'lists':
      return { type: 'object', additionalProperties: { type: 'array', items: TEXT } };
    case 'values':
      return { type: 'object', additionalProperties: TEXT };
    default:
      return TEXT;
  }
}

/** The parts of a step have no parts that are steps, but for sentences: this ends. */
function flatShape(shape: ShapeName): JsonSchema {
  const keys = Object.entries(LANGUAGE[shape].keys);
  return {
    type: 'object',
    properties: Object.fromEntries(keys.map(([key, { doc, takes }]) => [key, { description: doc, ...flat(takes) }])),
    required: keys.filter(([, { required }]) => required === true).map(([key]) => key),
    additionalProperties: false,
  };
}

/** The short form of what is declared by name; the map where there is none. */
function declared(shape: ShapeName): JsonSchema {
  return shape === 'fieldReader' ? flatShape(shape) : TEXT;
}
