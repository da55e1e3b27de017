import { expect, test } from 'vitest';
import { modelOfSections } from '../spec/testing/problems-of.ts';
import { CONTENTS_SPECS } from './testing/contents-specs.ts';
import { modelOf } from './testing/read-golden.ts';
import { unwrittenContents } from './unwritten-contents.ts';

const said = (sections: string): string[] => unwrittenContents(modelOfSections(sections)).map(({ what }) => what);

test('what a generated service shows is not listed', () => {
  for (const [name, text] of Object.entries(CONTENTS_SPECS)) expect(unwrittenContents(modelOf(text)), name).toEqual([]);
});

test.each([
  [
    'types: {T: {type: {fields: {a: int}}, contentMediaType: application/json}}\nentities: {E: {fields: {id: {type: uuid, key: true}, t: T?}}}\n',
    'The field `E.t` with a decoded content',
  ],
  [
    'types: {T: {type: {fields: {a: int}}, contentMediaType: application/json}}\nintegrations:\n  - box: {protocol: rest, baseUrl: $BOX_URL, auth: none, summary: A box, operations: {get: {request: GET /get, output: {t: T}}}}\n',
    'The value `t` of `box.get` with a decoded content',
  ],
])('%j is named', (sections, what) => {
  expect(said(sections)).toContain(what);
});
