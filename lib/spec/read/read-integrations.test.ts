import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import { saidOf } from '../testing/said-of.ts';

const text = (keys: string, name = 'core-bank'): string => `service: a\nintegrations:\n  - ${name}: ${keys}\n`;
/** That nothing uses it is said each time. */
const said = (keys: string): string[] => saidOf(text(keys)).filter((one) => !one.startsWith('FLW5027'));

test('the precise form is read whole', () => {
  const keys =
    '{protocol: rest, baseUrl: $BANK_URL, auth: bearer, secret: $BANK_TOKEN, maxConcurrent: 20, summary: The bank, timeout: 200ms, retry: {limit: 1}, fallback: {value: {found: false}}, operations: {get-customer: {request: "GET /customers/{id}", summary: One customer, input: {id: uuid}, output: {found: {type: bool, summary: Whether}}}}}';
  expect(said(keys)).toEqual([]);
  const [integration] = checkSpec(text(keys)).model?.integrations ?? [];
  const { operations = [], policy, span: _, ...rest } = integration ?? {};
  expect(rest).toEqual({
    id: 'integrations/core-bank',
    name: 'core-bank',
    renamedFrom: null,
    protocol: 'rest',
    auth: 'bearer',
    baseUrl: 'BANK_URL',
    secret: 'BANK_TOKEN',
    encrypt: null,
    maxConcurrent: 20,
    summary: 'The bank',
    notUnderstood: [],
    usedBy: [],
  });
  expect([policy?.timeoutMs, policy?.retry?.limit, policy?.fallback?.kind]).toEqual([200, 1, 'value']);
  expect(
    operations.map(({ id, effect, effectOrigin, request, summary, input, output }) => [
      id,
      effect,
      effectOrigin,
      request,
      summary,
      input.map((field) => field.id),
      output.map((field) => [field.name, field.summary]),
    ]),
  ).toEqual([
    [
      'integrations/core-bank/operations/get-customer',
      'read',
      'default',
      'GET /customers/{id}',
      'One customer',
      ['integrations/core-bank/operations/get-customer/input/id'],
      [['found', 'Whether']],
    ],
  ]);
});

test('what can be called without an address is read from a setting of its name', () => {
  const keys = '{protocol: rest, auth: mtls, operations: {list: {request: GET /all, output: {count: int}}}}';
  expect(said(keys)).toEqual(['SPC2033 core-bank']);
  const { model } = checkSpec(text(keys));
  expect([model?.integrations[0]?.baseUrl, model?.assumptions.map(({ subject }) => subject)]).toEqual([
    'CORE_BANK_URL',
    ['version', 'core-bank'],
  ]);
});

test('what can be called without a word about authentication is called without, which is said', () => {
  const keys = '{protocol: rest, baseUrl: $A_URL, operations: {list: {request: GET /all, output: {count: int}}}}';
  expect(said(keys)).toEqual(['SPC2036 core-bank']);
  expect(checkSpec(text(keys)).model?.integrations[0]?.auth).toBe('none');
});

test.each([
  ['a literal address', '{protocol: rest, baseUrl: "https://bank.example"}', ['SPC2031 "https://bank.example"']],
  ['a setting of the service', '{protocol: rest, baseUrl: $PORT}', ['SPC2032 $PORT']],
  ['a literal secret', '{protocol: rest, secret: abc}', ['SEC7004 abc']],
  ['no protocol', '{baseUrl: $A_URL}', ['SPC2002 core-bank']],
  ['an unknown way in', '{protocol: rest, auth: magic}', ['SPC2008 magic']],
  [
    'a path without its input',
    '{protocol: rest, baseUrl: $A_URL, auth: none, operations: {a: {request: "GET /a/{id}"}}}',
    ['SPC2030 "GET /a/{id}"'],
  ],
  [
    'a parameter that may be missing',
    '{protocol: rest, baseUrl: $A_URL, auth: none, operations: {a: {request: "GET /a/{id}", input: {id: uuid?}}}}',
    ['SPC2030 "GET /a/{id}"'],
  ],
  [
    'a map in a query',
    '{protocol: rest, baseUrl: $A_URL, auth: none, operations: {a: {request: GET /a, input: {m: map<int>}}}}',
    ['SPC2030 GET /a'],
  ],
  [
    'an answer of a topic',
    '{protocol: kafka, baseUrl: $A_URL, auth: none, operations: {a: {request: topic, output: {b: int}}}}',
    ['SPC2034 output'],
  ],
  [
    'an output that calls add',
    '{protocol: rest, baseUrl: $A_URL, auth: none, operations: {a: {request: GET /a, output: {degraded: bool}}}}',
    ['SPC2007 degraded'],
  ],
  [
    'an operation without a request',
    '{protocol: rest, baseUrl: $A_URL, auth: none, operations: {a: {output: {b: int}}}}',
    ['SPC2002 a'],
  ],
  [
    'a snapshot of writes',
    '{protocol: rest, baseUrl: $A_URL, auth: none, fallback: snapshot(1d), operations: {a: {request: POST /a, output: {b: int}}}}',
    ['FLW5025 snapshot(1d)'],
  ],
  [
    'a value that fits only one operation',
    '{protocol: rest, baseUrl: $A_URL, auth: none, fallback: {value: {b: 1}}, operations: {a: {request: GET /a, output: {b: int}}, c: {request: GET /c, output: {d: int}}, e: {request: GET /e, output: {b: int}}}}',
    ['FLW5025 {b: 1}'],
  ],
  [
    'an input that a document does not send',
    "{protocol: graphql, baseUrl: $A_URL, auth: none, operations: {a: {request: 'query { a }', input: {b: int}, output: {c: int}}}}",
    ["SPC2030 'query { a }'"],
  ],
  [
    'a password that is sent',
    '{protocol: rest, baseUrl: $A_URL, auth: none, operations: {a: {request: POST /a, input: {secret: password}}}}',
    ['SEC7011 secret: password'],
  ],
  ['too many at a time', '{protocol: rest, maxConcurrent: 0}', ['FLW5026 0']],
])('%s is said at its place', (_, keys, expected) => {
  expect(said(keys)).toEqual(expected);
});

test('a snapshot of an integration is for the operations that read, though others write', () => {
  const keys =
    '{protocol: rest, baseUrl: $A_URL, auth: none, fallback: snapshot(1d), operations: {get: {request: GET /a, output: {b: int}}, put: {request: POST /a, output: {b: int}}}}';
  expect(said(keys)).toEqual([]);
});

test('a phrase stays a phrase', () => {
  const [integration] = checkSpec(text('SOAP integration with mTLS and blockchain')).model?.integrations ?? [];
  expect([integration?.protocol, integration?.auth, integration?.operations, integration?.notUnderstood]).toEqual([
    'soap',
    'mtls',
    [],
    ['blockchain'],
  ]);
});
