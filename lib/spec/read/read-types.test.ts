import { describe, expect, test } from 'vitest';
import type { Type } from '../model.ts';
import { modelOfSections, problemsOf } from '../testing/problems-of.ts';

const typeOf = (written: string): Type | undefined => modelOfSections(`types:\n  T: ${written}\n`).types[0]?.type;

test.each([
  ['bytes(1KB..8MB)', { kind: 'scalar', name: 'bytes', length: { min: 1024, max: 8 * 1024 ** 2 } }],
  [
    '{type: file, media: [application/pdf, image/*], length: ..2MB}',
    { name: 'file', media: ['application/pdf', 'image/*'], length: { min: null, max: 2 * 1024 ** 2 } },
  ],
  ['password(12..)', { name: 'password', length: { min: 12, max: null } }],
  ['html', { name: 'html' }],
  ['regex', { name: 'regex' }],
  ['text(1..5)', { name: 'string', length: { min: 1, max: 5 } }],
  ['map<int>(..20)', { kind: 'map', of: { name: 'int' }, length: { min: null, max: 20 } }],
  [
    'list<map<string>>(1..4)?',
    { kind: 'optional', of: { kind: 'list', of: { kind: 'map' }, length: { min: 1, max: 4 } } },
  ],
  ['{type: decimal, scale: 2, wire: number}', { name: 'decimal', scale: 2, wire: 'number' }],
  ['{oneOf: [int, {fields: {a: string}}]}', { kind: 'oneOf', of: [{ name: 'int' }, { kind: 'object' }] }],
  ['{oneOf: [int, date, string]}', { kind: 'oneOf', of: [{ name: 'int' }, { name: 'date' }, { name: 'string' }] }],
  ['{fields: {a: int}, additionalProperties: true}', { kind: 'object', others: 'any' }],
  ['{fields: {a: int}, additionalProperties: string}', { kind: 'object', others: { name: 'string' } }],
  ['{fields: {a: int}, additionalProperties: false}', { kind: 'object', fields: [{ name: 'a' }] }],
  [
    '{type: {fields: {a: int}}, contentMediaType: application/json, length: ..1000}',
    {
      name: 'string',
      length: { min: null, max: 1000 },
      content: { media: 'application/json', type: { kind: 'object' } },
    },
  ],
])('%s is read', (written, type) => {
  expect(typeOf(written)).toMatchObject(type);
  expect(problemsOf(`types:\n  T: ${written.startsWith('{') ? written : `'${written}'`}\n`)).toEqual([]);
});

test('a field says what it means and how it is protected, besides its type', () => {
  const { types } = modelOfSections(
    'types:\n  Person: {fields: {pan: {type: string, classification: sensitive, mask: last4, encrypt: field, summary: As printed}}}\n',
  );
  const type = types[0]?.type;
  expect(type?.kind === 'object' ? type.fields[0] : null).toMatchObject({
    summary: 'As printed',
    protection: { classification: 'sensitive', mask: 'last4', encrypt: 'field', hash: null },
  });
});

describe.each([
  ['a choice of one type', '{oneOf: [int]}', 'TYP3020 [int]'],
  ['a type that another one hides', '{oneOf: [string, date]}', 'TYP3020 date'],
  ['what json hides', '{oneOf: [json, int]}', 'TYP3020 int'],
  ['the same type twice in a choice', '{oneOf: [int, int]}', 'TYP3020 int'],
  ['an optional part of a choice', '{oneOf: [int?, string]}', 'TYP3020 int?'],
  ['two forms of a type', '{type: int, oneOf: [int, string]}', 'SPC2003 oneOf'],
  ['other members of what is no object', '{type: int, additionalProperties: true}', 'TYP3004 additionalProperties'],
  ['a media type in capitals', '{type: base64, media: [Image/PNG]}', 'TYP3004 Image/PNG'],
  ['a media type of a text', '{type: string, media: [image/png]}', 'TYP3004 media'],
  ['a wire form of a text', '{type: string, wire: number}', 'TYP3004 wire'],
  ['an empty range of a map', 'map<int>(3..1)', 'TYP3004 map<int>(3..1)'],
  [
    'CSV of plain texts',
    '{type: list<string>, contentMediaType: text/csv}',
    'TYP3021 T: {type: list<string>, contentMediaType: text/csv}',
  ],
  ['encrypted and hashed', '{type: string, encrypt: field, hash: keyed}', 'SEC7014 keyed'],
  ['look-ahead', "{type: string, pattern: '^(?=a)'}", "SEC7005 '^(?=a)'"],
  ['a back-reference', "{type: string, pattern: '(a)\\1'}", "SEC7005 '(a)\\1'"],
  ['a repetition inside a repetition', "{type: string, pattern: '(a+)+'}", "SEC7005 '(a+)+'"],
  ['two thousand repetitions', "{type: string, pattern: 'a{2000}'}", "SEC7005 'a{2000}'"],
  ['a flag that clients cannot run', "{type: string, pattern: '(?i)a'}", "SEC7005 '(?i)a'"],
  ['a reference to what is no entity', 'ref<U>', 'SPC2013 U'],
])('%s', (_, written, problem) => {
  test('is refused', () => {
    expect(problemsOf(`types:\n  U: int\n  T: ${written}\n`)).toContain(problem);
  });
});

test('a choice with an unknown type is told of that only', () => {
  expect(problemsOf('types:\n  T: {oneOf: [Whta, int]}\n')).toEqual(['TYP3001 Whta']);
});

test('the earlier name of a type has to be free', () => {
  expect(modelOfSections('types:\n  Money: {type: decimal, renamedFrom: Amount}\n').types[0]?.renamedFrom).toBe(
    'Amount',
  );
  expect(problemsOf('types:\n  A: int\n  B: {type: int, renamedFrom: A}\n')).toEqual(['SPC2050 A']);
  expect(problemsOf('types:\n  B: {type: int, renamedFrom: B}\n')).toEqual(['SPC2050 B']);
});

test('literals are checked against choices, open objects, maps and the number of items', () => {
  const value = (type: string, literal: string) =>
    problemsOf(
      `types:\n  T: ${type}\nendpoints:\n  - {path: /a, method: GET, operation: op, access: public, output: [{x: {type: T, value: ${literal}}}]}\n`,
    );
  expect(value('{oneOf: [int, date]}', '2026-01-31')).toEqual([]);
  expect(value('{oneOf: [int, date]}', 'soon')).toEqual(['TYP3005 soon']);
  expect(value('{fields: {a: int}, additionalProperties: int}', '{a: 1, b: 2}')).toEqual([]);
  expect(value('{fields: {a: int}, additionalProperties: int}', '{a: 1, b: x}')).toEqual(['TYP3005 x']);
  expect(value('{fields: {amount: int}}', '{amuont: 1}')).toEqual(['TYP3005 amuont']);
  expect(value('list<int>(2..3)', '[1]')).toEqual(['TYP3005 [1]']);
  expect(value('date', '2026-02-30')).toEqual(['TYP3005 2026-02-30']);
});
