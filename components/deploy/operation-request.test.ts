import { expect, test } from 'vitest';
import type { ServiceOperation } from '#lib/domain/deployments/service-operation.ts';
import { exampleOf, fillIn, formOf } from './operation-request.ts';

const UPDATE: ServiceOperation = {
  operation: 'updateQuote',
  method: 'PUT',
  path: '/quotes/{id}',
  summary: 'Change a quote',
  parameters: [
    { name: 'id', in: 'path', required: true, description: null, schema: { type: 'string' } },
    { name: 'note', in: 'query', required: false, description: null, schema: { type: 'string' } },
    { name: 'x-trace', in: 'header', required: false, description: null, schema: { type: 'string' } },
  ],
  bodyMedia: 'application/json',
  bodySchema: { type: 'object', required: ['months'], properties: { months: { type: 'integer', minimum: 6 } } },
  example: { months: 12 },
  roles: ['loan_officer'],
  scopes: [],
};

test('parameters go to their places, escaped, and the body is what the form holds', () => {
  const form = formOf(UPDATE);
  const filled = { parameters: { id: 'a/b ?', note: 'x&y=z', 'x-trace': 't1' }, body: { months: '24' }, json: null };
  expect(fillIn(UPDATE, form, filled)).toEqual({
    ok: true,
    value: {
      method: 'PUT',
      path: '/quotes/a%2Fb%20%3F?note=x%26y%3Dz',
      headers: { accept: 'application/json', 'x-trace': 't1', 'content-type': 'application/json' },
      body: '{"months":24}',
      parts: null,
      json: '{"months":24}',
      parameters: { id: 'a/b ?', note: 'x&y=z', 'x-trace': 't1' },
    },
  });
});

test('all that is wrong is said at once', () => {
  const form = formOf(UPDATE);
  expect(fillIn(UPDATE, form, { parameters: {}, body: { months: '3' }, json: null })).toEqual({
    ok: false,
    error: { id: 'A value is needed here.', months: 'The least is 6.' },
  });
  expect(fillIn(UPDATE, form, { parameters: { id: '1', 'x-trace': 'ü' }, body: {}, json: '{}' })).toMatchObject({
    ok: false,
    error: { '': 'x-trace may hold printable ASCII only.' },
  });
  expect(fillIn(UPDATE, form, { parameters: { id: '1' }, body: {}, json: '{' })).toMatchObject({
    ok: false,
    error: { '': expect.stringContaining('This is not JSON') },
  });
});

test('an operation without a body sends none, and one without known fields is written as JSON', () => {
  const read: ServiceOperation = { ...UPDATE, method: 'GET', bodySchema: null, example: null, parameters: [] };
  expect(fillIn(read, formOf(read), exampleOf(read, formOf(read), 'key-1'))).toMatchObject({
    ok: true,
    value: { body: null, headers: { accept: 'application/json' } },
  });
  const loose: ServiceOperation = { ...UPDATE, parameters: [], bodySchema: { type: 'array' }, example: [1] };
  expect(exampleOf(loose, formOf(loose), 'key-1').json).toBe('[\n  1\n]');
});

test('the example names the request and says what must be said, but not which row is meant', () => {
  const parameters: ServiceOperation['parameters'] = [
    { name: 'id', in: 'path', required: true, description: null, schema: { type: 'string' } },
    { name: 'Idempotency-Key', in: 'header', required: true, description: null, schema: { type: 'string' } },
    { name: 'day', in: 'query', required: true, description: null, schema: { type: 'string', format: 'date' } },
    { name: 'note', in: 'query', required: false, description: null, schema: { type: 'string' } },
  ];
  const operation = { ...UPDATE, parameters };
  expect(exampleOf(operation, formOf(operation), 'key-1').parameters).toEqual({
    id: '',
    'Idempotency-Key': 'key-1',
    day: '2026-01-15',
    note: '',
  });
});
