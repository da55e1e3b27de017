import { code } from '../text/code.ts';

/**
 * test/numbers.test.ts: whole numbers, sums and conversions, with answers that were worked out by hand. Each test is of one
 * function, because those that the service does not need are left out with theirs.
 */
export function numbersTests(): string {
  return code`
    import assert from 'node:assert/strict';
    import { test } from 'node:test';
    import * as numbers from '../src/platform/numbers.ts';

    test('whole numbers stay exact or are refused', () => {
      assert.equal(numbers.wholeOf(2 ** 53 - 1), 2 ** 53 - 1);
      assert.throws(() => numbers.wholeOf(2 ** 53), /9007199254740992 is too large to be an exact whole number/);
    });

    test('whole numbers divide to whole numbers, towards zero', () => {
      assert.deepEqual([numbers.quotientOf(7, 2), numbers.quotientOf(-7, 2)], [3, -3]);
      assert.throws(() => numbers.quotientOf(1, 0), { name: 'RangeError', message: 'division by zero' });
    });

    test('a remainder has the sign of the dividend', () => {
      assert.deepEqual([numbers.remainderOf(7, 4), numbers.remainderOf(-7, 4)], [3, -3]);
      assert.throws(() => numbers.remainderOf(1, 0), { name: 'RangeError', message: 'division by zero' });
    });

    test('numbers of up to 64 bits divide exactly', () => {
      assert.equal(numbers.quotientLong('9223372036854775807', 2), '4611686018427387903');
      assert.throws(() => numbers.quotientLong('1', 0), { name: 'RangeError', message: 'division by zero' });
    });

    test('numbers are sorted as numbers', () => {
      assert.deepEqual([10, 9, -1].sort(numbers.byNumber), [-1, 9, 10]);
    });

    test('numbers are the same by their value, and nothing is the same as nothing only', () => {
      const same: [left: string | number | null, right: string | number | null | undefined, expected: boolean][] = [
        ['1.0', 1, true],
        ['1.0', '1.01', false],
        [null, null, true],
        [null, undefined, true],
        [null, 0, false],
        [0, null, false],
      ];
      for (const [left, right, expected] of same) {
        assert.equal(numbers.sameNumber(left as number, right as number), expected);
      }
    });

    test('sums of whole numbers stay exact or are refused', () => {
      assert.deepEqual([numbers.sumWhole([1, 2, 3]), numbers.sumWhole([])], [6, 0]);
      assert.throws(() => numbers.sumWhole([2 ** 53 - 1, 1]), RangeError);
    });

    test('sums of binary fractions', () => {
      assert.deepEqual([numbers.sumDouble([0.5, 1.25]), numbers.sumDouble([])], [1.75, 0]);
    });

    test('sums of decimals are exact', () => {
      assert.deepEqual([numbers.sumExact(['0.1', '0.2', 1]), numbers.sumExact([])], ['1.3', '0']);
    });

    test('the mean of nothing is nothing', () => {
      assert.deepEqual([numbers.meanExact(['1', '2']), numbers.meanExact([])], ['1.5', null]);
    });

    test('the mean of no binary fractions is nothing', () => {
      assert.deepEqual([numbers.meanDouble([1, 2]), numbers.meanDouble([])], [1.5, null]);
    });

    test('a whole number is what stands before the point, exactly or not at all', () => {
      assert.deepEqual([numbers.intOf('7.9'), numbers.intOf(-7.9)], [7, -7]);
      assert.throws(() => numbers.intOf('9007199254740993'), RangeError);
    });

    test('what stands after the point is cut off', () => {
      assert.deepEqual([numbers.cutOff('7.99'), numbers.cutOff(-0.5), numbers.cutOff(12)], ['7', '0', '12']);
    });

    test('a binary fraction is the number that it is written as', () => {
      const written: [value: number, text: string][] = [
        [0.1, '0.1'],
        [-12.5, '-12.5'],
        [1e21, '1000000000000000000000'],
        [1.5e22, '15000000000000000000000'],
        [1e-7, '0.0000001'],
        [-2.5e-9, '-0.0000000025'],
        [7, '7'],
      ];
      for (const [value, text] of written) assert.equal(numbers.decimalOf(value), text);
      assert.throws(() => numbers.decimalOf(Number.NaN), /NaN is not a decimal number/);
      assert.throws(() => numbers.decimalOf(Number.POSITIVE_INFINITY), RangeError);
    });

    test('texts say decimals or nothing', () => {
      const decimals: [value: unknown, expected: string | null][] = [
        ['12.50', '12.50'],
        ['+7', '7'],
        ['-007.5', '-7.5'],
        ['0', '0'],
        ['', null],
        ['1.', null],
        ['.5', null],
        ['1e3', null],
        [' 1', null],
        ['1 ', null],
        ['0x1', null],
        [\`\${'9'.repeat(61)}\`, null],
        [\`1.\${'9'.repeat(61)}\`, null],
        [12.5, '12.5'],
        [Number.NaN, null],
        [true, null],
        [null, null],
      ];
      for (const [value, expected] of decimals) assert.equal(numbers.decimalIn(value), expected, String(value));
    });

    test('texts say whole numbers or nothing', () => {
      const whole: [value: unknown, expected: number | null][] = [
        ['12', 12],
        ['-12', -12],
        ['+12', 12],
        ['12.0', null],
        [12.9, 12],
        ['9007199254740991', 9007199254740991],
        ['9007199254740992', null],
        ['00000000000000000001', null],
        ['x12', null],
        ['12x', null],
        [null, null],
      ];
      for (const [value, expected] of whole) assert.equal(numbers.intIn(value), expected, String(value));
    });

    test('texts say numbers of 64 bits or nothing', () => {
      const long: [value: unknown, expected: string | null][] = [
        ['12', '12'],
        ['-12', '-12'],
        ['+12', '12'],
        ['12.0', null],
        [12.9, '12'],
        ['9007199254740992', '9007199254740992'],
        ['9223372036854775807', '9223372036854775807'],
        ['9223372036854775808', null],
        ['-9223372036854775808', '-9223372036854775808'],
        ['00000000000000000001', null],
        ['x12', null],
        ['12x', null],
        [null, null],
      ];
      for (const [value, expected] of long) assert.equal(numbers.longIn(value), expected, String(value));
    });

    test('texts say binary fractions or nothing', () => {
      const doubles: [value: unknown, expected: number | null][] = [
        ['12.5', 12.5],
        ['-1e3', -1000],
        ['1.5E-2', 0.015],
        ['+1', 1],
        ['1e999', null],
        ['1e', null],
        ['e1', null],
        ['x1', null],
        ['1x', null],
        [7, 7],
        [false, null],
      ];
      for (const [value, expected] of doubles) assert.equal(numbers.doubleIn(value), expected, String(value));
    });

    test('texts say truths or nothing', () => {
      const truths: [value: unknown, expected: boolean | null][] = [
        ['true', true],
        ['false', false],
        [true, true],
        [false, false],
        ['TRUE', null],
        [1, null],
        [null, null],
      ];
      for (const [value, expected] of truths) assert.equal(numbers.boolIn(value), expected, String(value));
    });
  `;
}
