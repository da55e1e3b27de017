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
])('%j is named', (sections, what) => {
  expect(said(sections)).toEqual([what]);
});
