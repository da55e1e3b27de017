import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import { applyEdits } from '../format/format-spec.ts';

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

/** As JavaScript writes a place that is filled in. */
function hole(name: string): string {
  return `$\{${name}}`;
}

test.each([
  [`'Hello ${hole('input.name')}'`, '="Hello " + input.name'],
  ["'{{input.name}}, it is {{ input.name }}.'", '=input.name + ", it is " + input.name + "."'],
])('a text with holes such as %s is said to be taken as it is, and its fix computes it', (written, meant) => {
  const text = (value: string): string =>
    `service: a\nversion: 1.0.0\nendpoints:\n  - path: /a\n    method: POST\n    operation: op\n    access: public\n    input: [{name: string}]\n    processing: [{x: {set: ${value}}}]\n    output: [{x: string}]\n`;
  const found = checkSpec(text(written)).diagnostics.filter(({ code }) => code === 'EXP4012');
  expect(found.map(({ message }) => message.includes(`Write \`${meant}\``))).toEqual([true]);
  const mended = applyEdits(text(written), found[0]?.fixes[0]?.edits ?? []);
  expect(mended).toContain(meant);
  expect(checkSpec(mended).diagnostics.filter(({ severity }) => severity !== 'information')).toEqual([]);
  expect(checkSpec(text(`'Hello ${hole('other.name')}'`)).diagnostics.map(({ code }) => code)).not.toContain('EXP4012');
});
