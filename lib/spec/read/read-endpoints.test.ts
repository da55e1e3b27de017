import { describe, expect, test } from 'vitest';
import { endpointOf, modelOfSections, problemsOf } from '../testing/problems-of.ts';

const endpoint = (...lines: string[]) => modelOfSections(endpointOf('GET', '/a', ...lines)).endpoints[0];
const LIST = 'output: [{n: {type: list<int>, value: [1]}}]';

test('who may call is read: nobody in particular, anybody, roles, scopes and a condition', () => {
  expect(endpoint('access: optional')?.access).toEqual({
    kind: 'optional',
    roles: [],
    scopes: [],
    when: null,
    origin: 'written',
  });
  const access = endpoint('input: [{id: string}]', 'access: {scopes: [a.read], when: caller.id == input.id}')?.access;
  expect(access).toMatchObject({ kind: 'authenticated', scopes: ['a.read'], when: { kind: 'binary' } });
  expect(problemsOf(endpointOf('GET', '/a', 'access: {when: caller.age > 1}'))).toEqual(['EXP4003 age']);
  expect(problemsOf(endpointOf('GET', '/a', 'access: optionl'))).toEqual(['SPC2008 optionl']);
});

test('where a caller may be nobody, its id may be missing', () => {
  const output = 'output: [{who: {type: string, value: =caller.id}}]';
  expect(problemsOf(endpointOf('GET', '/a', 'access: optional', output))).toEqual(['EXP4005 caller.id']);
  expect(problemsOf(endpointOf('GET', '/a', output))).toEqual([]);
});

test('an answer may be one value', () => {
  const text = endpointOf('GET', '/a', 'output: {type: list<int>, value: [1, 2]}');
  expect(problemsOf(text)).toEqual([]);
  const [read] = modelOfSections(text).endpoints;
  expect(read?.output).toEqual([]);
  expect(read?.wholeOutput).toMatchObject({
    id: 'endpoints/op/output',
    type: { kind: 'list' },
    from: { kind: 'literal' },
  });
  // By name, `type` is an output like any other.
  expect(
    endpoint('output: {type: {type: string, value: a}, other: {type: int, value: 1}}')?.output.map(({ name }) => name),
  ).toEqual(['type', 'other']);
});

test('pages add their inputs', () => {
  const paged = endpoint('paginate: {limit: 10, max: 50, style: cursor}', LIST);
  expect(paged?.paginate).toMatchObject({ limit: 10, max: 50, style: 'cursor' });
  expect(paged?.input.map(({ name, in: place, default: byDefault }) => [name, place, byDefault !== null])).toEqual([
    ['limit', 'query', true],
    ['after', 'query', false],
  ]);
  expect(
    problemsOf(
      endpointOf(
        'GET',
        '/a',
        'paginate: {}',
        'output: [{n: {type: list<int>, value: "=[input.limit, input.offset]"}}]',
      ),
    ),
  ).toEqual([]);
});

test('repetition, limits, errors, nulls and the earlier name are read', () => {
  const read = endpoint(
    'renamedFrom: older',
    'rateLimit: {limit: 10, per: minute, by: address}',
    'errors: [not_found, over_limit]',
    'nulls: keep',
  );
  expect(read).toMatchObject({
    renamedFrom: 'older',
    rateLimit: { limit: 10, per: { count: 1, unit: 'minute' }, by: { kind: 'address' } },
    errors: ['not_found'],
    nulls: 'keep',
  });
  const limits = (by: string) =>
    modelOfSections(endpointOf('POST', '/a', 'input: [{phone: phone}]', `rateLimit: {limit: 3, per: 10 minutes${by}}`))
      .endpoints[0]?.rateLimit?.by;
  expect([limits(''), limits(', by: input.phone')]).toEqual([{ kind: 'caller' }, { kind: 'input', input: 'phone' }]);
});

test('the earlier name of an operation has to be free, also further down', () => {
  const two = (renamed: string) =>
    `endpoints:\n  - {path: /a, method: GET, operation: one, access: public, renamedFrom: ${renamed}}\n  - {path: /b, method: GET, operation: two, access: public}\n`;
  expect(problemsOf(two('older'))).toEqual([]);
  expect(problemsOf(two('two'))).toEqual(['SPC2050 two']);
  expect(problemsOf(two('one'))).toEqual(['SPC2050 one']);
});

test('the form of an answer is read', () => {
  const text = endpointOf(
    'GET',
    '/a',
    'output: [{name: {type: string, value: x}}, {n: {type: int, value: 3, as: total-count}}]',
    "response: {status: 203, headers: {X-Total: =1 + 2}, contentType: text/html, template: '<p>{{name}}</p>'}",
  );
  expect(problemsOf(text)).toEqual([]);
  const [read] = modelOfSections(text).endpoints;
  expect(read?.status).toBe(203);
  expect(read?.response).toMatchObject({
    contentType: 'text/html',
    template: '<p>{{name}}</p>',
    headers: [{ name: 'X-Total', value: { kind: 'expression' } }],
  });
  expect(read?.output[1]?.as).toBe('total-count');
});

describe.each([
  ['pages without a list', ['paginate: {limit: 5}', 'output: [{n: {type: int, value: 1}}]'], ['SPC2055 {limit: 5}']],
  ['an input that pages add themselves', ['paginate: {}', 'input: [{limit: int}]', LIST], ['SPC2055 limit: int']],
  ['a page of more than the most', ['paginate: {limit: 200}', LIST], ['SPC2017 200']],
  [
    'an output that pages add themselves',
    ['paginate: {style: cursor}', 'output: [{l: {type: list<int>, value: "=[1]"}}, {next: {type: int, value: 1}}]'],
    ['SPC2055 next: {type: int, value: 1}'],
  ],
  ['a key for a GET', ['idempotency: {keep: 24h}'], ['SPC2055 {keep: 24h}']],
  [
    'a limit by callers that nobody knows',
    ['access: public', 'rateLimit: {limit: 1, per: minute, by: caller}'],
    ['SPC2055 caller'],
  ],
  ['a limit by an unknown input', ['rateLimit: {limit: 1, per: minute, by: input.x}'], ['SPC2013 input.x']],
  ['a limit per nothing', ['rateLimit: {limit: 1, per: parsec}'], ['SPC2003 parsec']],
  ['an unknown error', ['errors: [not_fuond]'], ['SPC2013 not_fuond']],
  ['a header of the service itself', ['response: {headers: {Content-Type: text/html}}'], ['SPC2054 Content-Type']],
  ['a list in a header', ['response: {headers: {X-A: "=[1]"}}'], ['TYP3008 "=[1]"']],
  [
    'a media type with parameters',
    ['response: {contentType: text/html; charset=utf-8}'],
    ['SPC2054 text/html; charset=utf-8'],
  ],
  ['a redirect to nowhere', ['response: {status: 303}'], ['SPC2054 303']],
  ['a status that is neither success nor redirect', ['response: {status: 304}'], ['SPC2054 304']],
  [
    'a redirect with a body',
    ['output: [{n: {type: int, value: 1}}]', 'response: {status: 302, headers: {Location: /a}}'],
    ['SPC2054 302'],
  ],
  ['a body under 204', ['output: [{n: {type: int, value: 1}}]', 'response: {status: 204}'], ['SPC2054 204']],
  ['a password that is given out', ['output: [{n: {type: list<P>, value: []}}]'], ['SEC7011 n']],
])('%s', (_, lines, problems) => {
  test('is refused', () => {
    expect(
      problemsOf(`types:\n  P: {fields: {name: string, secret: password}}\n${endpointOf('GET', '/a', ...lines)}`),
    ).toEqual(problems);
  });
});

test('2,000 operations are a service; the next is refused, once', () => {
  const refused = (count: number): string[] => {
    const lines = Array.from({ length: count }, (_, n) => `  - {path: /a${n}, method: GET, operation: op${n}}`);
    return problemsOf(`endpoints:\n${lines.join('\n')}\n`).filter((problem) => problem.startsWith('SPC2003'));
  };
  expect(refused(2000)).toEqual([]);
  expect(refused(2100)).toEqual(['SPC2003 {path: /a2000, method: GET, operation: op2000}']);
});
