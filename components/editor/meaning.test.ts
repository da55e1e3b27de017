import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkSpec } from '#lib/spec/index.ts';
import { type Meaning, readMeaning } from './meaning.ts';

function meaningOf(text: string): Meaning {
  const { model } = checkSpec(text);
  if (model === null) throw new Error('the text has no meaning');
  return readMeaning(model, text);
}
const example = (name: string) => readFileSync(`e2e/golden/${name}/spec.yaml`, 'utf8');

test('the brief example shows its operation, its prose, its integrations and its obligations', () => {
  const meaning = meaningOf(example('kyc-brief'));
  const [operation] = meaning.operations.shown;
  expect([operation?.method, operation?.path, operation?.name, operation?.sla]).toEqual([
    'POST',
    '/kyc/verify',
    'verifyKyc',
    '95% within 30 s',
  ]);
  expect(operation?.input.map((row) => [row.name, row.text])).toEqual([
    ['document_images', 'list<base64>'],
    ['customer_id', 'string'],
    ['verification_type', '[basic, enhanced, ultimate]'],
  ]);
  expect(meaning.prose.shown.map((step) => step.name)).toEqual([
    'extract_text_ocr',
    'validate_documents',
    'screen_sanctions',
    'risk_assessment',
  ]);
  expect(meaning.integrations.shown.map((row) => row.name)).toEqual(['core_banking', 'ckyc_database', 'sanctions_api']);
  expect(meaning.obligations.total).toBe(4);
  expect(meaning.frameworks).toEqual(['RBI', 'SEBI', 'PMLA']);
});

test('a decision table is shown as it is written', () => {
  const [table] = meaningOf(example('loan-quotes')).decisions.shown;
  expect(table?.rules.map((rule) => [...rule.tests, ...rule.values])).toEqual([
    ['> 0.5', '-', 'declined', '0'],
    ['<= 0.2', '<= 36', 'prime', '8.50'],
    ['<= 0.2', '> 36', 'prime', '9.75'],
    ['(0.2..0.5]', '-', 'standard', '12.40'],
  ]);
});

test('every row leads into the text', () => {
  const text = example('loan-quotes');
  const { operations, entities } = meaningOf(text);
  const rows = [...operations.shown.flatMap((one) => [...one.input, ...one.steps, ...one.output]), ...entities.shown];
  expect(
    rows.filter((row) => !text.slice(row.span.start, row.span.end).includes(row.name)).map((row) => row.id),
  ).toEqual([]);
});

test('a huge specification is cut for the page, and says how much there is', () => {
  const endpoints = Array.from({ length: 1500 }, (_, n) => `  - path: /things/${n}\n    method: GET\n`).join('');
  const { operations } = meaningOf(`service: big-service\nendpoints:\n${endpoints}`);
  expect([operations.shown.length, operations.total]).toEqual([200, 1500]);
});
