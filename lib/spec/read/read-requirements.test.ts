import { expect, test } from 'vitest';
import type { Requirement } from '../model.ts';
import { endpointOf, modelOfSections, problemsOf } from '../testing/problems-of.ts';

const REVIEW = endpointOf(
  'POST',
  '/a',
  'processing: [{review: {userTask: Look, candidates: [boss], result: {ok: bool}}}]',
  'output: [{ok: {type: bool, value: =review.ok}}]',
);
const text = (requirements: string): string => `roles: [boss]\n${REVIEW}compliance_requirements:\n  ${requirements}\n`;
const only = (requirements: string): Requirement | undefined => modelOfSections(text(requirements)).requirements[0];

test.each([
  ['data_residency: India only', { kind: 'data_residency', regions: ['IN'] }],
  ['data_residency: {regions: [ap-south-1, IN]}', { kind: 'data_residency', regions: ['ap-south-1', 'IN'] }],
  [
    'encryption: AES-256 at rest, TLS 1.3 in transit',
    { kind: 'encryption', atRest: 'AES-256', inTransit: 'TLS 1.3', keys: null, rotate: null },
  ],
  [
    'encryption: {inTransit: TLS 1.2, rotate: 90d}',
    { kind: 'encryption', atRest: null, inTransit: 'TLS 1.2', keys: null, rotate: { count: 90, unit: 'day' } },
  ],
  ['audit_retention: 7 years', { kind: 'audit_retention', keep: { count: 7, unit: 'year' } }],
  ['audit_retention: {keep: 7 years}', { kind: 'audit_retention', keep: { count: 7, unit: 'year' } }],
  ['access_controls: role-based', { kind: 'access_controls', model: 'rbac', approvals: [], reviewEvery: null }],
  [
    'access_controls: {model: rbac, approvals: [review], reviewEvery: 90d}',
    { kind: 'access_controls', model: 'rbac', approvals: ['review'], reviewEvery: { count: 90, unit: 'day' } },
  ],
  ['document_retention: 5 years', null],
])('%s gives what rules can check', (written, control) => {
  expect(only(written)?.control).toEqual(control);
});

test('the same said in words and precisely gives the same facts', () => {
  const both = ['audit_retention: 7 years', 'audit_retention: {keep: 7 years}'].map((written) => only(written)?.facts);
  expect(both[0]).toEqual(both[1]);
});

test.each([
  ['a precise form of an unknown requirement', 'backups: {keep: 7 years}', ['SPC2008 backups']],
  ['a key of another requirement', 'audit_retention: {keep: 7 years, regions: [IN]}', ['SPC2001 regions']],
  ['no regions', 'data_residency: {}', ['SPC2002 {}']],
  ['an approval that no person gives', 'access_controls: {approvals: [revew]}', ['SPC2013 revew']],
  ['a version of nothing', 'encryption: {inTransit: yes}', ['SPC2003 yes']],
])('%s is refused', (_, written, problems) => {
  expect(problemsOf(text(written)).filter((said) => !/^(CMP|FLW)/.test(said))).toEqual(problems);
});

test('frameworks are named alone, or with the facts that their rules ask for', () => {
  const frameworks = (written: string) =>
    modelOfSections(`compliance: ${written}\n`).frameworks.map(({ name, facts }) => [
      name,
      facts.map((fact) => [fact.name, fact.value]),
    ]);
  expect(frameworks('[RBI, PCI-DSS]')).toEqual([
    ['RBI', []],
    ['PCI-DSS', []],
  ]);
  expect(frameworks('{SEBI: {class: qualified_re, clients: 12}, RBI: }')).toEqual([
    [
      'SEBI',
      [
        ['class', 'qualified_re'],
        ['clients', { number: '12' }],
      ],
    ],
    ['RBI', []],
  ]);
  expect(frameworks('[RBI, {SEBI: {class: small}}]').map(([name]) => name)).toEqual(['RBI', 'SEBI']);
  expect(problemsOf('compliance: [RBI, RBI]\n')).toEqual(['SPC2006 RBI']);
  expect(problemsOf('compliance: [[RBI]]\n')).toEqual(['SPC2003 [RBI]']);
});
