import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { decimalFile } from './platform/decimal.ts';

type Name = 'add' | 'subtract' | 'multiply' | 'divide' | 'round' | 'exactly';

const folder = mkdtempSync(join(tmpdir(), 'decimal-'));
writeFileSync(join(folder, 'decimal.ts'), decimalFile());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The module as services have it, whole. */
const decimal: Readonly<Record<Name, (...args: readonly (string | number)[]) => string>> = await import(
  pathToFileURL(join(folder, 'decimal.ts')).href
);

const units = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });

/** A decimal text of `value` × 10^-scale, written apart from the module that is judged. */
function text(value: bigint, scale: number): string {
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  const plain = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return `${value < 0n ? '-' : ''}${plain}`;
}

test('sums, differences and products are exact', () => {
  fc.assert(
    fc.property(units, units, (a, b) => {
      expect(decimal.add(text(a, 4), text(b, 4))).toBe(text(a + b, 4));
      expect(decimal.subtract(text(a, 4), text(b, 4))).toBe(text(a - b, 4));
      expect(decimal.multiply(text(a, 4), text(b, 3))).toBe(text(a * b, 7));
    }),
  );
});

test('a quotient is off by at most half of its 34th digit', () => {
  fc.assert(
    fc.property(units, units, (a, b) => {
      fc.pre(a !== 0n && b !== 0n);
      const quotient = decimal.divide(text(a, 0), text(b, 0));
      const [whole = '', fraction = ''] = quotient.replace('-', '').split('.');
      const significant = `${whole}${fraction}`.replace(/^0+/, '');
      expect(significant.length).toBeLessThanOrEqual(34);
      // Zeros at the end are not written, so the 34th digit may be further right than the text.
      const unwritten = 34 - significant.length;
      const scale = fraction.length + unwritten;
      const q = BigInt(`${whole}${fraction}`) * 10n ** BigInt(unwritten);
      const [m, n] = [a < 0n ? -a : a, b < 0n ? -b : b];
      const error = m * 10n ** BigInt(scale) - q * n;
      expect((error < 0n ? -error : error) * 2n <= n).toBe(true);
    }),
  );
});

test('rounding is half away from zero, and excess digits are never dropped in silence', () => {
  expect(['2.345', '-2.345', '2.344', '0.005', '-0.004'].map((value) => decimal.round(value, 2))).toEqual([
    '2.35',
    '-2.35',
    '2.34',
    '0.01',
    '0.00',
  ]);
  expect(decimal.exactly('12.5', 2)).toBe('12.50');
  expect(() => decimal.exactly('12.505', 2)).toThrow(RangeError);
  expect(() => decimal.divide(1, 0)).toThrow(RangeError);
});
