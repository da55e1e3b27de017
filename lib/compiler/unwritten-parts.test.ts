import { expect, test } from 'vitest';
import { endpointOf, modelOfSections } from '../spec/testing/problems-of.ts';
import { unwrittenParts } from './unwritten-parts.ts';

const said = (sections: string): string[] => unwrittenParts(modelOfSections(sections)).map(({ what }) => what);

test.each([
  [endpointOf('POST', '/a', 'input: [{t: {type: string, mask: omit}}]'), 'The protection of the input `op.t` alone'],
  [
    'types: {T: {fields: {a: {type: string, classification: pii}}}}\n',
    'The protection of the type `T`, member `a` alone',
  ],
  ['types: {T: map<int>(..3)}\n', 'The type `T` with a number of members'],
  [endpointOf('GET', '/a', 'input: [{t: list<string>?}]'), 'The input `op.t`, a list in the query,'],
  [endpointOf('GET', '/a', 'errors: [not_found]'), 'What `errors` of `op` adds to the API document'],
  ['errors: {not_found: {status: 410, title: Gone}}\n', 'What `not_found` says instead of its own words'],
])('%j is named', (sections, what) => {
  expect(said(sections)).toEqual([what]);
});

test('a length of time that a table compares is named, one that it passes over is not', () => {
  const table = (cell: string) =>
    `${endpointOf('POST', '/a', 'input: [{at: duration}]', 'processing: [{d: {decide: d}}]', 'output: [{r: {type: int, value: =d.r}}]')}decisions:\n  d:\n    hitPolicy: first\n    inputs: {at: =input.at}\n    outputs: {r: int}\n    table: |\n      | at || r |\n      | ${cell} || 1 |\n      | - || 2 |\n`;
  expect(said(table('< PT2H'))).toEqual(['The tests of `at`, a length of time, in `d`']);
  expect(said(table('-'))).toEqual([]);
});
