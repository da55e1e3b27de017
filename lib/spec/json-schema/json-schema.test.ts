import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkSpec } from '../check-spec.ts';
import { allCodes, explain } from '../diagnostics/explain.ts';
import { LANGUAGE } from '../shape/language.ts';
import { NEEDED_OF_KIND, STEP_KINDS } from '../shape/step-shape.ts';
import { galleryTexts } from '../testing/gallery.ts';
import { specOfLines } from '../testing/spec-of-lines.ts';
import { type JsonSchema, jsonSchema } from './json-schema.ts';
import { stepSchemas } from './step-schemas.ts';

const validate = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false }).compile(jsonSchema());
const GOLDEN = ['kyc-brief', 'loan-quotes'].map((name) =>
  readFileSync(join(import.meta.dirname, '../../../e2e/golden', name, 'spec.yaml'), 'utf8'),
);
const HEAD = 'service: an-example\n';

/** What an editor with the schema says: nothing, or the first complaint. */
function complaint(text: string): string | null {
  if (validate(parse(text))) return null;
  const [error] = validate.errors ?? [];
  return `${error?.instancePath} ${error?.message}`;
}

const hasErrors = (text: string): boolean => checkSpec(text).readiness.errors > 0;

test.each([...galleryTexts().values(), specOfLines(200)].map((text) => [text.slice(0, 40), text]))(
  '%j is valid',
  (_, text) => {
    expect(complaint(text)).toBe(null);
  },
);

test('every right example of the diagnostics that checks without an error is valid', () => {
  const examples = allCodes().flatMap((code) => explain(code)?.right ?? []);
  const clean = examples
    .map((text) => (/^service:/m.test(text) ? text : HEAD + text))
    .filter((text) => !hasErrors(text));
  expect(clean.length).toBeGreaterThan(40);
  expect(clean.flatMap((text) => complaint(text) ?? []).map((said) => said)).toEqual([]);
});

test('every example of every key is valid where it belongs', () => {
  const step = (example: string) =>
    `${HEAD}endpoints:\n  - path: /a\n    method: POST\n    processing:\n      ${example}\n`;
  const examples = [
    ...Object.entries(LANGUAGE.spec.keys).flatMap(([key, says]) =>
      key === 'service' ? says.example : HEAD + says.example,
    ),
    ...STEP_KINDS.map((kind) => step(LANGUAGE.step.keys[kind]?.example ?? '')),
  ];
  expect(examples.flatMap((text) => complaint(text) ?? [])).toEqual([]);
});

test.each([
  ['an unknown key', `${HEAD}endponts: []\n`],
  ['no service', 'version: 1.0.0\n'],
  ['a service in capitals', 'service: Quotes\n'],
  ['a version of two numbers', `${HEAD}version: 1.0\n`],
  ['another language version', `specVersion: "2.0"\n${HEAD}`],
  ['an endpoint without a method', `${HEAD}endpoints: [{path: /a}]\n`],
  ['an unknown method', `${HEAD}endpoints: [{path: /a, method: GTE}]\n`],
  ['a relative path', `${HEAD}endpoints: [{path: a, method: GET}]\n`],
  ['endpoints by name', `${HEAD}endpoints: {a: {path: /a, method: GET}}\n`],
  ['an unknown word for access', `${HEAD}endpoints: [{path: /a, method: GET, access: everybody}]\n`],
  ['two declarations in one item', `${HEAD}endpoints: [{path: /a, method: GET, input: [{a: int, b: int}]}]\n`],
  ['a name with a space', `${HEAD}types: {a b: string}\n`],
  ['a type and fields', `${HEAD}types: {A: {type: string, fields: {a: int}}}\n`],
  ['a type without a type', `${HEAD}types: {A: {length: 1..3}}\n`],
  ['an entity without fields', `${HEAD}entities: {A: {owner: b}}\n`],
  ['a status that is no error', `${HEAD}errors: {a: {status: 200, title: A}}\n`],
  ['an error without a title', `${HEAD}errors: {a: {status: 400}}\n`],
  ['a step of no kind', `${HEAD}endpoints: [{path: /a, method: POST, processing: [{s: {when: true}}]}]\n`],
  ['a step of two kinds', `${HEAD}endpoints: [{path: /a, method: POST, processing: [{s: {set: 1, decide: b}}]}]\n`],
  ['a key of another kind', `${HEAD}endpoints: [{path: /a, method: POST, processing: [{s: {set: 1, where: a}}]}]\n`],
  ['a find without where', `${HEAD}endpoints: [{path: /a, method: POST, processing: [{s: {find: A}}]}]\n`],
  ['a decision without a table', `${HEAD}decisions: {a: {inputs: {x: =input.x}, outputs: {y: int}}}\n`],
  ['a requirement as a map', `${HEAD}compliance_requirements: [{encryption: {rest: AES}}]\n`],
  ['an unknown protocol', `${HEAD}integrations: [{a: {protocol: gopher}}]\n`],
  ['a list at the top', '- service: a\n'],
])('%s is invalid, as it is for the checker', (_, text) => {
  expect(complaint(text)).not.toBe(null);
  expect(hasErrors(text)).toBe(true);
});

test('what the checker finds no error in is valid, whatever was changed', () => {
  const pieces = ['a', '1', ' ', ', ', '?', 'true', '{', ']', 'int', ' # c'];
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    out: fc.nat(3),
    piece: fc.constantFrom('', ...pieces),
  });
  let clean = 0;
  fc.assert(
    fc.property(fc.constantFrom(...GOLDEN), fc.array(change, { minLength: 1, maxLength: 1 }), (text, changes) => {
      const mutant = changes.reduce((before, { at, out, piece }) => {
        const start = Math.floor(at * before.length);
        return before.slice(0, start) + piece + before.slice(start + out);
      }, text);
      // An empty value is no mistake for the checker, which sees it while it is typed.
      if (hasErrors(mutant) || JSON.stringify(parse(mutant)).includes('null')) return;
      clean++;
      expect([complaint(mutant), mutant.length]).toEqual([null, mutant.length]);
    }),
    { numRuns: 350, seed: 3 },
  );
  expect(clean).toBeGreaterThan(40);
});

test('a step without what its kind needs is an error for the checker too', () => {
  for (const kind of STEP_KINDS) {
    const [whole] = parse(LANGUAGE.step.keys[kind]?.example ?? '') as Record<string, Record<string, unknown>>[];
    for (const [name, step] of Object.entries(whole ?? {})) {
      for (const key of NEEDED_OF_KIND[kind]) {
        expect([kind, Object.keys(step)]).toEqual([kind, expect.arrayContaining([key])]);
        const without = Object.fromEntries(Object.entries(step).filter(([other]) => other !== key));
        const endpoint = { path: '/a', method: 'POST', processing: [{ [name]: without }] };
        const text = `${HEAD}endpoints: ${JSON.stringify([endpoint])}\n`;
        expect([kind, key, hasErrors(text), complaint(text) !== null]).toEqual([kind, key, true, true]);
      }
    }
  }
});

test('what follows a flat schema of a step is valid in the whole', () => {
  const ajv = new Ajv2020({ strict: true });
  for (const [kind, schema] of stepSchemas()) {
    const { required } = schema;
    expect(JSON.stringify(schema)).not.toMatch(/\$ref|anyOf|oneOf|"type":\[/);
    const step = sampleOf(schema);
    expect(ajv.compile(schema)(step)).toBe(true);
    expect(required).toContain(kind);
    const spec = { service: 'a', endpoints: [{ path: '/a', method: 'POST', processing: [{ s: step }] }] };
    expect([kind, validate(spec), validate.errors]).toEqual([kind, true, null]);
  }
});

/** A value that a flat schema takes, with everything that it may have. */
function sampleOf(schema: JsonSchema): unknown {
  const { type, properties, items, additionalProperties } = schema;
  const at = (node: unknown): unknown => sampleOf(node as JsonSchema);
  if (type === 'array') return [at(items)];
  if (type !== 'object') return Array.isArray(schema.enum) ? schema.enum[0] : 'a';
  if (additionalProperties !== false) return { a: at(additionalProperties) };
  return Object.fromEntries(Object.entries(properties as Record<string, unknown>).map(([key, of]) => [key, at(of)]));
}
