import { expect, test } from 'vitest';
import { modelOfSections } from '../spec/testing/problems-of.ts';
import { unwrittenParts } from './unwritten-parts.ts';

const said = (sections: string): string[] => unwrittenParts(modelOfSections(sections)).map(({ what }) => what);

const LOANS = `entities:
  Client:
    fields: {id: {type: uuid, key: true}, cap: int}
  Loan:
    fields: {id: {type: uuid, key: true}, client: ref<Client>, amount: int}
invariants:
  - one: `;

test('invariants that look at other rows are named where nobody could say which rows a change is about', () => {
  expect(said(`${LOANS}{of: Loan, holds: amount <= row.client.cap}\n`)).toEqual([]);
  expect(
    said(`${LOANS}{of: Client, holds: 'sum(Loan.filter(l, l.client == row.id).map(l, l.amount)) <= cap'}\n`),
  ).toEqual([]);
  expect(said(`${LOANS}{of: Client, holds: 'Loan.all(l, l.client != row.id || l.amount <= cap)'}\n`)).toEqual([]);
  expect(said(`${LOANS}{of: Client, holds: 'Loan.all(l, l.client != row.id && l.amount <= cap)'}\n`)).toEqual([
    'The invariant `one`, which looks at rows of `Loan` that no field ties to it,',
  ]);
  const folder = '  Paper: {files: {root: $PAPERS, access: read}}\ninvariants:\n  - one: ';
  expect(
    said(
      `${LOANS.replace('invariants:\n  - one: ', folder)}{of: Client, holds: '!Paper.exists(p, p.name == row.id)'}\n`,
    ),
  ).toEqual(['The invariant `one`, which looks at files of a folder,']);
  expect(said(`${LOANS}{of: Client, holds: size(Loan) < 100}\n`)).toEqual([
    'The invariant `one`, which looks at all rows of `Loan`,',
  ]);
});
