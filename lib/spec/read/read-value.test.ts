import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';

test('the id of a caller whose row has another kind of key is said to be written otherwise', () => {
  const text = `service: a
version: 1.0.0
auth: {scheme: oidc, issuer: $ISSUER, subject: Member}
entities:
  Member: {fields: {code: {type: uuid, key: true, default: =uuid()}}}
  Other: {fields: {id: {type: uuid, key: true, default: =uuid()}}}
  Loan: {fields: {id: {type: uuid, key: true, default: =uuid()}, member: ref<Member>, other: ref<Other>}}
endpoints:
  - path: /a
    method: POST
    operation: op
    access: authenticated
    processing: [{loan: {create: Loan, with: {member: =caller.id, other: =caller.id}}}]
    output: [{id: {type: uuid, value: =loan.id}}]
`;
  const found = checkSpec(text).diagnostics.filter(({ code }) => code === 'TYP3008');
  expect(found.map(({ message, fixes }) => [message, fixes.map(({ title }) => title)])).toEqual([
    [
      'A reference to `Member` is expected here, and this is a text; write caller.subject.code.',
      ['Write caller.subject.code'],
    ],
    ['A reference to `Other` is expected here, and this is a text.', []],
  ]);
});
