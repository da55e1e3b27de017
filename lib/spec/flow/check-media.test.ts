import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';

const said = (lines: string): string[] =>
  checkSpec(
    `service: a\ntypes: {Name: 'string(1..40)', Photo: {type: file, media: image/png}}\nendpoints:\n  - path: /a\n    method: POST\n    access: public\n    ${lines}\n`,
  ).diagnostics.flatMap(({ code, message }) => (code === 'SPC2054' ? [message.split('.')[0] ?? ''] : []));

test('a body of another media type is one text, or JSON by another name', () => {
  for (const type of ['string', 'Name', '[a, b]', 'date', 'decimal'])
    expect(said(`body: {type: ${type}, contentType: text/plain}`), type).toEqual([]);
  expect(said('body: {fields: {a: int}, contentType: application/vnd.a+json}')).toEqual([]);
  expect(said('body: {fields: {a: int}, contentType: application/xml}')).toEqual([
    'A body of application/xml is one text, or a file',
  ]);
  expect(said('body: {type: int, contentType: text/plain}')).toEqual(['A body of text/plain is one text, or a file']);
  expect(said('body: {type: Photo, contentType: image/png}')).toEqual([]);
  expect(said('body: {type: Photo}')).toEqual(['A body that is a file says its media type: `contentType: image/png`']);
});

test('an answer of another media type is one text or made by a template; a file says itself what it is', () => {
  const answer = (output: string, response: string): string[] =>
    said(`input: [{n: int}]\n    output: ${output}\n    response: ${response}`);
  expect(answer('{type: string, value: a}', '{contentType: text/csv}')).toEqual([]);
  expect(answer('[{n: {type: int, value: =input.n}}]', '{contentType: text/csv, template: "{{n}}"}')).toEqual([]);
  expect(answer('[{n: {type: int, value: =input.n}}]', '{contentType: application/hal+json}')).toEqual([]);
  expect(answer('[{n: {type: int, value: =input.n}}]', '{contentType: text/csv}')).toHaveLength(1);
  expect(answer('{type: int, value: =input.n}', '{contentType: text/plain}')).toHaveLength(1);
});
