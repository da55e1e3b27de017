import { expect, test } from 'vitest';
import { readRequest } from './read-request.ts';

test.each([
  ['rest', 'GET /customers/{id}', { effect: 'read', parameters: ['id'], carries: 'plain', answers: true }],
  ['rest', 'POST /search', { effect: 'write', parameters: [], carries: 'anything', answers: true }],
  ['rest', 'PUT /a/{x}/b/{y}', { effect: 'idempotent', parameters: ['x', 'y'], carries: 'anything', answers: true }],
  ['rest', 'PATCH /a', { effect: 'write', parameters: [], carries: 'anything', answers: true }],
  ['rest', 'DELETE /a/{x}', { effect: 'idempotent', parameters: ['x'], carries: 'plain', answers: true }],
  ['soap', 'urn:registry:Search', { effect: 'write', parameters: [], carries: 'anything', answers: true }],
  [
    'graphql',
    'query One($id: ID!) { one(id: $id, note: "{$no") { a } }',
    { effect: 'read', parameters: ['id'], carries: 'anything', answers: true },
  ],
  ['graphql', 'mutation { done }', { effect: 'write', parameters: [], carries: 'anything', answers: true }],
  ['kafka', 'payments.done', { effect: 'write', parameters: [], carries: 'anything', answers: false }],
  ['webhook', '/hook', { effect: 'write', parameters: [], carries: 'anything', answers: false }],
  ['sftp', 'GET /out/{day}.csv', { effect: 'read', parameters: ['day'], carries: 'plain', answers: true }],
  ['sftp', 'PUT /in/{name}', { effect: 'idempotent', parameters: ['name'], carries: 'anything', answers: false }],
  ['smtp', 'welcome', { effect: 'write', parameters: [], carries: 'anything', answers: false }],
] as const)('%s: %s is read', (protocol, text, request) => {
  expect(readRequest(protocol, text)).toEqual(request);
});

test.each([
  ['rest', '/customers'],
  ['rest', 'FETCH /customers'],
  ['rest', 'GET customers'],
  ['rest', 'GET /customers?id={id}'],
  ['rest', 'GET /customers/{id}/{id}'],
  ['rest', 'GET /customers/{id'],
  ['rest', 'GET https://bank.example/customers'],
  ['soap', 'Search all'],
  ['graphql', 'subscription { done }'],
  ['graphql', 'query { one { a }'],
  ['graphql', 'query }{'],
  ['kafka', 'a b'],
  ['kafka', '..'],
  ['webhook', 'GET /hook'],
  ['sftp', 'POST /in'],
  ['smtp', ''],
  ['soap', `A${'x'.repeat(4000)}`],
] as const)('%s: %j cannot be read, and why is one sentence', (protocol, text) => {
  expect(readRequest(protocol, text)).toMatch(/^[A-Z`].*\.$/);
});
