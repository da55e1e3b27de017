import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import { explain } from '../diagnostics/explain.ts';
import { applyEdits } from '../format/format-spec.ts';
import { fixesAt } from './fixes.ts';

const HEAD = 'service: a\nversion: 1.0.0\nroles: [clerk, auditor]\n';

function entity(field: string, ...more: readonly string[]): string {
  const lines = [`      ${field}`, ...more.map((line) => `    ${line}`)];
  return `${HEAD}entities:\n  Case:\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n${lines.join('\n')}\n`;
}

function operation(...lines: readonly string[]): string {
  return `${HEAD}endpoints:\n  - path: /a\n    method: POST\n    operation: op\n${lines.map((line) => `    ${line}\n`).join('')}`;
}

const PERSON = 'types: {Name: {type: string, classification: pii}}\n';
const ROWS = `${entity('opened: {type: date}')}  Note:\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n`;
const ERASED = '    retention: {keep: 2 years, from: opened, then: erase}\n';
const withErased = (field: string): string => `${ROWS.replace('  Note:', `${ERASED}  Note:`)}      ${field}\n`;
const TASK = 'step: {userTask: Look at it, candidates: [clerk], result: {ok: bool}}';
const APPROVED = 'compliance_requirements:\n  - access_controls: {model: rbac, approvals: [step]}\n';

/** The example of a code's page. */
function pageOf(code: string): string {
  const wrong = explain(code)?.wrong ?? '';
  return wrong.includes('service:') ? wrong : `service: a\n${wrong}`;
}

const PCI = (text: string): string => `compliance: [PCI-DSS]\n${text}`;

/** A finding, the text that has it, the titles of its fixes. */
const CASES: readonly (readonly [code: string, text: string, titles: readonly string[]])[] = [
  ['DAT6503', entity('email: string'), ['Classify it as personal data', 'Say that it is not personal']],
  ['DAT6503', entity('email: decimal(0..9, scale 2)'), ['Classify it as personal data', 'Say that it is not personal']],
  ['DAT6503', entity('email: {type: string}'), ['Classify it as personal data', 'Say that it is not personal']],
  ['DAT6503', entity('email:\n        type: string'), ['Classify it as personal data', 'Say that it is not personal']],
  ['DAT6503', entity('email: [a, b]'), ['Classify it as personal data', 'Say that it is not personal']],
  [
    'DAT6523',
    PERSON +
      operation('access: authenticated', 'input: [{name: Name}]', 'audit: {record: [request], redact: none}').replace(
        HEAD,
        '',
      ) +
      HEAD,
    ['Mask what is classified'],
  ],
  ['DAT6532', withErased('of: ref<Case>'), ['Erase this row with its target']],
  [
    'DAT6532',
    withErased('of: {type: ref<Case>?}'),
    ['Erase this row with its target', 'Empty the reference when its target goes'],
  ],
  [
    'CMP8024',
    operation('access: authenticated', `processing: [{${TASK}}]`) + APPROVED,
    ['Ask somebody else than the caller'],
  ],
  [
    'CMP8028',
    operation('access: authenticated') + APPROVED.replace(', approvals: [step]', ''),
    ['Only for the role clerk', 'Only for the role auditor'],
  ],
  [
    'CMP8026',
    `${operation('access: public', 'audit: full request/response logging kept for 1 year')}compliance_requirements:\n  - audit_retention: 7 years\n`,
    ['Keep for 7 years'],
  ],
  [
    'CMP8026',
    `${operation('access: public', 'audit:', '  keep: 30d', '  record: [request]')}compliance_requirements:\n  - audit_retention: 7 years\n`,
    ['Keep for 7 years'],
  ],
  ['CMP8022', `compliance: [RBI]\n${operation('access: public')}`, ['Add an audit']],
  ['DAT6534', pageOf('DAT6534'), ['Keep for 5 years']],
  ['CMP8021', PCI(operation('access: public', 'audit: {record: [request]}')), ['Make the audit tamper-evident']],
  ['CMP8021', PCI(entity('card_number: string')), ['Store it encrypted']],
  ['CMP8001', `compliance: [PCI-DS]\n${HEAD}`, ['Write PCI-DSS']],
  ['DAT6535', pageOf('DAT6535'), ['Erase rows 1 year after since']],
];

test.each(CASES)('%s in %j is mended by each of its fixes', (code, text, titles) => {
  const found = checkSpec(text).diagnostics.filter((one) => one.code === code);
  expect(found.length, text).toBeGreaterThan(0);
  const start = found[0]?.span.start ?? 0;
  const fixes = fixesAt(text, start).filter(({ title }) => titles.includes(title));
  expect(fixes.map(({ title }) => title)).toEqual(titles);
  for (const { edits } of fixes) {
    const mended = applyEdits(text, edits);
    const left = checkSpec(mended).diagnostics;
    expect(
      left.filter((one) => one.severity === 'error').map(({ message }) => message),
      mended,
    ).toEqual([]);
    expect(left.filter((one) => one.code === code).length, mended).toBe(found.length - 1);
    // Nothing is written anew: what is left of the text is what was there.
    const kept = edits.reduce((sum, { span }) => sum - (span.end - span.start), text.length);
    expect(mended.length).toBe(edits.reduce((sum, edit) => sum + edit.text.length, kept));
  }
});
