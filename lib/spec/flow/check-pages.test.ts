import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';

const said = (steps: string, style = 'offset', value = '=found'): string[] => {
  const text = `service: a
version: 1.0.0
entities:
  Book:
    fields: {id: {type: uuid, key: true}, title: string}
integrations:
  - shelf: {protocol: rest, baseUrl: $SHELF_URL, auth: none, summary: Shelf, operations: {find: {request: GET /books, input: {limit: int, offset: int}, output: {titles: list<string>}}}}
endpoints:
  - path: /a
    method: GET
    access: authenticated
    input: [{old: bool}]
    paginate: {limit: 2, style: ${style}}
    processing:
${steps}
    output: [{books: {type: '${value === '=found' ? 'list<Book>?' : 'list<string>'}', value: ${value}}}]
`;
  return checkSpec(text).diagnostics.flatMap(({ code, message, severity }) =>
    severity === 'error' ? [`${code} ${message}`] : [],
  );
};

const inside = (list: string): string =>
  `      - one: {switch: [{when: input.old, do: [{found: {list: Book${list}}}]}]}`;

test('pages are made of a list that is a step of its own', () => {
  for (const style of ['offset', 'cursor']) {
    expect(said('      - found: {list: Book}', style)).toEqual([]);
    expect(said('      - found: {when: input.old, list: Book}', style)).toEqual([]);
    expect(said(inside(''), style)[0]).toMatch(/^SPC2055 `found` is inside of another step/);
  }
});

test('pages by numbers may be handed on to a list inside of another step, or to a system', () => {
  expect(said(inside(', limit: =input.limit, offset: =input.offset'))).toEqual([]);
  expect(said(inside(', limit: =input.limit'), 'cursor')[0]).toMatch(/^SPC2055/);
  const call = (given: string): string => `      - all: {call: shelf.find, with: {${given}}, timeout: 1s}`;
  expect(said(call('limit: =input.limit, offset: =input.offset'), 'offset', '=all.titles')).toEqual([]);
  expect(said(call('limit: 3, offset: 0'), 'offset', '=all.titles')).toEqual([
    'SPC2055 No `list` step finds the rows that pages are made of.',
  ]);
});
