import { BUILT_IN_ERRORS } from '../built-in-errors.ts';
import { NAME_FORMS } from '../read/names.ts';
import { LANGUAGE } from '../shape/language.ts';
import type { KeyShape, Shape, ShapeName, Takes } from '../shape/shape.ts';
import { ONLY_SHORT, SHORT_FORMS } from '../shape/short-forms.ts';
import { KEYS_OF_KIND, NEEDED_OF_KIND, STEP_KINDS, type StepKind } from '../shape/step-shape.ts';

/** A JSON document. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonSchema = { readonly [key: string]: Json };

/**
 * The JSON Schema (2020-12) of the language, made from the tables that the checker reads. What it refuses is wrong; what it
 * accepts still has to be checked: expressions, names and tables are texts to it. Keys that are not compiled yet are unknown to
 * it. For editors that know YAML and no more, and for models.
 */
export function jsonSchema(): JsonSchema {
  const others = Object.entries(LANGUAGE).filter(([name]) => !['spec', 'step', ...ONLY_SHORT].includes(name));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Plumbline specification 1.0',
    ...mapOf('spec', LANGUAGE.spec),
    $defs: {
      text: { type: ['string', 'number', 'boolean'] },
      texts: { anyOf: [ref('text'), { type: 'array', items: ref('text') }] },
      typeNotation: {
        description:
          'A type: a name, a notation such as `decimal(0..100, scale 2)`, a phrase, or the values of an enumeration.',
        anyOf: [ref('text'), { type: 'array', items: ref('text'), minItems: 1, maxItems: 500 }],
      },
      ...Object.fromEntries(others.map(([name, shape]) => [name, mapOf(name, shape)])),
      step: {
        description: 'What is done: one of the kinds, or a sentence that a person carries out.',
        anyOf: [ref('text'), ...STEP_KINDS.map((kind) => ref(`step_${kind}`))],
      },
      ...Object.fromEntries(STEP_KINDS.map((kind) => [`step_${kind}`, stepMap(kind)])),
    },
  };
}

/** The keys that a step of a kind has: the kind itself, `when`, and what belongs to it. */
export function keysOfStep(kind: StepKind): readonly (readonly [string, KeyShape])[] {
  const keys = [kind, 'when', ...KEYS_OF_KIND[kind]];
  return Object.entries(LANGUAGE.step.keys).filter(([key]) => keys.includes(key));
}

const ref = (name: string): JsonSchema => ({ $ref: `#/$defs/${name}` });

/** Shapes whose maps say a type. */
/** What a map needs one of, where no single key will do. */
const ONE_OF: Readonly<Record<string, readonly string[]>> = { entity: ['fields', 'files'] };

/** Errors that may say less: they are known already. */
const BUILT_IN = ['default', ...BUILT_IN_ERRORS.keys()];

const TYPED: readonly string[] = ['type', 'field', 'input', 'output', 'entityField', 'body'];

function mapOf(name: string, shape: Shape): JsonSchema {
  const keys = Object.entries(shape.keys);
  const required = keys.filter(([, says]) => says.required === true).map(([key]) => key);
  return {
    type: 'object',
    properties: Object.fromEntries(keys.map(([key, says]) => [key, property(`${name}.${key}`, says)])),
    additionalProperties: false,
    ...(required.length > 0 ? { required } : {}),
    // Rows have fields, or they are the files of a folder.
    ...(name === 'entity' ? { anyOf: [{ required: ['fields'] }, { required: ['files'] }] } : {}),
    ...(ONE_OF[name] === undefined ? {} : { anyOf: ONE_OF[name].map((key) => ({ required: [key] })) }),
    ...(TYPED.includes(name)
      ? { oneOf: [{ required: ['type'] }, { required: ['fields'] }, { required: ['oneOf'] }] }
      : {}),
  };
}

function stepMap(kind: StepKind): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(keysOfStep(kind).map(([key, says]) => [key, property(`step.${key}`, says)])),
    additionalProperties: false,
    required: [kind, ...NEEDED_OF_KIND[kind]],
  };
}

function property(place: string, { takes, doc, example }: KeyShape): JsonSchema {
  const exact = EXACT[place];
  return { description: `${doc}\n\nExample: ${example}`, ...(exact ?? schemaOf(takes)) };
}

const pattern = (form: keyof typeof NAME_FORMS): string => NAME_FORMS[form][0].source;

const status = (first: number, last: number): JsonSchema => ({
  type: ['integer', 'string'],
  minimum: first,
  maximum: last,
  pattern: '^\\d{3}$',
});

/** Places of which more is known than their form. */
const EXACT: Readonly<Record<string, JsonSchema>> = {
  'spec.errors': namedErrors(),
  'spec.service': { type: 'string', pattern: pattern('kebab'), maxLength: 63 },
  'spec.specVersion': { enum: ['1.0', 1] },
  'spec.version': { type: 'string', pattern: '^(0|[1-9]\\d{0,5})\\.(0|[1-9]\\d{0,5})\\.(0|[1-9]\\d{0,5})$' },
  'endpoint.operation': { type: 'string', pattern: pattern('camel') },
  'endpoint.path': { type: 'string', pattern: '^/', maxLength: 200 },
  'error.status': status(400, 599),
  'response.status': status(200, 299),
};

/** Errors by name; those that every service knows need not say a status and a title. */
function namedErrors(): JsonSchema {
  const known = Object.fromEntries(BUILT_IN.map((name) => [name, ref('errorChange')]));
  const named = { type: 'object', properties: known, propertyNames: { pattern: pattern('identifier') } } as const;
  const map: JsonSchema = { ...named, additionalProperties: ref('error') };
  return { anyOf: [map, { type: 'array', items: { ...map, minProperties: 1, maxProperties: 1 } }] };
}

function schemaOf(takes: Takes): JsonSchema {
  switch (takes.form) {
    case 'text':
      return takes.many ? ref('texts') : ref('text');
    case 'expression':
      return takes.many ? ref('texts') : ref('text');
    case 'oneOf':
      return oneOf(takes.values, takes.many === true);
    case 'type':
      return typeOf(takes);
    case 'value':
      return {};
    case 'reference':
      return takes.many ? { anyOf: [ref('text'), { type: 'array', items: ref('texts') }] } : ref('text');
    case 'phrase':
      return takes.shape === null ? ref('text') : { anyOf: [ref('text'), ref(takes.shape)] };
    case 'map':
      return mapForm(takes);
    case 'list':
      return { type: 'array', items: ref(takes.shape) };
    case 'named':
      return declarations(declared(takes.shape), SHORT_FORMS[takes.shape] === 'name', nameForm(takes.shape));
    case 'lists':
      return { type: 'object', additionalProperties: { anyOf: [ref('texts'), { type: 'null' }] } };
    case 'values':
      // Values are also those of headers.
      return declarations({}, false, 'dashed');
    case 'open':
      return {
        anyOf: [
          ref('texts'),
          { type: 'object' },
          { type: 'array', items: { anyOf: [ref('text'), { type: 'object' }] } },
        ],
      };
    case 'branches':
      return declarations(declarations(ref('step'), false), false);
  }
}

function typeOf(takes: Extract<Takes, { form: 'type' }>): JsonSchema {
  const one: JsonSchema = { anyOf: [ref('typeNotation'), ref(takes.shape ?? 'type')] };
  return takes.many ? { type: 'array', items: one, minItems: 1 } : one;
}

function mapForm(takes: Extract<Takes, { form: 'map' }>): JsonSchema {
  const forms = [
    ...(takes.words === undefined ? [] : [{ enum: [...takes.words] }]),
    ref(takes.shape),
    ...(takes.many ? [{ type: 'array', items: ref(takes.shape) }] : []),
  ];
  const [only] = forms;
  return forms.length === 1 && only !== undefined ? only : { anyOf: forms };
}

function oneOf(values: readonly string[], many: boolean): JsonSchema {
  // YAML reads `true` as a truth value and `null` as nothing, and what is said about them holds for both.
  const read = [...(values.includes('true') ? [true, false] : []), ...(values.includes('null') ? [null] : [])];
  const words: JsonSchema = { enum: [...read, ...values, ...(values.includes('true') ? ['false'] : [])] };
  return many ? { anyOf: [words, { type: 'array', items: words }] } : words;
}

/** A map by name, or a list of maps with one key each; with `bare`, also of names alone. */
function declarations(of: JsonSchema, bare: boolean, form: keyof typeof NAME_FORMS = 'identifier'): JsonSchema {
  const named = {
    type: 'object',
    propertyNames: { pattern: pattern(form) },
    additionalProperties: of,
  } as const;
  const one: JsonSchema = { ...named, minProperties: 1, maxProperties: 1 };
  const name: JsonSchema = { type: 'string', pattern: pattern('identifier') };
  const list: JsonSchema = { type: 'array', items: bare ? { anyOf: [name, one] } : one };
  return { anyOf: [named, list, ...(bare ? [name] : [])] };
}

/** Other systems have names of their own. */
function nameForm(shape: ShapeName): keyof typeof NAME_FORMS {
  return shape === 'integration' || shape === 'integrationOperation' ? 'dashed' : 'identifier';
}

function declared(shape: ShapeName): JsonSchema {
  if (shape === 'step') return ref('step');
  const short = SHORT_FORMS[shape];
  // The precise form of these is that of any type.
  if (shape === 'decisionOutput') return { anyOf: [ref('typeNotation'), ref('type')] };
  if (ONLY_SHORT.includes(shape)) return ref('text');
  if (short === undefined) return ref(shape);
  if (short === 'steps') return { anyOf: [{ type: 'array', items: declarations(ref('step'), false) }, ref(shape)] };
  const form = short === 'type' ? [ref('typeNotation')] : [ref('text')];
  return { anyOf: [...form, ref(shape), ...(short === 'name' ? [{ type: 'null' }] : [])] };
}
