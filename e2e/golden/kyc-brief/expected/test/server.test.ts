import assert from 'node:assert/strict';
import { STATUS_CODES } from 'node:http';
import { type TestContext, test } from 'node:test';
import type { Database } from '../src/platform/db.ts';
import { Metrics } from '../src/platform/metrics.ts';
import { newServer } from '../src/platform/server.ts';
import { db, newApp, service } from './fixture.ts';

/** A server as the operations have it, with routes that show what arrives. */
const app = newServer({ ...service, metrics: new Metrics() });
app.post('/echo', async ({ body }) => ({ read: body ?? null }));
app.get('/echo/:name', async ({ params }) => params);
app.get('/broken', async () => {
  throw new Error('of the inside');
});
app.get('/odd', () => Promise.reject('no error'));

const post = (payload: string | Buffer, headers: Record<string, string | string[]> = {}) =>
  app.inject({ method: 'POST', url: '/echo', payload, headers: { 'content-type': 'application/json', ...headers } });
const get = (url: string) => app.inject({ method: 'GET', url });
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

test('JSON that has one meaning is read', async () => {
  const texts = [
    '{"a":{"b":1,"c":2},"b":{"a":2},"c":3}',
    '[{"a":1},{"a":2}]',
    '{"a":"a","b":["a","a","b"]}',
    '{"a":"\\"b\\":1,","b":2}',
    '{"a\\\\":1,"a":2}',
    '{"a\\"b":1,"a\\"":2,"b":3}',
    '{"{":1,"}":{"{":2}}',
    '"\\ud83d\\ude00"',
    '[true, null, -1.5e3]',
    nested(64),
  ];
  for (const text of texts) assert.deepEqual((await post(text)).json(), { read: JSON.parse(text) }, text);
  assert.deepEqual((await post('')).json(), { read: null });
});

test('JSON that readers differ in, or that no text of the database takes, is refused', async () => {
  const texts = [
    '{"a":1,"a":2}',
    '{"a":1,"a" \n:2}',
    '{"a":1,"\\u0061":2}',
    '{"b":{"c":1,"a":{},"a":2}}',
    '{"b":{"a":1},"a":1,"a":2}',
    '{"a\\"":1,"a\\"":2}',
    '{"\\\\":1,"\\\\":2}',
    '{"x":"\\\\","a":"\\\\\\"","a":2}',
    '["\\u0000"]',
    '{"\\u0000":1}',
    '"\\ud800"',
    '[{"__proto__":1}]',
    nested(65),
  ];
  const detail = 'The body holds U+0000, half a character, a reserved name, a name twice, or is too deep';
  for (const text of texts) {
    const answer = await post(text);
    assert.equal(answer.statusCode, 400, text);
    assert.equal(answer.json().detail, detail, text);
  }
  for (const text of ['{"a":', 'undefined', Buffer.from([0x22, 0xff, 0x22])]) {
    const answer = await post(text);
    assert.equal(answer.statusCode, 400);
    assert.equal(answer.json().detail, 'The body is not JSON in UTF-8');
  }
});

test('a body has one media type and no encoding', async () => {
  const said = async (headers: Record<string, string | string[]>) => (await post('{}', headers)).statusCode;
  const twice = ['application/json', 'application/json'];
  assert.equal(await said({ 'content-type': twice }), 415);
  assert.equal(await said({ 'content-encoding': 'gzip' }), 415);
  assert.equal(await said({ 'content-encoding': 'identity', 'x-names': 'content-type' }), 200);
  assert.equal(await said({ 'content-type': '' }), 200);
});

test('U+0000 names nothing in a path, and no query holds it', async () => {
  assert.deepEqual((await get('/echo/a%2500')).json(), { name: 'a%00' });
  assert.equal((await get('/echo/a%00')).statusCode, 404);
  assert.equal((await get('/echo/a%00?b=c')).statusCode, 404);
  for (const url of ['/echo/a?b=%00', '/echo/a?b=c?d=%00', '/echo/a?%00']) {
    const answer = await get(url);
    assert.equal(answer.statusCode, 400, url);
    assert.equal(answer.json().detail, 'The query holds U+0000');
  }
});

test('a value of a path may be as long as an address', async () => {
  assert.equal((await get(`/echo/${'a'.repeat(16_384)}`)).statusCode, 200);
});

test('every answer says that it is not kept, and only those to unknown callers how to be known', async (t) => {
  logged(t);
  for (const url of ['/echo/a', '/no/such/path', '/%', '/echo/a?b=%00', '/broken']) {
    const { headers } = await get(url);
    assert.equal(headers['cache-control'], 'no-store', url);
    assert.equal(headers['x-content-type-options'], 'nosniff', url);
    assert.equal(headers['www-authenticate'], undefined, url);
  }
  const unread = await get('/%');
  assert.equal(unread.statusCode, 400);
  assert.equal(unread.json()['type'], 'urn:problem:invalid_input');
});

test('what fails is in the log of the service and not in its answer; what is refused is in neither', async (t) => {
  const lines = logged(t);
  const broken = await get('/broken');
  assert.equal(broken.statusCode, 500);
  assert.ok(!broken.body.includes('inside'));
  await get('/odd');
  await get('/no/such/path');
  await get('/echo/a?b=%00');
  const [first, second, ...others] = lines();
  assert.deepEqual(others, []);
  assert.deepEqual(Object.keys(Object(first)), ['level', 'at', 'request', 'error']);
  assert.equal(first?.['level'], 'error');
  assert.ok(Math.abs(Date.parse(String(first?.['at'])) - Date.now()) < 60_000);
  assert.match(String(first?.['request']), /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  assert.match(String(first?.['error']), /^Error: of the inside\n +at /);
  assert.equal(second?.['error'], 'no error');
  assert.notEqual(first?.['request'], second?.['request']);
});

test('what is no HTTP is refused, and so is what takes too long to arrive', () => {
  for (const [reason, status] of [
    ['HPE_INVALID_METHOD', 400],
    ['ERR_HTTP_REQUEST_TIMEOUT', 408],
  ] as const) {
    const [head = '', body = ''] = said(reason, true).split('\r\n\r\n');
    const [line, type = '', ...more] = head.split('\r\n');
    assert.equal(line, `HTTP/1.1 ${status} ${STATUS_CODES[status]}`);
    assert.match(type, /^content-type: application\/problem\+json$/);
    assert.deepEqual(more, ['connection: close', `content-length: ${Buffer.byteLength(body)}`]);
    assert.equal(JSON.parse(body).status, status);
  }
  assert.equal(said('EPIPE', false), '');
  assert.deepEqual([app.server.headersTimeout, app.server.requestTimeout], [10_000, 10_000]);
});

test('the service is ready while its database answers, and until it ends', async (t) => {
  logged(t);
  const asked: string[] = [];
  const there: Database = { ...db, query: async (text) => (asked.push(text), []) };
  const lost: Database = { ...db, query: () => Promise.reject(new Error('lost')) };
  const probe = async (database: Database, draining: boolean) => {
    const probed = newApp({ ...service, db: database }, () => draining);
    const { statusCode, body } = await probed.inject({ method: 'GET', url: '/readyz' });
    await probed.close();
    return [statusCode, JSON.parse(body).status];
  };
  assert.deepEqual(await probe(there, false), [200, 'ready']);
  assert.deepEqual(asked, ['SELECT 1']);
  assert.equal((await probe(there, true))[0], 503);
  assert.equal((await probe(lost, false))[0], 503);
});

test('machines are told how the service is and what went wrong', async () => {
  const told = newApp({ ...service, metrics: new Metrics() });
  const ask = (url: string, headers = {}) => told.inject({ method: 'GET', url, headers });
  assert.deepEqual((await ask('/livez')).json(), { status: 'alive' });
  assert.equal((await ask('/readyz')).statusCode, 200);
  assert.equal((await ask('/livez', { 'content-encoding': 'gzip' })).statusCode, 415);
  await ask('/no/such/path');
  const { headers, body } = await ask('/metrics');
  assert.equal(headers['content-type'], 'text/plain; version=0.0.4');
  const values = new Map(Array.from(body.matchAll(/^(\S+) (\S+)$/gm), ([, name, value]) => [name, Number(value)]));
  const seconds = 'http_request_duration_seconds';
  assert.equal(values.get('problems_total{name="unsupported"}'), 1);
  assert.equal(values.get(`${seconds}_count{method="GET",route="/livez",status="200"}`), 1);
  assert.equal(values.get(`${seconds}_count{method="GET",route="unknown",status="404"}`), 1);
  assert.ok(Number(values.get(`${seconds}_sum{method="GET",route="/livez",status="200"}`)) < 5);
  await told.close();
});

/** Keeps what is written to the log while a test runs, and gives its lines. */
function logged(t: TestContext): () => Record<string, unknown>[] {
  const { mock } = t.mock.method(console, 'error', () => undefined);
  return () => mock.calls.map((call) => JSON.parse(String(call.arguments[0])));
}

/** What is written to a connection whose request could not be read. */
function said(reason: string, writable: boolean): string {
  let written = '';
  const end = (text: string): void => {
    written += text;
  };
  app.server.emit('clientError', Object.assign(new Error(), { code: reason }), { writable, end });
  return written;
}
