import { expect, test } from 'vitest';
import { endpointOf, problemsOf } from '../testing/problems-of.ts';

const TYPES = 'types: {F: {type: file, media: image/png}}\n';
const said = (text: string): string[] => problemsOf(TYPES + text).filter((one) => one.startsWith('TYP3005'));

const ROWS = (more = ''): string =>
  `entities: {E: {fields: {id: {type: uuid, key: true, default: =uuid()}, f: {type: F?${more}}, all: {type: list<F>?}}}}\n`;

test('a text stands for no file: not where a row is stored, not in an answer, not by default', () => {
  const step = (given: string): string =>
    ROWS() +
    endpointOf(
      'POST',
      '/a',
      `processing: [{e: {create: E, with: ${given}}}]`,
      'output: [{id: {type: uuid, value: =e.id}}]',
    );
  expect(said(step('{f: abc}'))).toEqual(['TYP3005 abc']);
  expect(said(step('{all: [abc]}'))).toEqual(['TYP3005 [abc]']);
  expect(said(step('{f: null}'))).toEqual([]);
  expect(said(ROWS(', default: abc'))).toEqual(['TYP3005 abc']);
});
