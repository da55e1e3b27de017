import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { compile } from '../../compiler/index.ts';
import { notYet } from '../../compiler/not-yet.ts';
import { applyEdits, checkSpec, formatSpec } from '../index.ts';
import type { Model } from '../model.ts';
import { importOpenapi } from './import-openapi.ts';
import type { Loss } from './losses.ts';
import { arbitraryDocument } from './testing/arbitrary-document.ts';
import { largeDocument } from './testing/large-document.ts';
import { mutated, mutations } from './testing/mutate-document.ts';
import { plainDocument } from './testing/plain-document.ts';

const FOLDER = resolve(import.meta.dirname, '../../../e2e/openapi');
const RECORD = process.env['RECORD_GOLDEN'] === '1';
const DOCUMENTS = readdirSync(FOLDER).filter((name) => /^[\w-]+\.(yaml|json)$/.test(name));

function imported(document: unknown): { text: string; losses: readonly Loss[] } {
  const found = importOpenapi(typeof document === 'string' ? document : JSON.stringify(document));
  if (found.kind === 'refused') throw new Error(found.reason);
  return found;
}

/** The model of what is imported; an error in it fails the test with the text around it. */
function modelOf(text: string): Model {
  const { model, diagnostics } = checkSpec(text);
  const errors = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message, span }) => `${code} ${message} at: ${text.slice(span.start - 60, span.end + 60)}`);
  expect(errors).toEqual([]);
  if (model === null) throw new Error('no model');
  return model;
}

/** A document with one operation (or none) and some schemas. */
function doc(more: { paths?: unknown; schemas?: unknown; openapi?: string; [key: string]: unknown }): unknown {
  const { paths = {}, schemas = {}, openapi = '3.1.0', ...rest } = more;
  return { openapi, info: { title: 'a', version: '1.0.0' }, paths, components: { schemas }, ...rest };
}

/** The line of a type in what is imported. */
function typeLine(schema: unknown, openapi = '3.1.0'): string {
  const { text } = imported(doc({ schemas: { T: schema }, openapi }));
  modelOf(text);
  return /^ {2}T: (.*)$/m.exec(text)?.[1] ?? text.slice(text.indexOf('types:'));
}

describe.each(DOCUMENTS)('%s', (file) => {
  const name = basename(file, extname(file));
  const { text, losses } = imported(readFileSync(join(FOLDER, file), 'utf8'));

  test.each([
    [`${name}.spec.yaml`, text],
    [`${name}.losses.txt`, losses.map(({ path, message }) => `${path}: ${message}\n`).join('')],
  ])('gives %s', (expected, made) => {
    const path = join(FOLDER, expected);
    if (RECORD) writeFileSync(path, made);
    expect(made).toBe(existsSync(path) ? readFileSync(path, 'utf8') : '');
  });

  test('checks without errors, and is in canonical form', () => {
    modelOf(text);
    const formatted = formatSpec(text);
    expect(formatted.kind === 'formatted' && applyEdits(text, formatted.edits)).toBe(text);
  });
});

describe('types', () => {
  test.each([
    [{ type: 'string', minLength: 1, maxLength: 5, pattern: '^a' }, "{type: string, length: 1..5, pattern: '^a'}"],
    [{ type: 'string', format: 'date-time' }, 'timestamp'],
    [{ type: 'string', format: 'byte' }, 'base64'],
    [{ type: 'string', format: 'decimal' }, 'decimal'],
    [{ type: 'string', enum: ['a', 'b'] }, '[a, b]'],
    [{ type: 'string', enum: ['a b', '+1'] }, "{type: string, pattern: '^(a b|\\+1)$'}"],
    [{ const: 'only' }, '[only]'],
    [{ enum: [1, 2, 3] }, '{type: int, range: 1..3}'],
    [{ type: 'integer', format: 'int32' }, 'int'],
    [{ type: 'integer' }, '{type: long, wire: number}'],
    [{ type: 'integer', minimum: 1, maximum: 9 }, '{type: int, range: 1..9}'],
    [{ type: 'integer', exclusiveMinimum: 1, exclusiveMaximum: 9 }, '{type: int, range: 2..8}'],
    [{ type: 'integer', format: 'int64', minimum: 0.5 }, '{type: long, range: 1.., wire: number}'],
    [
      { type: 'number', multipleOf: 0.01, exclusiveMinimum: 0 },
      '{type: decimal, range: 0.01.., scale: 2, wire: number}',
    ],
    [{ type: 'number', multipleOf: 0.1, minimum: -0.25 }, "{type: decimal, range: '-0.2..', scale: 1, wire: number}"],
    [{ type: 'number', format: 'double', maximum: 1e-7 }, "{type: double, range: '..0.0000001'}"],
    [{ type: 'array', items: { type: 'string' }, maxItems: 3 }, 'list<string>(0..3)'],
    [{ type: 'object', additionalProperties: { type: 'boolean' } }, 'map<bool>'],
    [{ type: 'object' }, 'map<json>'],
    [{ oneOf: [{ type: 'string' }, { type: 'boolean' }] }, '{oneOf: [bool, string]}'],
    [{ type: ['string', 'boolean'] }, '{oneOf: [bool, string]}'],
    [{ oneOf: [{ type: 'string' }, { type: 'string', format: 'date' }] }, '{oneOf: [date, string]}'],
    [true, 'json'],
  ])('%j is %s', (schema, written) => {
    expect(typeLine(schema)).toBe(written);
  });

  test('OpenAPI 3.0 says an excluded bound by a flag', () => {
    expect(typeLine({ type: 'integer', minimum: 1, exclusiveMinimum: true, maximum: 9 }, '3.0.3')).toBe(
      '{type: int, range: 2..9}',
    );
  });

  test('members are optional unless they are required and never null, in both versions', () => {
    const properties = {
      a: { type: 'string' },
      b: { type: 'string' },
      c: { type: ['string', 'null'] },
      d: { type: 'string', nullable: true },
    };
    expect(typeLine({ type: 'object', required: ['a', 'c', 'd'], properties })).toBe(
      'types:\n  T:\n    fields:\n      a: string\n      b: string?\n      c: string?\n      d: string?\n',
    );
  });

  test('a choice of very many is a choice of choices, in the same order', () => {
    const oneOf = Array.from({ length: 45 }, (_, i) => ({ type: 'string', pattern: `^${i}$` }));
    const { text } = imported(doc({ schemas: { T: { oneOf } } }));
    const { types } = modelOf(text);
    const leaves = (name: string): string[] => {
      const type = types.find((declared) => declared.name === name)?.type;
      if (type?.kind === 'scalar') return [type.pattern ?? ''];
      return type?.kind === 'oneOf' ? type.of.flatMap((one) => (one.kind === 'named' ? leaves(one.name) : [])) : [];
    };
    expect(leaves('T')).toEqual(oneOf.map(({ pattern }) => pattern));
  });

  test('parts of allOf are one object; a later member wins', () => {
    const schemas = {
      Base: { type: 'object', required: ['id'], properties: { id: { type: 'string' }, kind: { type: 'string' } } },
      T: {
        allOf: [{ $ref: '#/components/schemas/Base' }, { required: ['kind'] }],
        properties: { id: { type: 'string', format: 'uuid' } },
      },
    };
    const { text } = imported(doc({ schemas }));
    modelOf(text);
    expect(text).toContain('  T:\n    fields:\n      id: uuid\n      kind: string\n');
  });

  test('a circle is cut once, wherever it begins, and a chain of 5,000 references is none', () => {
    const ring = {
      A: { properties: { b: { $ref: '#/components/schemas/B' } } },
      B: { properties: { a: { $ref: '#/components/schemas/A' } } },
    };
    const { text, losses } = imported(doc({ schemas: ring }));
    modelOf(text);
    expect(losses.map(({ path }) => path)).toEqual(['/components/schemas/B/properties/a/$ref', '/components/schemas']);
    const chain = Object.fromEntries(
      Array.from({ length: 5000 }, (_, i) => [
        `C${i}`,
        i === 4999 ? { type: 'string' } : { type: 'array', items: { $ref: `#/components/schemas/C${i + 1}` } },
      ]),
    );
    expect(imported(doc({ schemas: chain })).losses).toEqual([]);
  });
});

describe('operations', () => {
  const operation = (more: object): unknown =>
    doc({ paths: { '/a/{x-id}': { post: { responses: { '204': {} }, ...more } } } });
  const endpointOf = (document: unknown) => {
    const { text, losses } = imported(document);
    const [endpoint] = modelOf(text).endpoints;
    return { endpoint, losses, text };
  };

  test('wire names that are no identifiers are kept by `as`, and equal names are told apart', () => {
    const parameters = [
      { name: 'x-id', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'X-Request-ID', in: 'header', schema: { type: 'string' } },
      { name: 'filter[a]', in: 'query', schema: { type: 'string' } },
      { name: 'sid', in: 'cookie', schema: { type: 'string' } },
      { name: 'tags', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
    ];
    const schema = { type: 'object', properties: { sid: { type: 'string' }, '@id': { type: 'string' } } };
    const requestBody = { required: true, content: { 'application/json': { schema } } };
    const { endpoint } = endpointOf(operation({ parameters, requestBody }));
    expect(endpoint?.path).toBe('/a/{x_id}');
    expect(endpoint?.input.map(({ name, as, in: place }) => [name, as, place])).toEqual([
      ['x_id', null, 'path'],
      ['x_request_id', 'X-Request-ID', 'header'],
      ['filter_a', 'filter[a]', 'query'],
      ['sid', null, 'cookie'],
      ['tags', null, 'query'],
      ['sid_in_body', 'sid', 'body'],
      ['id', '@id', 'body'],
    ]);
  });

  test('what is only read is no input, what is only written no output', () => {
    const schema = {
      type: 'object',
      properties: {
        id: { type: 'string', readOnly: true },
        pin: { type: 'string', writeOnly: true },
        name: { type: 'string' },
      },
    };
    const content = { 'application/json': { schema } };
    const { endpoint } = endpointOf(operation({ requestBody: { content }, responses: { '200': { content } } }));
    expect(endpoint?.input.map(({ name }) => name)).toEqual(['x_id', 'pin', 'name']);
    expect(endpoint?.output.map(({ name }) => name)).toEqual(['id', 'name']);
  });

  test('forms, parts, texts and whole values', () => {
    const body = (media: string, schema: unknown): unknown =>
      operation({ requestBody: { required: true, content: { [media]: { schema } } } });
    const file = { type: 'object', properties: { f: { type: 'string', format: 'binary' }, n: { type: 'string' } } };
    const parts = endpointOf(body('multipart/form-data', file)).endpoint?.input.slice(1);
    expect(parts?.map(({ name, in: place }) => [name, place])).toEqual([
      ['f', 'multipart'],
      ['n', 'multipart'],
    ]);
    expect(endpointOf(body('text/plain', { type: 'string' })).endpoint?.body?.contentType).toBe('text/plain');
    expect(endpointOf(body('application/json', { type: 'array', items: {} })).endpoint?.body?.type).toEqual({
      kind: 'list',
      of: expect.objectContaining({ name: 'json' }),
      length: null,
    });
  });

  test('errors are named by their status or by the shared response, with their bodies', () => {
    const schema = { type: 'object', properties: { code: { type: 'string' } } };
    const responses = {
      '204': { description: 'Done' },
      '404': { $ref: '#/components/responses/NoSuchThing' },
      '409': { description: 'It exists', content: { 'application/json': { schema } } },
      default: { description: 'Else', content: { 'application/json': { schema } } },
    };
    const document = { ...Object(operation({ responses })) };
    document.components.responses = { NoSuchThing: { description: 'Not there' } };
    const { endpoint, text } = endpointOf(document);
    expect(endpoint?.errors).toEqual(['no_such_thing', 'conflict']);
    expect(text).toContain('errors:\n  default: {body: ');
    expect(text).toContain(
      '  no_such_thing: {status: 404, title: Not there}\n  conflict: {status: 409, title: It exists}\n',
    );
  });

  test.each([
    ['nothing', {}, 'public', []],
    ['nobody in the operation', { root: [{ oauth: ['a'] }], security: [] }, 'public', []],
    ['somebody', { root: [{ oauth: [] }] }, 'authenticated', []],
    ['scopes', { root: [{ oauth: ['a', 'b'] }] }, 'authenticated', ['a', 'b']],
    ['nobody or somebody', { root: [{}, { oauth: [] }] }, 'optional', []],
    ['one of two', { security: [{ oauth: ['a'] }, { key: [] }] }, 'authenticated', ['a']],
  ])('security that demands %s', (_, { root, security }: { root?: unknown; security?: unknown }, kind, scopes) => {
    const document = {
      ...Object(operation(security === undefined ? {} : { security })),
      ...(root === undefined ? {} : { security: root }),
    };
    document.components.securitySchemes = {
      oauth: { type: 'oauth2', flows: {} },
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    };
    const { endpoint } = endpointOf(document);
    expect(endpoint?.access).toMatchObject({ kind, ...(kind === 'public' ? {} : { scopes }) });
  });
});

describe('losses', () => {
  test.each<[string, unknown, string]>([
    ['an extension', doc({ 'x-a': 1 }), '/x-a'],
    ['a webhook', doc({ webhooks: {} }), '/webhooks'],
    ['a server', doc({ servers: [{ url: '/' }] }), '/servers/0'],
    ['an example', doc({ schemas: { T: { type: 'string', example: 'x' } } }), '/components/schemas/T/example'],
    [
      'an external reference',
      doc({ schemas: { T: { $ref: 'https://example.com/a.json' } } }),
      '/components/schemas/T/$ref',
    ],
    ['a reference to nowhere', doc({ schemas: { T: { $ref: '#/gone' } } }), '/components/schemas/T/$ref'],
    ['a look-ahead', doc({ schemas: { T: { type: 'string', pattern: '(?=a)' } } }), '/components/schemas/T/pattern'],
    ['a condition', doc({ schemas: { T: { not: {} } } }), '/components/schemas/T/not'],
    ['a path with a suffix', doc({ paths: { '/a/{id}.csv': { get: {} } } }), '/paths/~1a~1{id}.csv'],
    ['a path that every service answers', doc({ paths: { '/metrics': { get: {} } } }), '/paths/~1metrics'],
    ['a callback', doc({ paths: { '/a': { post: { callbacks: {} } } } }), '/paths/~1a/post/callbacks'],
    ['another method', doc({ paths: { '/a': { head: {} } } }), '/paths/~1a/head'],
    ['the same address', doc({ paths: { '/a/{x}': { get: {} }, '/a/{y}': { get: {} } } }), '/paths/~1a~1{y}/get'],
    ['a body of a GET', doc({ paths: { '/a': { get: { requestBody: {} } } } }), '/paths/~1a/get/requestBody'],
    [
      'basic credentials',
      doc({ components: { securitySchemes: { b: { type: 'http', scheme: 'basic' } } } }),
      '/components/securitySchemes/b',
    ],
  ])('%s', (_, document, path) => {
    const { text, losses } = imported(document);
    modelOf(text);
    expect(losses.map((loss) => loss.path)).toContain(path);
  });
});

describe('any document', () => {
  test('gives a specification without errors, in canonical form', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(arbitraryDocument, (document) => {
        const { text } = imported(document);
        modelOf(text);
        expect(formatSpec(text)).toMatchObject({ kind: 'formatted', edits: [] });
      }),
      { numRuns: process.env['ALL'] === '1' ? 5000 : 150 },
    );
  });

  test('that is well and then changed in a few places does, too, or is refused', { timeout: 120_000 }, () => {
    const documents = DOCUMENTS.map((file) => load(readFileSync(join(FOLDER, file), 'utf8')));
    fc.assert(
      fc.property(fc.constantFrom(...documents), mutations, (document, changes) => {
        const found = importOpenapi(JSON.stringify(mutated(document, changes)));
        if (found.kind === 'imported') modelOf(found.text);
      }),
      { numRuns: process.env['ALL'] === '1' ? 5000 : 150 },
    );
  });

  test('of plain services can be generated, with the same paths and parameters again', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(plainDocument, (document) => {
        const model = modelOf(imported(document).text);
        expect(notYet(model)).toEqual([]);
        const file = compile(model).files.find(({ path }) => path === 'openapi.json');
        const { paths } = JSON.parse(file?.text ?? '{}');
        for (const [path, item] of Object.entries(document.paths))
          for (const [method, operation] of Object.entries(item)) {
            const made = paths[path]?.[method];
            expect(made?.operationId).toBe(operation.operationId);
            expect(parametersOf(made)).toEqual(parametersOf(operation));
          }
      }),
      { numRuns: 20 },
    );
  });

  test('of 10,000 lines is read in less than 5 s, at a cost that grows with its length', () => {
    const time = (lines: number): number => {
      const text = largeDocument(lines);
      const start = performance.now();
      imported(text);
      return performance.now() - start;
    };
    time(1000);
    expect(time(10_000)).toBeLessThan(5000);
    expect(modelOf(imported(largeDocument(10_000)).text).endpoints).toHaveLength(314);
  });
});

/** Place, name and whether it has to be sent, of each parameter. Names of headers do not differ by case. */
function parametersOf(operation: {
  parameters?: readonly { in: string; name: string; required?: boolean }[];
}): string[] {
  return (operation.parameters ?? [])
    .map(
      (one) =>
        `${one.in} ${one.in === 'header' ? one.name.toLowerCase() : one.name}${one.required === true ? '' : '?'}`,
    )
    .toSorted();
}

test('what would be too long with inputs and outputs by name has one value each', { timeout: 60_000 }, () => {
  expect(imported(largeDocument(1000)).text).not.toContain('body: Thing0');
  const { text } = imported(largeDocument(60_000));
  expect(text).toMatch(/ {4}body: Thing0\n.*\n.*\n {4}output: \{type: Thing0, value: '?=\w+\.answer'?\}\n/);
  expect(importOpenapi(largeDocument(120_000))).toEqual({
    kind: 'refused',
    reason: expect.stringMatching(/longer than 1024 KiB/),
  });
});

describe('no document', () => {
  test.each([
    ['nothing', '', /JSON nor YAML|not a map/],
    ['words', 'hello', /not a map/],
    ['broken JSON', '{"openapi": "3.0.0",', /neither JSON nor YAML/],
    ['broken YAML', 'a: [1\nb: 2\n', /neither JSON nor YAML: .* \(line \d+\)/],
    ['Swagger 2', 'swagger: "2.0"\n', /Swagger 2\.0/],
    ['a later version', 'openapi: 4.0.0\n', /`openapi: 4\.0\.0` is another version/],
    ['a list', '[]', /not a map/],
    ['depth', `${'['.repeat(10_000)}`, /neither JSON nor YAML/],
    ['many aliases', `a: &a 1\nb: [${'*a,'.repeat(20_000)}]\n`, /neither JSON nor YAML/],
  ])('%s is refused in a sentence', (_, text, reason) => {
    expect(importOpenapi(text)).toEqual({ kind: 'refused', reason: expect.stringMatching(reason) });
  });

  test('a value that contains itself, one that doubles twenty times, and deep JSON end', () => {
    const doubled = Array.from({ length: 24 }, (_, i) => `  d${i + 1}: &d${i + 1} {allOf: [*d${i}, *d${i}]}`).join(
      '\n',
    );
    const texts = [
      'openapi: 3.1.0\ninfo: {}\npaths: {}\ncomponents: &c {schemas: {A: {properties: {c: *c}}}}\n',
      `openapi: 3.1.0\nx:\n  d0: &d0 {type: string}\n${doubled}\ncomponents: {schemas: {A: *d24}}\n`,
      `{"openapi": "3.1.0", "components": {"schemas": {"A": ${'{"items":'.repeat(5000)}{}${'}'.repeat(5000)}}}}`,
    ];
    for (const text of texts) expect(['imported', 'refused']).toContain(importOpenapi(text).kind);
  });

  test('keys that are special to JavaScript are names like others', () => {
    const { text } = imported(
      '{"openapi": "3.1.0", "paths": {"/a": {"__proto__": {}, "get": {"responses": {"__proto__": {}}}}}, "components": {"schemas": {"__proto__": {"type": "string"}, "T": {"properties": {"__proto__": {}, "toString": {}}}}}}',
    );
    modelOf(text);
    expect(Object.prototype).not.toHaveProperty('type');
  });
});
