import { describe, expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import { endpoint, operation, person, requirements, spec } from './testing/fixture.ts';

/** Codes, severities and the end of the messages of broken rules. */
function said(text: string): string[] {
  return checkSpec(text)
    .diagnostics.filter(({ code }) => ['CMP8021', 'CMP8022', 'DAT6534', 'DAT6535'].includes(code))
    .map(({ code, severity, message }) => `${severity} ${code} ${message}`);
}

describe('how sure a broken rule is said', () => {
  test('an error where the primary text was read, is the one that holds, and holds already', () => {
    expect(said(spec('[PMLA]', person('4 years')))).toEqual([
      'error DAT6534 Rows of `Person` are kept for 4 years; 5 years are demanded. That breaks PMLA-12 (Prevention of Money-laundering Act, 2002, section 12).',
    ]);
    const card = 'entities:\n  Card:\n    fields: {id: {type: uuid, key: true}, cvv: string}';
    expect(said(spec('[PCI-DSS]', card))).toEqual([
      'error CMP8021 `Card.cvv` stores a verification code. That breaks PCI-3 (PCI DSS 4.0.1, requirement 3).',
    ]);
  });

  test('a warning where it was re-issued, is not in force yet, or was not read', () => {
    const [reissued] = said(spec('[RBI]', operation('POST', '/a')));
    expect(reissued).toMatch(/^warning CMP8022 .* IT-15 \(.*; as read before 2026-07-31, when it was re-issued\)\.$/);
    const [future] = said(spec('[DPDP]', person(null)));
    expect(future).toMatch(/^warning DAT6535 .* DPDP-8-7 \(.*; in force from 2027-05-13\)\.$/);
    const [secondary] = said(spec('[HIPAA]', requirements('audit_retention: 5 years')));
    expect(secondary).toMatch(/^warning DAT6535 .* HIPAA-DOC \(.*; from a secondary source, not verified\)\.$/);
    const [memory] = said(spec('[PCI-DSS]', requirements('encryption: {atRest: AES-256, inTransit: TLS 1.0}')));
    expect(memory).toMatch(/^warning CMP8022 .* PCI-4\.2\.1 \(.*; from memory, not verified\)\.$/);
  });
});

test('one note for a framework says how much of it the text answers', () => {
  const notes = checkSpec(spec('{SEBI: {category: mii}, SOC2: {}}')).diagnostics.filter(
    ({ code }) => code === 'CMP8023',
  );
  expect(notes.map(({ message }) => message)).toEqual([
    '5 of 5 rules of SEBI cannot be tested by this text alone. Facts that would help: `category_fixed_on` and `class`.',
    '1 of 1 rules of SOC 2 cannot be tested by this text alone.',
  ]);
});

describe('further cases of rules', () => {
  test('something that is not shown is not outweighed by what is', () => {
    expect(checkSpec(spec('[CERT-In]', requirements('audit_retention: 1 year'))).model?.requirements).toHaveLength(1);
    expect(said(spec('[CERT-In]', requirements('audit_retention: 1 year')))).toEqual([]);
  });

  test('a card number is stored unreadable, never given out, and masked in logs', () => {
    const type = (more: string): string => `types:\n  CardNumber: {type: string, pattern: '^[0-9]{16}$'${more}}`;
    const stored = 'entities:\n  Card:\n    fields: {id: {type: uuid, key: true}, card_number: CardNumber}';
    const input = operation('POST', '/a', 'input: [{card_number: CardNumber}]');
    const output = operation(
      'POST',
      '/a',
      'input: [{card_number: CardNumber}]',
      'output: [{card_number: {type: CardNumber, value: =input.card_number}}]',
    );
    const breaks = (...sections: readonly string[]): string[] =>
      said(spec('[PCI-DSS]', ...sections)).map((line) => line.replace(/ That breaks.*/, ''));
    expect(breaks(type(''), stored)).toEqual([
      'error CMP8021 `Card.card_number` stores a card number readable. Write `encrypt: field` or `hash: keyed`.',
    ]);
    expect(breaks(type(', hash: keyed'), stored)).toEqual([]);
    expect(breaks(type(''), input)).toEqual([
      'error CMP8021 `createA.card_number` takes a card number that logs would show; its type needs a classification or a mask.',
    ]);
    expect(breaks(type(', classification: sensitive'), input)).toEqual([]);
    expect(breaks(type(', classification: sensitive'), output)).toEqual([
      'error CMP8021 `createA.card_number` gives out a whole card number; at most its BIN and last four may be shown.',
    ]);
  });

  test('a limit that rises by itself', () => {
    const accounts = 'entities:\n  Account:\n    fields: {id: {type: uuid, key: true}, credit_limit: int}';
    const schedule = (steps: string): string => `schedules:\n  - raise_limits: {cron: 0 2 * * *, do: [${steps}]}`;
    const raise = '{raised: {update: Account, where: credit_limit < 10, with: {credit_limit: 10}}}';
    const breaks = (steps: string): string[] =>
      said(spec('{RBI: {digital_lending: true}}', accounts, schedule(steps))).filter((line) =>
        line.includes('DL-2025b'),
      );
    expect(breaks(raise)).toHaveLength(1);
    expect(breaks(`{asked: {userTask: Ask, candidates: [officer], result: {ok: bool}}}, ${raise}`)).toEqual([]);
  });

  test('one step list that writes a file and reads it hands nothing over', () => {
    const folder = 'entities:\n  Report:\n    files: {root: $REPORTS_DIR, access: write}';
    const both = endpoint(
      'POST',
      '/r',
      'processing:',
      '  - w: {update: Report, where: path == "a", with: {text: A}}',
      '  - r: {list: Report, limit: 5}',
      'audit: full request/response logging',
    );
    expect(said(spec('[RBI]', folder, `endpoints:\n${both}`)).filter((line) => line.includes('IT-17'))).toEqual([]);
  });
});
