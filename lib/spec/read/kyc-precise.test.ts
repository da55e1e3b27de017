import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import type { Model } from '../model.ts';

const TEXT = readFileSync(join(import.meta.dirname, '../../../e2e/golden/kyc-precise/spec.yaml'), 'utf8');

function modelOf(text: string): Model {
  const { model } = checkSpec(text);
  if (model === null) throw new Error('no model');
  return model;
}

test('the precise example has no error and no warning, and nothing in it is assumed', () => {
  const checked = checkSpec(TEXT);
  expect(checked.diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual([]);
  expect(checked.model?.assumptions).toEqual([]);
  expect(checked.readiness).toMatchObject({ prose: 0, notUnderstood: 0, errors: 0, warnings: 0 });
});

test('types, entities and promises of the precise example mean what a person reads in them', () => {
  const model = modelOf(TEXT);
  const type = (name: string) => model.types.find((declared) => declared.name === name);
  expect(type('Pan')).toMatchObject({ classification: 'sensitive', mask: 'last4', encrypt: 'field', hash: null });
  expect(type('IdImage')?.type).toMatchObject({
    name: 'base64',
    media: ['image/jpeg', 'image/png'],
    length: { min: 1024, max: 8 * 1024 ** 2 },
  });
  expect(model.entities[0]).toMatchObject({
    retention: { keep: { count: 7, unit: 'year' }, from: 'opened_at' },
    hold: null,
    files: null,
  });
  const [verify] = model.endpoints;
  expect(verify?.idempotency).toMatchObject({ header: 'Idempotency-Key', keep: { count: 24, unit: 'hour' } });
  expect(verify?.audit).toMatchObject({ redact: 'classified', tamperEvident: true, keep: { count: 7, unit: 'year' } });
  expect(model.requirements.map(({ control }) => control)).toEqual([
    { kind: 'data_residency', regions: ['ap-south-1', 'ap-south-2'] },
    {
      kind: 'encryption',
      atRest: 'AES-256',
      inTransit: 'TLS 1.3',
      keys: 'kms',
      rotate: { count: 90, unit: 'day' },
    },
    { kind: 'audit_retention', keep: { count: 7, unit: 'year' } },
    { kind: 'access_controls', model: 'rbac', approvals: ['review'], reviewEvery: { count: 90, unit: 'day' } },
  ]);
});

test('its invariant, its scenario and how it runs are read', () => {
  const model = modelOf(TEXT);
  expect(model.invariants).toMatchObject([
    { name: 'certain_hit_is_rejected', of: { kind: 'decision', name: 'kyc_outcome' }, holds: { kind: 'binary' } },
  ]);
  const [scenario] = model.scenarios;
  expect(scenario?.given.map((given) => given.kind)).toEqual(['stub', 'stub', 'stub']);
  expect(scenario?.when).toMatchObject([{ kind: 'operation', name: 'verifyKyc', as: null }]);
  expect(scenario?.then).toMatchObject([
    { kind: 'status', status: '<http>' },
    { kind: 'body', path: 'body.verification_status', value: '<verdict>' },
  ]);
  expect(scenario?.examples).toMatchObject({
    columns: ['entry', 'score', 'http', 'verdict'],
    rows: [{ cells: ['Asha Rai', '0.95', '202', 'manual_review'] }, { cells: ['Asha Rao', '0.99', '200', 'rejected'] }],
  });
  expect(model.deployment).toMatchObject({
    replicas: { min: 3, max: 12 },
    rollout: { strategy: 'canary', steps: [5, 25, 100], holdMs: 600_000, abortOn: ['contract', 'sla'] },
    rollback: 'automatic',
    unrefined: 'refuse',
  });
  expect(model.monitoring?.alerts).toMatchObject([
    {
      burnRate: 'verifyKyc',
      rates: [
        { factor: '14.4', windowMs: 3_600_000 },
        { factor: '6', windowMs: 21_600_000 },
      ],
      page: 'kyc_oncall',
    },
  ]);
});

test.each([
  ['a misspelt operation', 'verifyKyc: {document_images', 'verifyKic: {document_images', 'TST8501'],
  ['an input that its type refuses', 'C00000001', 'X1', 'TST8502'],
  ['a cell that its type refuses', '| 0.95  ||', '| 1.95  ||', 'TST8502'],
  ['a verdict that is none', '| manual_review |\n', '| manual_reviw |\n', 'TST8502'],
  ['a placeholder without a column', '<score>', '<scoer>', 'TST8503'],
  ['a path that no answer has', 'body.verification_status', 'body.verification_stats', 'TST8506'],
  ['an answer of another system with an unknown field', '{found: true, name: Asha Rao}', '{fond: true}', 'TST8502'],
  ['an invariant over an unknown column', "'hit < 0.97", "'hitt < 0.97", 'EXP4002'],
  ['a retention that counts from a text', 'from: opened_at', 'from: reason', 'SPC2051'],
  ['an approval that no step is', 'approvals: [review]', 'approvals: [revue]', 'SPC2013'],
  ['shares that do not rise', '[5%, 25%, 100%]', '[25%, 5%, 100%]', 'SPC2061'],
  ['an alert on an operation that is not there', 'burnRate: verifyKyc', 'burnRate: verify', 'SPC2013'],
])('%s is found', (_, before, after, code) => {
  expect(TEXT).toContain(before);
  const errors = checkSpec(TEXT.replace(before, after)).diagnostics.filter(({ severity }) => severity === 'error');
  expect(errors.map((error) => error.code)).toContain(code);
});
