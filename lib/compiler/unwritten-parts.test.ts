import { expect, test } from 'vitest';
import { modelOfSections } from '../spec/testing/problems-of.ts';
import { unwrittenParts } from './unwritten-parts.ts';

const said = (sections: string): string[] => unwrittenParts(modelOfSections(sections)).map(({ what }) => what);

test('decimals that another system would get as numbers are named', () => {
  const bank =
    'integrations:\n  - bank: {protocol: rest, baseUrl: $BANK_URL, auth: none, summary: A bank, operations: {pay: {request: POST /pay, input: {sum: {type: decimal, wire: number}}, output: {done: bool}}}}\n';
  expect(said(bank)).toEqual(['The field `sum` of `bank.pay` with `wire`']);
});
