import { expect, test } from 'vitest';
import { exampleOf } from './example-of.ts';
import { operationsOf } from './operations-of.ts';
import { requestOf } from './request-of.ts';
import type { JsonSchema, Rights } from './service-operation.ts';

const DOCUMENT = {
  paths: {
    '/quotes': {
      post: {
        operationId: 'createQuote',
        summary: 'Price a loan',
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Input' } } } },
      },
    },
    '/quotes/{id}': {
      get: {
        operationId: 'getQuote',
        summary: 'Read a quote',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { $ref: '#/components/schemas/Id' } },
          { name: 'as_of', in: 'query', schema: { type: 'string', format: 'date' } },
          { name: 'session', in: 'cookie', schema: {} },
        ],
      },
    },
    '/tasks': { get: { operationId: 'listTasks' } },
  },
  components: {
    schemas: {
      Id: { type: 'string', format: 'uuid' },
      Grade: { type: 'string', enum: ['prime', 'standard'] },
      Input: {
        type: 'object',
        required: ['amount', 'months', 'grade', 'self'],
        properties: {
          amount: { type: ['string', 'number'], 'x-decimal': { scale: 2, min: '100', max: '500' } },
          months: { type: 'integer', minimum: 6 },
          grade: { $ref: '#/components/schemas/Grade', description: 'What the table says' },
          note: { type: 'string' },
          self: { $ref: '#/components/schemas/Loop' },
        },
      },
      Loop: { type: 'object', properties: { again: { $ref: '#/components/schemas/Loop' } }, required: ['again'] },
    },
  },
};
const RIGHTS = new Map<string, Rights>([
  ['createQuote', { roles: ['loan_officer'], scopes: ['quotes.write'] }],
  ['getQuote', { roles: [], scopes: [] }],
]);

test('the specification’s own operations come out, references resolved, with an example that may be sent', () => {
  const [create, get, ...rest] = operationsOf(DOCUMENT, RIGHTS);
  expect(rest).toEqual([]);
  expect(create).toMatchObject({
    operation: 'createQuote',
    method: 'POST',
    path: '/quotes',
    roles: ['loan_officer'],
    scopes: ['quotes.write'],
    parameters: [],
  });
  expect(create?.bodySchema).toMatchObject({
    properties: { grade: { type: 'string', enum: ['prime', 'standard'], description: 'What the table says' } },
  });
  expect(create?.example).toMatchObject({ amount: '100.00', months: 6, grade: 'prime' });
  expect(get).toEqual({
    operation: 'getQuote',
    method: 'GET',
    path: '/quotes/{id}',
    summary: 'Read a quote',
    parameters: [
      { name: 'id', in: 'path', required: true, description: null, schema: { type: 'string', format: 'uuid' } },
      { name: 'as_of', in: 'query', required: false, description: null, schema: { type: 'string', format: 'date' } },
    ],
    bodySchema: null,
    bodyMedia: 'application/json',
    example: null,
    roles: [],
    scopes: [],
  });
});

test('what is no document has no operations', () => {
  for (const odd of [null, 'text', 7, [], {}, { paths: 3 }, { paths: { '/x': null } }]) {
    expect(operationsOf(odd, RIGHTS)).toEqual([]);
  }
});

test('values stay where they belong, whatever they hold', () => {
  const [, get] = operationsOf(DOCUMENT, RIGHTS);
  if (!get) throw new Error('no operation');
  expect(requestOf(get, { parameters: { id: '../x?y=1#z', as_of: 'a&b=c' }, body: null })).toEqual({
    method: 'GET',
    path: '/quotes/..%2Fx%3Fy%3D1%23z?as_of=a%26b%3Dc',
    headers: { accept: 'application/json' },
    body: null,
    parts: null,
  });
  expect(() => requestOf(get, { parameters: { id: '..' }, body: null })).toThrow('id is required.');
  expect(() => requestOf(get, { parameters: {}, body: null })).toThrow('id is required.');
  expect(() => requestOf(get, { parameters: { id: 'a', other: 'b' }, body: null })).toThrow('no parameter other');
});

test('a request of a scenario is the example, if there is one', () => {
  const examples = { paying: { value: { amount: '250.00' } }, later: { value: { amount: '300.00' } } };
  const content = { 'application/json': { schema: {}, examples } };
  const document = { paths: { '/quotes': { post: { operationId: 'createQuote', requestBody: { content } } } } };
  expect(operationsOf(document, RIGHTS)[0]?.example).toEqual({ amount: '250.00' });
});

test('examples fit patterns, contents and alternatives', () => {
  const jpeg = { type: 'string', contentEncoding: 'base64', 'x-bytes': { min: 1024, media: ['image/jpeg'] } };
  const example = (schema: JsonSchema) => exampleOf(schema);
  expect(example({ type: 'string', pattern: '^C[0-9]{8}$' })).toBe('C00000000');
  expect(example({ type: 'string', pattern: '(?=a)' })).toBe('');
  const bytes = atob(String(example(jpeg)));
  expect([bytes.length, bytes.slice(0, 3)]).toEqual([1024, '\xff\xd8\xff']);
  expect(example({ type: 'string', contentEncoding: 'base64', 'x-bytes': { min: 5_000_000 } })).toBe('');
  expect(atob(String(example({ 'x-file': { min: 8, media: ['image/gif'] } })))).toHaveLength(8);
  expect(example({ oneOf: [{ type: 'integer', minimum: 3 }, { type: 'string' }] })).toBe(3);
});

test('a form travels as parts, or as one line of pairs', () => {
  const [create] = operationsOf(DOCUMENT, RIGHTS);
  if (!create) throw new Error('no operation');
  const call = { parameters: {}, body: '{"amount":"100.00","note":"a&b"}' };
  expect(requestOf({ ...create, bodyMedia: 'multipart/form-data' }, call)).toMatchObject({
    body: null,
    parts: [
      { name: 'amount', text: '100.00' },
      { name: 'note', text: 'a&b' },
    ],
  });
  expect(requestOf({ ...create, bodyMedia: 'application/x-www-form-urlencoded' }, call)).toMatchObject({
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'amount=100.00&note=a%26b',
    parts: null,
  });
  expect(() => requestOf({ ...create, bodyMedia: 'multipart/form-data' }, { ...call, body: '[]' })).toThrow(
    'an object',
  );
});
