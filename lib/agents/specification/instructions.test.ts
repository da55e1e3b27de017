import { expect, test } from 'vitest';
import { checkSpec, languageReference } from '../../spec/index.ts';
import { checkDraft } from './check-draft.ts';
import { EXAMPLE_SPECIFICATION, instructions, MAX_INSTRUCTIONS } from './instructions.ts';

test('what the model is shown as right is right: the example has no error and no warning', () => {
  expect(checkDraft(EXAMPLE_SPECIFICATION)).toMatchObject({ errors: 0, warnings: 0, problems: [], hidden: 0 });
});

test('every section and step kind that the model is told of is known to the language', () => {
  const unknown = checkSpec(PROBE).diagnostics.filter(({ severity }) => severity === 'error');
  expect(unknown.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
});

test('every key, step kind, type and function of the language is named, so that the instructions cannot go stale', () => {
  const said = instructions();
  const { parts, steps, types, functions } = languageReference();
  const names = [
    ...parts.flatMap(({ keys }) => keys.map(({ name }) => name)),
    ...steps.map(({ name }) => name),
    ...types.map(({ name }) => name),
    ...functions.map(({ name }) => name),
  ];
  expect(names.length).toBeGreaterThan(250);
  expect(names.filter((name) => !new RegExp(`(^|[^A-Za-z])${name}([^A-Za-z]|$)`).test(said))).toEqual([]);
});

test('the instructions stay small and are the same each time, so that providers can cache them', () => {
  expect(instructions().length).toBeLessThan(MAX_INSTRUCTIONS);
  expect(instructions()).toBe(instructions());
});

test('problems come with their line, errors first, fifty at most', () => {
  const lines = Array.from({ length: 60 }, (_, i) => `unknown_${i}: x`);
  const check = checkDraft(['service: a', ...lines].join('\n'));
  expect(check.problems.length).toBe(50);
  expect(check.hidden).toBe(check.errors + check.warnings - 50);
  expect(check.problems.some(({ line, message }) => line === 2 && message.includes('unknown_0'))).toBe(true);
});

/** One of each thing that the instructions name. */
const PROBE = `specVersion: "1.0"
service: probe
version: 1.0.0
domain: testing
summary: One of each.
compliance: [PMLA]
types:
  Money: decimal(0..1000000, scale 2)
roles: [clerk]
errors:
  unknown_note: {status: 404, title: Note is not known}
entities:
  Note:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      text: string(1..200)
      amount: Money
    index: [text]
endpoints:
  - path: /notes
    method: POST
    operation: makeNote
    summary: Make a note
    access: {roles: [clerk]}
    input:
      - text: string(1..200)
      - amount: Money
    processing:
      - doubled: {set: '=round(input.amount * 2, 2)'}
      - small: {guard: doubled <= 1000, else: unknown_note}
      - none: {when: input.text == "none", raise: unknown_note}
      - kind: {decide: kind}
      - note: {create: Note, with: {text: =input.text, amount: =doubled}}
      - known: {find: Note, where: id == note.id, else: unknown_note}
      - recent: {list: Note, where: amount > 1, orderBy: [-text], limit: 20}
      - number: {count: Note, where: amount > 1}
      - changed: {update: Note, where: id == note.id, with: {text: =upper(input.text)}, else: unknown_note}
      - gone: {delete: Note, where: id == known.id, else: unknown_note}
    output:
      - id: {type: uuid, value: =note.id}
      - kind: {type: [big, little], value: =kind.kind}
      - number: {type: int, value: =number}
    sla: 99% under 300 ms
    audit: full request/response logging
decisions:
  kind:
    hitPolicy: first
    inputs: {amount: =input.amount}
    outputs: {kind: [big, little]}
    table: |
      | amount || kind   |
      | > 10   || big    |
      | -      || little |
integrations:
  - ledger: REST API with OAuth2
compliance_requirements:
  - audit_retention: 7 years
`;
