import { expect, test } from 'vitest';
import { compile } from '../../compile.ts';
import { goldenText, modelOf } from '../../testing/read-golden.ts';

function simulator(text: string, path: string): string {
  const { files } = compile(modelOf(text));
  return files.find((file) => file.path === path)?.text ?? '';
}

test('a stand-in answers as the first scenario that ends well says', () => {
  const path = 'src/simulators/credit-bureau.ts';
  const text = goldenText('loan-origination');
  expect(simulator(text, path)).toContain('{ score: 780, open_loans: 1, overdue_days: 0 }');
  const refused = text.replace('then: {status: 201,', 'then: {status: 422,');
  expect(simulator(refused, path)).toContain('{ score: 1, open_loans: 1, overdue_days: 1 }');
});

test('what a scenario leaves out is null, and times are written as services write them', () => {
  const text = simulator(goldenText('payment-disputes'), 'src/simulators/card-network.ts').replaceAll(/\s+/g, ' ');
  expect(text).toContain("{ found: true, paid_at: '2026-11-01T10:00:00.000Z', merchant_code: null,");
});
