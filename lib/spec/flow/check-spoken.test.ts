import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';

const said = (head: string, operation: string): string[] =>
  checkSpec(
    `service: a\ntypes: {Name: 'string(1..40)'}\nintegrations:\n  - other: {${head}, baseUrl: $OTHER_URL, summary: Other, operations: {ask: ${operation}}}\n`,
  ).diagnostics.flatMap(({ code, message }) => (code === 'SPC2064' ? [message.split('.')[0] ?? ''] : []));

const ASK = '{request: POST /a, input: {to: string}, output: {done: bool}}';

test('protocols that are not HTTP know few proofs of who asks', () => {
  for (const auth of ['none', 'basic', 'bearer', 'mtls', 'api_key'])
    expect(said(`protocol: rest, auth: ${auth}`, ASK)).toEqual([]);
  const mail = '{request: welcome, input: {to: email}}';
  const refused = (protocol: string, operation: string): string[] =>
    ['none', 'basic', 'mtls', 'bearer', 'api_key'].filter(
      (auth) => said(`protocol: ${protocol}, auth: ${auth}`, operation).length > 0,
    );
  expect(refused('smtp', mail)).toEqual(['mtls', 'bearer', 'api_key']);
  expect(refused('sftp', '{request: GET /a, input: {}, output: {text: string}}')).toEqual([
    'none',
    'mtls',
    'bearer',
    'api_key',
  ]);
  expect(refused('kafka', '{request: topic, input: {a: string}}')).toEqual(['basic', 'bearer', 'api_key']);
});

test('messages are encrypted by xmlenc, of SOAP', () => {
  const soap = '{request: Ask, input: {a: string}, output: {b: string}}';
  expect(said('protocol: soap, auth: none, encrypt: xmlenc', soap)).toEqual([]);
  expect(said('protocol: soap, auth: none, encrypt: pgp', soap)[0]).toMatch(/^Messages are encrypted by `xmlenc`/);
  expect(said('protocol: rest, auth: none, encrypt: jwe', ASK)[0]).toMatch(/`jwe` is not known for rest$/);
});

test('a mail goes to somebody, and folders hold names', () => {
  expect(said('protocol: smtp, auth: none', '{request: welcome, input: {title: string}}')).toEqual([
    'A mail goes to somebody',
  ]);
  const listed = (output: string): number =>
    said('protocol: sftp, auth: basic', `{request: LIST /in, input: {}, output: {${output}}}`).length;
  expect([
    listed('names: list<string>'),
    listed('names: list<Name>'),
    listed('names: list<int>'),
    listed('a: list<string>, b: int'),
  ]).toEqual([0, 0, 1, 1]);
});
