import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as decimal from '../src/platform/decimal.ts';

test('sums are exact', () => {
  assert.equal(decimal.add('0.1', '0.2'), '0.3');
  assert.equal(decimal.add('99999999999999999999.99', '0.01'), '100000000000000000000.00');
});

test('products are exact', () => {
  assert.equal(decimal.multiply('-1.5', '0.02'), '-0.030');
  assert.equal(decimal.multiply('0.05', '0.1'), '0.005');
});

test('a quotient has 34 digits, half to even, and division by zero is an error', () => {
  assert.equal(decimal.divide(1, 3), `0.${'3'.repeat(34)}`);
  assert.equal(decimal.divide(-2, 3), `-0.${'6'.repeat(33)}7`);
  assert.equal(decimal.divide('100', '0.25'), '400');
  assert.equal(decimal.divide(4, 3), `1.${'3'.repeat(33)}`);
  assert.equal(decimal.divide(`${'4'.repeat(34)}` as decimal.Decimal, 3), '1'.padEnd(34, '481'));
  assert.equal(decimal.divide(`1${'0'.repeat(40)}` as decimal.Decimal, 8), `125${'0'.repeat(37)}`);
  assert.throws(() => decimal.divide(1, '0.00'), /^RangeError: division by zero$/);
});

test('rounding is by the mode that is asked for, half away from zero by default', () => {
  const modes = ['half_up', 'half_even', 'up', 'down', 'ceiling', 'floor'] as const;
  const by = (value: decimal.Decimal) => modes.map((mode) => decimal.round(value, 1, mode));
  assert.deepEqual(by('2.25'), ['2.3', '2.2', '2.3', '2.2', '2.3', '2.2']);
  assert.deepEqual(by('2.35'), ['2.4', '2.4', '2.4', '2.3', '2.4', '2.3']);
  assert.deepEqual(by('-2.25'), ['-2.3', '-2.2', '-2.3', '-2.2', '-2.2', '-2.3']);
  assert.deepEqual(by('2.26'), ['2.3', '2.3', '2.3', '2.2', '2.3', '2.2']);
  assert.deepEqual(by('2.20'), ['2.2', '2.2', '2.2', '2.2', '2.2', '2.2']);
  assert.deepEqual([decimal.round('2.5'), decimal.round('-0.04', 1), decimal.round('7', 2)], ['3', '0.0', '7.00']);
});

test('values are compared as numbers', () => {
  assert.equal(decimal.compare('10', '9.5'), 1);
  assert.equal(decimal.compare('1.0', 1), 0);
  assert.equal(decimal.compare('-2', '-1.5'), -1);
});

test('digits are never dropped in silence', () => {
  assert.equal(decimal.exactly('12.5', 2), '12.50');
  assert.throws(() => decimal.exactly('12.505', 2), RangeError);
  assert.throws(() => decimal.exactly('12.505', 2), /^RangeError: 12.505 has more than 2 digits after the point$/);
  for (const text of ['', '1.', '.5', '1e3', '--1', '+1', ' 1', '1 ', '1.2.3', '1x'])
    assert.throws(() => decimal.exactly(text as decimal.Decimal), /is not a decimal number$/);
  assert.throws(() => decimal.exactly(Number.NaN, 2), /^RangeError: NaN is not a decimal number$/);
});
