import { expect, test } from 'vitest';
import { differentAnswers, differentRequests } from './choose-exchanges.ts';
import { type Exchange, operationFor, operationsOf } from './exchange.ts';
import { exampleOf } from './specmatic-example.ts';

const ID = '00000000-0000-4000-8000-000000000000';
const DOCUMENT = JSON.stringify({
  paths: {
    '/orders/{id}': {
      get: {
        parameters: [
          { name: 'id', in: 'path', schema: { $ref: '#/components/schemas/Get/properties/id' } },
          { name: 'X-Source', in: 'header', schema: { type: 'string' } },
        ],
        responses: { 200: {}, 404: {}, default: {} },
      },
    },
    '/orders/new': { get: { responses: { 200: {} } } },
  },
  components: { schemas: { Get: { properties: { id: { type: 'string', format: 'uuid' } } } } },
});
const operations = operationsOf(DOCUMENT);

function exchange(url: string, status: number, more: Partial<Exchange> = {}): Exchange {
  const answer = { status, headers: { 'content-type': 'application/json' }, body: Buffer.from('{}') };
  return { method: 'GET', url, headers: {}, body: null, answer, ...more };
}

test('a request is for the plainest path that it fits, and for none that is not published', () => {
  expect(operationFor(exchange('/orders/new?x=1', 200), operations)?.path).toBe('/orders/new');
  expect(operationFor(exchange(`/orders/${ID}`, 200), operations)).toMatchObject({
    path: '/orders/{id}',
    statuses: [200, 404],
    forNobody: false,
  });
  expect(operationFor(exchange('/orders', 200), operations)).toBe(undefined);
  expect(operationFor({ method: 'PUT', url: '/orders/new' }, operations)).toBe(undefined);
});

test('of answers that are alike some are judged; requests are sent again once, the successful and the usual first', () => {
  const many = Array.from({ length: 9 }, () => exchange('/orders/new', 200));
  expect(differentAnswers([...many, exchange('/no', 200)], operations)).toHaveLength(4);
  const sent = [exchange('/orders/a', 404), exchange('/orders/b', 404), exchange('/orders/b', 404)];
  const refused = [exchange('/orders/c', 401), exchange('/orders/d', 500)];
  const again = differentRequests([...sent, ...refused, exchange('/orders/e', 200)], operations);
  expect(again.map((one) => one.exchange.url)).toEqual(['/orders/e', '/orders/b', '/orders/a']);
});

test('an example has what the document knows, and what cannot be told is none', async () => {
  const [operation] = operations;
  if (operation === undefined) throw new Error('there is one');
  const headers = { 'x-source': 'web', cookie: 'a=b', authorization: 'Bearer x' };
  expect(await exampleOf(exchange(`/orders/${ID}`, 200, { headers }), operation, '/nowhere')).toEqual({
    'http-request': { method: 'GET', path: `/orders/${ID}`, headers: { 'X-Source': 'web' } },
    'http-response': { status: 200, headers: { 'content-type': 'application/json' }, body: {} },
  });
  for (const url of ['/orders/no-uuid', '/orders/%00', `/orders/${ID}?a=%3Cb%3E`])
    expect(await exampleOf(exchange(url, 404), operation, '/nowhere')).toBe(null);
});
