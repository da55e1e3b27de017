import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { complianceRules } from '../../spec/index.ts';
import { compile } from '../index.ts';
import { HOSTILE } from '../testing/hostile-spec.ts';
import { goldenText, modelOf } from '../testing/read-golden.ts';

function filesOf(text: string): Map<string, string> {
  return new Map(compile(modelOf(text)).files.map((file) => [file.path, file.text]));
}

const spec = (compliance: string, more = ''): string => `
specVersion: "1.0"
service: ledger
version: 1.0.0
compliance: ${compliance}
compliance_requirements: [{audit_retention: 6 years}]
entities:
  Payment:
    fields: {id: {type: uuid, key: true, default: =uuid()}, amount: decimal(0..1000), ended_at: timestamp${more}}
    retention: {keep: 6 years, from: ended_at, then: erase}
endpoints:
  - path: /payments
    method: POST
    operation: pay
    access: authenticated
    input: [{amount: decimal(0..1000)}, {ended_at: timestamp}]
    processing: [{stored: {create: Payment, with: {amount: =input.amount, ended_at: =input.ended_at}}}]
    output: [{amount: {type: decimal, value: =stored.amount}}]
    audit: full request/response logging
`;

test('without a framework there is no document about any', () => {
  const files = filesOf(spec('[]').replace('compliance: []\n', ''));
  expect([...files.keys()].filter((path) => /compliance/i.test(path))).toEqual([]);
});

describe('a rule is green', () => {
  const heading = (text: string, rule: string): string | undefined =>
    new RegExp(`^### ${rule.replaceAll('-', '\\\\?-')}: (.*)$`, 'm').exec(text)?.[1];

  test('where its text was read, the specification says it, and a file here shows it', () => {
    const files = filesOf(spec('[PMLA]'));
    const text = files.get('COMPLIANCE.md') ?? '';
    expect(heading(text, 'PMLA-12')).toBe('met, and shown by files of this repository');
    expect(text).toMatch(/a day after\\?\. `test\/retention\.test\.ts`/);
    expect(files.has('test/retention.test.ts')).toBe(true);
  });

  test('not where no file shows it, however well it is said', () => {
    // Rows that need rows of others have no test of their own.
    const files = filesOf(
      spec('[PMLA]', ', account: ref<Account>')
        .replace(
          'entities:\n',
          'entities:\n  Account: {fields: {id: {type: uuid, key: true, default: =uuid()}, parent: ref<Account>}}\n',
        )
        .replace(
          '{amount: decimal(0..1000)}, {ended_at',
          '{amount: decimal(0..1000)}, {account: ref<Account>}, {ended_at',
        )
        .replace('with: {amount', 'with: {account: =input.account, amount'),
    );
    expect(files.has('test/retention.test.ts')).toBe(false);
    expect(heading(files.get('COMPLIANCE.md') ?? '', 'PMLA-12')).toBe('said by the specification, not shown yet');
  });

  test('never where its text was not read, in any world of the gallery', () => {
    const rules = new Map(complianceRules().map((rule) => [rule.id, rule]));
    for (const name of ['kyc-brief', 'loan-origination']) {
      const text = filesOf(goldenText(name)).get('COMPLIANCE.md') ?? '';
      const green = [...text.matchAll(/^### (\S+): (met|said)/gm)].map(([, id = '']) => id.replaceAll('\\', ''));
      const weak = green.filter((id) => [...rules.values()].some((rule) => rule.id === id && rule.certainty !== 'P'));
      expect(weak, name).toEqual([]);
    }
  });
});

test('the OSCAL document is a component definition with one requirement for each rule, the same each time', () => {
  const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const token = z.string().regex(/^(\p{L}|_)(\p{L}|\p{N}|[.\-_])*$/u);
  const line = z.string().regex(/^\S(.*\S)?$/);
  const property = z.strictObject({ name: token, ns: z.url(), value: line });
  // The parts of OSCAL 1.1.2 that are used, with the patterns of its schema.
  const schema = z.strictObject({
    'component-definition': z.strictObject({
      uuid,
      metadata: z.strictObject({
        title: z.string(),
        'last-modified': z.iso.datetime(),
        version: line,
        'oscal-version': z.literal('1.1.2'),
        remarks: z.string(),
      }),
      components: z.array(
        z.strictObject({
          uuid,
          type: z.literal('service'),
          title: z.string(),
          description: z.string(),
          'control-implementations': z.array(
            z.strictObject({
              uuid,
              source: z.string().startsWith('#'),
              description: z.string(),
              'implemented-requirements': z.array(
                z.strictObject({
                  uuid,
                  'control-id': token,
                  description: z.string(),
                  props: z.array(property),
                  links: z.array(z.strictObject({ href: z.string(), rel: token, text: z.string() })).optional(),
                  remarks: z.string().optional(),
                }),
              ),
            }),
          ),
        }),
      ),
      'back-matter': z.strictObject({
        resources: z.array(z.strictObject({ uuid, title: z.string(), description: z.string() })),
      }),
    }),
  });
  const path = 'compliance/component-definition.json';
  const text = filesOf(spec('[PMLA, RBI]')).get(path) ?? '';
  const { 'component-definition': definition } = schema.parse(JSON.parse(text));
  expect(filesOf(spec('[PMLA, RBI]')).get(path)).toBe(text);
  const [component] = definition.components;
  const implementations = component?.['control-implementations'] ?? [];
  const ids = implementations.flatMap((one) => one['implemented-requirements'].map((each) => each['control-id']));
  const wanted = complianceRules().filter(({ framework }) => ['PMLA', 'RBI'].includes(framework));
  expect(ids.toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
  const resources = definition['back-matter'].resources.map((one) => `#${one.uuid}`);
  expect(implementations.map(({ source }) => source)).toEqual(resources);
});

test('hostile texts stay texts, and names without rules are said', () => {
  const files = filesOf(
    `${spec('[PMLA, XYZZY]').replace('audit_retention: 6 years', `audit_retention: 6 years}, {other: ${JSON.stringify(HOSTILE)}`)}`,
  );
  const text = files.get('COMPLIANCE.md') ?? '';
  expect(text).toContain('There are no rules here for: XYZZY.');
  expect(text).not.toMatch(/<script|<img/);
});
