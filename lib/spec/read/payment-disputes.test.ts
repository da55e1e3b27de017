import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import { formatSpec } from '../format/format-spec.ts';

const TEXT = readFileSync(join(import.meta.dirname, '../../../e2e/golden/payment-disputes/spec.yaml'), 'utf8');

/** Every protocol but mail and files, a model, a scorecard with several attributes, a screening against rows. */
test('a specification that reaches six other systems has no error, no warning and no assumption', () => {
  const { model, diagnostics } = checkSpec(TEXT);
  expect(diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual([]);
  expect(model?.assumptions).toEqual([]);
});

test('each system is used by the steps that a person would name', () => {
  const { model } = checkSpec(TEXT);
  const last = (id: string): string => id.slice(id.lastIndexOf('/') + 1);
  expect(model?.integrations.map(({ name, protocol, usedBy }) => [name, protocol, usedBy.map(last)])).toEqual([
    ['card-network', 'soap', ['transaction', 'case']],
    ['ledger', 'graphql', ['booked']],
    ['watchlists', 'rest', ['blocked']],
    ['models', 'rest', ['fraud']],
    ['back-office', 'webhook', ['told']],
    ['warehouse', 'kafka', ['kept']],
  ]);
});

test('effects follow from requests unless they are said', () => {
  const { model } = checkSpec(TEXT);
  const effects = model?.integrations.flatMap(({ operations }) =>
    operations.map(({ name, effect, effectOrigin }) => `${name} ${effect} ${effectOrigin}`),
  );
  expect(effects).toEqual([
    'find-transaction read written',
    'open-case idempotent written',
    'credit write default',
    'search read written',
    'tell write default',
    'record write default',
  ]);
});

test('scenarios answer for a model as for any other system', () => {
  const { model } = checkSpec(TEXT);
  const stubs = model?.scenarios[0]?.given.flatMap((given) =>
    given.kind === 'stub' ? [`${given.integration}.${given.operation}`] : [],
  );
  expect(stubs).toContain('models.dispute-fraud');
  const wrong = checkSpec(
    TEXT.replace('models.dispute-fraud: {probability: 0.95}', 'models.dispute-fraud: {chance: 0.95}'),
  );
  expect(wrong.diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual(['TST8502']);
});

test('it stands in its canonical form', () => {
  expect(formatSpec(TEXT)).toMatchObject({ text: TEXT });
});
