import { describe, expect, test } from 'vitest';
import { endpointOf, modelOfSections, problemsOf } from '../testing/problems-of.ts';

const inputs = (method: string, path: string, ...lines: string[]) =>
  modelOfSections(endpointOf(method, path, ...lines)).endpoints[0]?.input.map((input) => [input.name, input.in]);

test('inputs come from the path by name, from the query where there is no body, else from the body', () => {
  expect(
    inputs('POST', '/a/{id}', 'input: [{id: uuid}, {n: int}, {h: {type: string, in: header, as: X-Source}}]'),
  ).toEqual([
    ['id', 'path'],
    ['n', 'body'],
    ['h', 'header'],
  ]);
  expect(inputs('GET', '/a', 'input: [{n: int}, {c: {type: string, in: cookie}}, {tags: list<string>}]')).toEqual([
    ['n', 'query'],
    ['c', 'cookie'],
    ['tags', 'query'],
  ]);
});

test('a file makes the body a multipart one, and a form stays one: the other inputs follow', () => {
  expect(inputs('POST', '/a', 'input: [{scan: file(..8MB)}, {note: string}]')).toEqual([
    ['scan', 'multipart'],
    ['note', 'multipart'],
  ]);
  expect(inputs('POST', '/a', 'input: [{a: string}, {b: {type: list<string>, in: form}}]')).toEqual([
    ['a', 'form'],
    ['b', 'form'],
  ]);
});

test('a default stands in for what is not sent, so the value is never missing', () => {
  const text = endpointOf(
    'GET',
    '/a',
    'input: [{n: {type: int?, default: 20}}]',
    'output: [{m: {type: int, value: =input.n}}]',
  );
  expect(problemsOf(text)).toEqual([]);
  expect(modelOfSections(text).endpoints[0]?.input[0]?.default).toMatchObject({ value: { number: '20' } });
});

test('the whole body may be one value', () => {
  const text = endpointOf(
    'POST',
    '/a',
    'body: {type: text, length: 1..100, contentType: text/plain}',
    'output: [{n: {type: int, value: =size(input.body)}}]',
  );
  expect(problemsOf(text)).toEqual([]);
  expect(modelOfSections(text).endpoints[0]?.body).toMatchObject({
    contentType: 'text/plain',
    type: { name: 'string' },
  });
  expect(
    problemsOf(
      endpointOf('POST', '/a', 'body: list<int>(1..3)', 'output: [{n: {type: int?, value: =first(input.body)}}]'),
    ),
  ).toEqual([]);
});

describe.each([
  [
    'two bodies',
    'POST',
    '/a',
    ['input: [{a: {type: string, in: form}}, {f: {type: file, in: multipart}}]'],
    ['SPC2052 multipart'],
  ],
  ['a part of a body that is one value', 'POST', '/a', ['body: string', 'input: [{a: int}]'], ['SPC2052 a']],
  ['a body of a GET', 'GET', '/a', ['body: string'], ['SPC2018 string']],
  ['a file in the query', 'GET', '/a', ['input: [{f: file}]'], ['TYP3004 file']],
  [
    'a file in the JSON body',
    'POST',
    '/a',
    ['input: [{f: {type: file, in: body}}]'],
    ['TYP3004 {type: file, in: body}'],
  ],
  [
    'a list in a header',
    'POST',
    '/a',
    ['input: [{h: {type: list<string>, in: header}}]'],
    ['TYP3004 {type: list<string>, in: header}'],
  ],
  ['an object in the query', 'GET', '/a', ['input: [{o: {fields: {a: int}}}]'], ['TYP3004 {fields: {a: int}}']],
  [
    'one name on the wire for two',
    'GET',
    '/a',
    ['input: [{a: {type: int, as: x}}, {b: {type: int, as: x}}]'],
    ['SPC2053 b: {type: int, as: x}'],
  ],
  ['a header with a space', 'GET', '/a', ['input: [{a: {type: int, in: header, as: x y}}]'], ['SPC2053 x y']],
  ['a default that breaks its range', 'GET', '/a', ['input: [{a: {type: int(1..5), default: 9}}]'], ['TYP3005 9']],
  ['a default of a path parameter', 'GET', '/a/{id}', ['input: [{id: {type: int, default: 9}}]'], ['SPC2018 9']],
  ['a password in the query', 'GET', '/a', ['input: [{p: password}]'], ['SEC7012 p']],
  [
    'CSV that is no table',
    'POST',
    '/a',
    ['input: [{rows: {type: list<int>, contentMediaType: text/csv}}]'],
    ['TYP3021 {type: list<int>, contentMediaType: text/csv}'],
  ],
  [
    'JSON of a plain value',
    'POST',
    '/a',
    ['input: [{n: {type: int, contentMediaType: application/json}}]'],
    ['TYP3021 {type: int, contentMediaType: application/json}'],
  ],
])('%s', (_, method, path, lines, problems) => {
  test('is refused', () => {
    expect(
      problemsOf(endpointOf(method, path, ...lines)).filter(
        (said) => !/^(DAT|SEC70[0-9]|FLW)/.test(said) || /SEC7012/.test(said),
      ),
    ).toEqual(problems);
  });
});

test('a text that holds a document is read as that document', () => {
  const rows = 'input: [{rows: {type: list<Row>, contentMediaType: text/csv}}]';
  const text = `types:\n  Row: {fields: {name: string, n: int}}\n${endpointOf('POST', '/a', rows, 'output: [{n: {type: int, value: =input.rows.size()}}]')}`;
  expect(problemsOf(text)).toEqual([]);
});

test('an input and an output may have had other names, but not those that others have', () => {
  const renamed = (name: string): string =>
    endpointOf(
      'POST',
      '/a',
      `input: [{count: {type: int, renamedFrom: ${name}}}, {size: int}]`,
      `output: [{b: {type: int, value: 1, renamedFrom: ${name}}}, {size: {type: int, value: 2}}]`,
    );
  const endpoint = modelOfSections(renamed('n')).endpoints[0];
  expect([endpoint?.input, endpoint?.output].map((fields) => fields?.map((field) => field.renamedFrom))).toEqual([
    ['n', null],
    ['n', null],
  ]);
  expect(problemsOf(renamed('size'))).toEqual(['SPC2050 size', 'SPC2050 size']);
});
