import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile } from './index.ts';
import { modelOf } from './testing/read-golden.ts';
import { newWorkshop, writeService } from './testing/service-folder.ts';
import { type StartedService, startService } from './testing/started-service.ts';

// What anybody may send over a connection: every answer says what is wrong and nothing of the inside, and the service goes on.

const SLOW = 120_000;

const SPEC = `specVersion: "1.0"
service: gate
version: 1.0.0
errors:
  unknown_note: {status: 404, title: There is no such note}
entities:
  Note:
    owner: person
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      person: uuid
      text: string(1..1000)
endpoints:
  - path: /notes
    method: POST
    operation: write
    access: authenticated
    input:
      - text: string(1..1000)
      - count: int(0..2147483647)?
      - sum: {type: decimal?, scale: 2}
      - ratio: double?
      - tags: list<string(1..10)>(..5)?
      - born: date?
      - at: timestamp?
      - more: json?
    processing:
      - note: {create: Note, with: {text: =input.text}}
    output: [{id: {type: uuid, value: =note.id}}]
    response: {status: 201}
  - path: /notes/{id}
    method: GET
    operation: read
    access: authenticated
    input: [{id: uuid}]
    processing:
      - note: {find: Note, where: id == input.id, else: unknown_note}
    output: [{text: {type: string, value: =note.text}}]
  - path: /search
    method: GET
    operation: search
    access: public
    input: [{q: string(1..20)}, {limit: int(1..50)?}, {exact: bool?}, {mark: {type: string(1..20)?, in: header, as: X-Mark}}]
    processing:
      - found: {count: Note, where: text == input.q && false}
    output: [{q: {type: string, value: =input.q}}, {found: {type: int, value: =found}}]
    response: {headers: {X-Asked: =input.q}}
`;

const workshop = newWorkshop();
const folder = writeService(workshop.folder, 'gate', compile(modelOf(SPEC)).files);
const socketPath = join(workshop.folder, 'gate.sock');
const subject = '11111111-1111-4111-8111-111111111111';
let service: StartedService;
let pair: { privateKey: CryptoKey; publicKey: CryptoKey };
let token: string;

beforeAll(async () => {
  pair = await generateKeyPair('ES256', { extractable: true });
  const jwks = JSON.stringify({ keys: [await exportJWK(pair.publicKey)] });
  service = await startService(folder, 'gate', {
    SOCKET: socketPath,
    AUTH_JWKS_URL: `data:application/json,${encodeURIComponent(jwks)}`,
  });
  token = await signed({ sub: subject });
}, SLOW);

afterAll(() => {
  service.child.kill('SIGKILL');
  workshop.remove();
});

function signed(claims: JWTPayload, key: CryptoKey | Uint8Array = pair.privateKey, alg = 'ES256'): Promise<string> {
  return new SignJWT({ iss: 'https://issuer.test', aud: 'gate', exp: Date.now() / 1000 + 600, ...claims })
    .setProtectedHeader({ alg })
    .sign(key);
}

interface Reply {
  status: number;
  head: string;
  body: string;
}

/** Sends bytes as they are and reads until the other side closes, or until one whole answer is there. */
async function raw(parts: readonly (string | Buffer)[], path = socketPath): Promise<Reply> {
  const socket = connect(path);
  for (const part of parts) socket.write(part);
  return answerOn(socket);
}

async function answerOn(socket: Socket): Promise<Reply> {
  let text = '';
  socket.on('error', () => undefined);
  for await (const chunk of socket) {
    text += chunk;
    const [head = '', body = ''] = text.split(/\r\n\r\n(.*)/s);
    const length = /content-length: (\d+)/i.exec(head)?.[1];
    if (length !== undefined && Buffer.byteLength(body) >= Number(length)) break;
  }
  socket.destroy();
  const [head = '', body = ''] = text.split(/\r\n\r\n(.*)/s);
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), head, body };
}

const request = (line: string, headers: readonly string[] = [], body = ''): string =>
  [`${line} HTTP/1.1`, 'Host: gate', ...headers, '', body].join('\r\n');

const posted = (body: string | Buffer, headers: readonly string[] = ['Content-Type: application/json']): Buffer => {
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  const head = request('POST /notes', [`Authorization: Bearer ${token}`, length, ...headers]);
  return Buffer.concat([Buffer.from(head), Buffer.from(body)]);
};

/** A problem document that gives nothing of the inside away. */
function expectProblem({ status, head, body }: Reply, wanted: number | readonly number[], what: string): void {
  expect([wanted].flat(), `${what}: ${head} ${body}`).toContain(status);
  expect(head, what).toMatch(/content-type: application\/problem\+json/i);
  expect(JSON.parse(body), what).toMatchObject({ status, type: expect.stringMatching(/^urn:problem:/) });
  expect(body, what).not.toMatch(/node_modules|\.ts\b|\bat [A-Z]\w+\.|SELECT |PGlite|ajv|Fastify|stack/i);
}

const note = (more: string): string => `{"text":"fine",${more}}`;

const BODIES: readonly (readonly [what: string, body: string | Buffer])[] = [
  ['NaN', note('"count":NaN')],
  ['Infinity', note('"ratio":Infinity')],
  ['a number beyond all', note('"ratio":1e400')],
  ['a number below all', note('"ratio":-1e400')],
  ['a whole number that is none', note('"count":1.5')],
  ['a whole number that is not exact', note('"count":9007199254740993')],
  ['a negative count', note('"count":-1')],
  ['a number in a text', note('"count":"1"')],
  ['a decimal with an exponent', note('"sum":"1e5"')],
  ['a decimal with too many digits', note('"sum":"0.001"')],
  ['a decimal of thousands of digits', note(`"sum":"${'9'.repeat(5000)}"`)],
  ['digits of another alphabet', note('"sum":"١٢"')],
  ['a hexadecimal number', note('"count":0x10')],
  ['a number with a zero in front', note('"count":007')],
  ['a day that is none', note('"born":"2023-02-29"')],
  ['an instant without an offset', note('"at":"2025-01-01T00:00:00"')],
  ['a list where there is a text', '{"text":["a"]}'],
  ['null where something must be', '{"text":null}'],
  ['an unknown field', note('"constructor":{"prototype":{"polluted":1}}')],
  ['a prototype', note('"__proto__":{"polluted":1}')],
  ['a prototype in a value', note('"more":{"a":[{"__proto__":{"polluted":1}}]}')],
  ['a name twice', note('"count":1,"count":2')],
  ['a name twice in a value', note('"more":{"a":{"b":1,"b":2}}')],
  ['too many items', note('"tags":["a","b","c","d","e","f"]')],
  ['half a character', note('"more":"\\ud800"')],
  ['U+0000', note('"more":"\\u0000"')],
  ['what is not UTF-8', Buffer.concat([Buffer.from('{"text":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')])],
  ['UTF-16', Buffer.from('\ufeff{"text":"a"}', 'utf16le')],
  ['something behind the value', '{"text":"a"} {"text":"b"}'],
  ['a comma too many', '{"text":"a",}'],
  ['a comment', '{"text":"a"} // text'],
  ['depth', note(`"more":${'['.repeat(70)}${']'.repeat(70)}`)],
  ['much depth', '['.repeat(100_000)],
  ['nothing', ''],
];

describe('a body', () => {
  test.each(BODIES)('that holds %s is refused', async (what, body) => {
    expectProblem(await raw([posted(body)]), 400, what);
  });

  const types: readonly (readonly [string, readonly string[]])[] = [
    ['another media type', ['Content-Type: text/plain']],
    ['a form', ['Content-Type: application/x-www-form-urlencoded']],
    ['two media types', ['Content-Type: application/json', 'Content-Type: text/plain']],
    ['compression', ['Content-Type: application/json', 'Content-Encoding: gzip']],
  ];
  test.each(types)('with %s is refused', async (what, headers) => {
    expectProblem(await raw([posted('{"text":"fine"}', headers)]), 415, what);
  });

  test('that is too large is refused, said beforehand or not', async () => {
    const headers = ['Content-Type: application/json', `Authorization: Bearer ${token}`];
    const said = await raw([request('POST /notes', [...headers, 'Content-Length: 99999999999'])]);
    expectProblem(said, 413, 'a length');
    const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`;
    const sent = await raw([request('POST /notes', [...headers, 'Transfer-Encoding: chunked']), chunk.repeat(20)]);
    expectProblem(sent, 413, 'chunks');
  });

  test('that is as large as it may be is taken, and what is fine is', async () => {
    const full = note(`"more":"${'é'.repeat(500_000)}"`);
    expect((await raw([posted(full)])).status).toBe(201);
    for (const more of ['"ratio":-0', '"ratio":1e300', '"sum":"-0"', '"sum":12.5', '"count":2147483647'])
      expect((await raw([posted(note(more))])).status, more).toBe(201);
  });
});

const LONG = `GET /notes/${'a'.repeat(5000)}`;

const LINES: readonly (readonly [line: string, statuses: readonly number[]])[] = [
  ['GET /search?q=', [400]],
  ['GET /search', [400]],
  ['GET /search?q=a&q=b', [400]],
  ['GET /search?q[]=a', [400]],
  ['GET /search?__proto__=a&constructor=b', [400]],
  ['GET /search?q=%00', [400]],
  ['GET /search?q=aaaaaaaaaaaaaaaaaaaaaaa', [400]],
  ['GET /search?q=a&limit=0x10', [400]],
  ['GET /search?q=a&limit=1e1', [400]],
  ['GET /search?q=a&limit=NaN', [400]],
  ['GET /search?q=a&limit=%205', [400]],
  ['GET /search?q=a&limit=99999999999999999999', [400]],
  ['GET /search?q=a&exact=yes', [400]],
  ['GET /notes/1', [404]],
  ["GET /notes/'%20OR%201=1%20--", [404]],
  ['GET /notes/%00', [400, 404]],
  ['GET /notes/%ff', [400, 404]],
  ['GET /notes/%', [400, 404]],
  ['GET /notes/../../etc/passwd', [404]],
  ['GET /notes/%2e%2e%2f%2e%2e%2fetc%2fpasswd', [404]],
  ['GET //notes//', [404]],
  ['DELETE /notes', [404]],
  ['TRACE /notes', [400, 404]],
  ['OPTIONS *', [400, 404]],
];

describe('a path and a query', () => {
  test.each(LINES)('%s', async (line, statuses) => {
    expectProblem(await raw([request(line, [`Authorization: Bearer ${token}`, 'Connection: close'])]), statuses, line);
  });

  test('as long as may be is a path like others', async () => {
    expectProblem(await raw([request(LONG, [`Authorization: Bearer ${token}`, 'Connection: close'])]), 404, 'long');
  });

  test('put no header into the answer', async () => {
    const { status, head } = await raw([request('GET /search?q=a%0d%0aset-cookie:%20b=c', ['Connection: close'])]);
    expect(status).toBe(200);
    expect(head).not.toMatch(/^set-cookie/im);
    expect(head).toMatch(/^x-asked: a%0D%0Aset-cookie: b=c$/im);
  });
});

const CONNECTIONS: readonly (readonly [what: string, text: string])[] = [
  ['no HTTP', 'HELO gate\r\n\r\n'],
  ['an unknown method', request('BREW /notes')],
  ['a header without an end', `GET / HTTP/1.1\r\nHost: gate\r\nX-Long: ${'a'.repeat(40_000)}\r\n\r\n`],
  ['two lengths', request('POST /notes', ['Content-Length: 5', 'Content-Length: 6'], 'aaaaa')],
  ['a length and chunks', request('POST /notes', ['Content-Length: 5', 'Transfer-Encoding: chunked'], '0\r\n\r\n')],
  ['a chunk of no size', request('POST /notes', ['Transfer-Encoding: chunked'], 'xyz\r\n')],
  ['a header with a line of its own', 'GET /search?q=a HTTP/1.1\r\nHost: gate\r\nX-A: a\rX-B: b\r\n\r\n'],
];

test.each(CONNECTIONS)('a connection that sends %s is refused and closed', async (what, text) => {
  expectProblem(await raw([text]), [400, 401, 404], what);
});

test('a header or a body that does not arrive is given up', { timeout: SLOW }, async () => {
  const started = Date.now();
  const [head, body] = await Promise.all([
    raw(['GET /search?q=a HTTP/1.1\r\nHost: gate\r\n']),
    raw([request('POST /notes', [`Authorization: Bearer ${token}`, 'Content-Length: 100'], '{"text":')]),
  ]);
  expectProblem(head, 408, 'a slow header');
  expectProblem(body, 408, 'a slow body');
  expect(Date.now() - started).toBeLessThan(15_000);
});

describe('a token', () => {
  const read = (given: string): Promise<Reply> =>
    raw([request(`GET /notes/${subject}`, [`Authorization: Bearer ${given}`, 'Connection: close'])]);

  test('that is not good is refused, however it is wrong', async () => {
    const other = await generateKeyPair('ES256');
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(pair.publicKey)));
    const wrong: [string, string][] = [
      ['expired', await signed({ sub: subject, exp: Date.now() / 1000 - 60 })],
      ['not yet good', await signed({ sub: subject, nbf: Date.now() / 1000 + 600 })],
      ['forged', await signed({ sub: subject }, other.privateKey)],
      ['of another issuer', await signed({ sub: subject, iss: 'https://other.test' })],
      ['for another service', await signed({ sub: subject, aud: 'other' })],
      ['of nobody', await signed({ sub: '' })],
      ['signed with the public key as a secret', await signed({ sub: subject }, secret, 'HS256')],
      ['unsigned', `${part({ alg: 'none' })}.${part({ sub: subject, exp: 9_999_999_999 })}.`],
      ['changed', `${token.slice(0, -6)}AAAAAA`],
      ['no token', 'abc'],
      ['long', 'a'.repeat(10_000)],
    ];
    for (const [what, given] of wrong) {
      const reply = await read(given);
      expectProblem(reply, 401, what);
      expect(reply.head, what).toMatch(/^www-authenticate: Bearer/im);
    }
  });

  test('that names somebody by no id owns nothing and stores nothing', async () => {
    const named = await signed({ sub: "ann'; --" });
    expectProblem(await read(named), 404, 'a row of others');
    const stored = posted('{"text":"fine"}').toString().replace(token, named);
    expectProblem(await raw([stored]), 403, 'a row of one’s own');
  });
});

test('an issuer that cannot be asked is no fault of the caller', { timeout: SLOW }, async () => {
  const path = join(workshop.folder, 'alone.sock');
  const alone = await startService(folder, 'gate', { SOCKET: path, AUTH_JWKS_URL: 'http://127.0.0.1:9/keys' });
  const read = (headers: readonly string[]) =>
    raw([request(`GET /notes/${subject}`, [...headers, 'Connection: close'])], path);
  expectProblem(await read([`Authorization: Bearer ${token}`]), 503, 'no keys');
  expectProblem(await read([]), 401, 'no token');
  expectProblem(await read(['Authorization: Bearer abc']), 401, 'what is no token at all');
  expect(await alone.stop()).toBe(0);
});

test('SIGTERM in the middle of a request: it is answered, nothing new is taken, and the process ends well', {
  timeout: SLOW,
}, async () => {
  const body = '{"text":"before the end"}';
  const whole = posted(body);
  const socket = connect(socketPath);
  socket.write(whole.subarray(0, whole.length - 10));
  await delay(200);
  const ended = once(service.child, 'exit');
  service.child.kill('SIGTERM');
  await delay(300);
  socket.write(whole.subarray(whole.length - 10));
  const reply = await answerOn(socket);
  expect(reply.status, reply.body).toBe(201);
  expect(await ended).toEqual([0, null]);
  await expect(raw([request('GET /livez')])).rejects.toThrow(/ENOENT|ECONNREFUSED/);
});
