import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultsOf } from '../src/platform/contract.ts';

test('a decimal is a text of digits, and known with all that its type has', () => {
  const known = { amount: '100.00', months: 6, monthly_income: '1.00' };
  const taken = (value: unknown): unknown => {
    const given = { ...known, amount: value };
    return faultsOf('CreateQuoteInput', given).length === 0 ? given.amount : 'refused';
  };
  assert.equal(taken('100'), '100.00');
  const long = (digits: number): string => '100'.padStart(digits, '0');
  assert.equal(taken(long(200)), '100.00');
  assert.equal(taken(long(201)), 'refused');
  for (const wrong of ['', 'text', '1e2', '100.001', null, true, [], {}])
    assert.equal(taken(wrong), 'refused', JSON.stringify(wrong));
});
