import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, expectTypeOf, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import type { Model } from '../model.ts';
import { complianceRules } from './compliance-rules.ts';
import { type ComplianceReport, evaluateCompliance } from './evaluate-compliance.ts';
import { FRAMEWORK_NAMES, frameworkNamed } from './frameworks.ts';
import type { Finding } from './judge-rule.ts';
import { EDITION } from './rule.ts';
import { RULES } from './rules.ts';
import { operation, person, requirements, spec } from './testing/fixture.ts';

test('only a rule whose text was read can pass, by its type', () => {
  type Passed = Extract<Finding, { result: 'pass' }>;
  expectTypeOf<Passed['rule']['certainty']>().toEqualTypeOf<'P'>();
  expectTypeOf<Passed['rule']['verifiedOn']>().toEqualTypeOf<string>();
});

test('a framework is found under the names that people write', () => {
  for (const { name, aliases } of FRAMEWORK_NAMES)
    expect([name, ...aliases].map(frameworkNamed)).toEqual([name, ...aliases].map(() => name));
  expect(['pci_dss', 'Cert-IN', 'soc-2', 'Basel'].map(frameworkNamed)).toEqual(['PCI DSS', 'CERT-In', 'SOC 2', null]);
});

test('every framework that has a name has rules, and every rule a framework', () => {
  expect([...new Set(RULES.map(({ framework }) => framework))].sort()).toEqual(
    FRAMEWORK_NAMES.map(({ name }) => name).sort(),
  );
});

test('names that mean the same framework are judged once, with the facts of both', () => {
  const report = reportOf(spec('{RBI: {payment_data: true}, RBI-KYC: {video_kyc: false}}'));
  expect(report.frameworks.map(({ framework, names }) => [framework, names])).toEqual([['RBI', ['RBI', 'RBI-KYC']]]);
  expect(resultOf(report, 'VCIP')).toBe('not applicable');
  expect(resultOf(report, 'SPSD-2018')).toBe('not tested');
});

test('frameworks without rules are named, not judged', () => {
  const report = reportOf(spec('[Basel-III, SOC2]'));
  expect([report.unknown, report.frameworks.map(({ framework }) => framework)]).toEqual([['Basel-III'], ['SOC 2']]);
});

test('the day decides what is in force, what is fixed for the year, and what was re-issued', () => {
  const text = spec(
    '{DPDP: {third_schedule: false}, SEBI: {category: mii, category_fixed_on: 2026-01-10}, RBI: {class: bank}}',
    person(null),
    'deployment: {replicas: 1..2, rollback: automatic}',
  );
  const on = (day: string): unknown[] =>
    ['DPDP-8-7', 'CSCRF-CAT', 'IT-13'].map((id) => resultOf(reportOf(text, day), id));
  expect(on('2026-07-30')).toEqual(['not applicable', 'unverified', 'pass']);
  expect(on('2026-11-22')).toEqual(['not applicable', 'unverified', 'unverified']);
  expect(on('2027-05-13')).toEqual(['fail', 'fail', 'unverified']);
});

test('a day that is none is no day', () => {
  expect(reportOf(spec('[PMLA]'), '2026-02-30').on).toBe(null);
  expect(reportOf(spec('[PMLA]'), 'today').on).toBe(null);
});

test('what is not shown keeps a rule from being met, whatever else is shown', () => {
  const kept = requirements('audit_retention: 1 year');
  expect(resultOf(reportOf(spec('[CERT-In]', kept)), 'CERT-LOG')).toBe('not tested');
  const task =
    'roles: [officer]\nendpoints:\n  - path: /b\n    method: POST\n    access: authenticated\n    processing:\n      - tell: {userTask: Notify the breach, candidates: [officer], due: {within: 3d}, result: {ok: bool}}';
  expect(resultOf(reportOf(spec('[GDPR]', person('3 years'), task)), 'GDPR-30-32-33')).toBe('not tested');
});

test('an audit without contents reconstructs no transaction', () => {
  const kept = requirements('audit_retention: 7 years');
  const audited = (audit: string): string => spec('[PMLA]', kept, operation('POST', '/a', audit));
  expect(resultOf(reportOf(audited('audit: full request/response logging')), 'PMLA-12')).toBe('pass');
  expect(resultOf(reportOf(audited('audit: {record: [response]}')), 'PMLA-12')).toBe('not tested');
  expect(resultOf(reportOf(audited('summary: no audit')), 'PMLA-12')).toBe('not tested');
});

test('counts are those of the findings', () => {
  const [pmla] = reportOf(spec('[PMLA]', person('7 years'), requirements('audit_retention: 7 years'))).frameworks;
  expect(pmla?.counts).toEqual({ pass: 1, fail: 0, unverified: 0, 'not tested': 3, 'not applicable': 0 });
});

test('the documentation of a rule is all that is known of it', () => {
  const docs = complianceRules();
  expect(docs).toHaveLength(RULES.length);
  expect(docs.every((doc) => !('check' in doc))).toBe(true);
});

test.each(['kyc-precise', 'kyc-brief'])(
  'the example %s breaks no rule, and nothing is green that was not read',
  (name) => {
    const text = readFileSync(join(import.meta.dirname, '../../../e2e/golden', name, 'spec.yaml'), 'utf8');
    const { diagnostics } = checkSpec(text);
    const bad = diagnostics.filter(({ code, severity }) => /^(CMP|DAT)/.test(code) && severity !== 'information');
    expect(bad.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
    const findings = reportOf(text).frameworks.flatMap((one) => one.findings);
    expect(findings.filter(({ result }) => result === 'pass').map(({ rule }) => rule.id)).toEqual(['PMLA-12']);
    expect(findings.filter(({ result }) => result === 'fail')).toEqual([]);
  },
);

function reportOf(text: string, on: string = EDITION): ComplianceReport {
  return evaluateCompliance(modelOf(text), { on });
}

function modelOf(text: string): Model {
  const { model } = checkSpec(text);
  if (model === null) throw new Error('The text has no model.');
  return model;
}

function resultOf(report: ComplianceReport, id: string): Finding['result'] | undefined {
  return report.frameworks.flatMap(({ findings }) => findings).find(({ rule }) => rule.id === id)?.result;
}
