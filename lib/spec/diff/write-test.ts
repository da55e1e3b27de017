import { fromScaled, isDecimalText, scaled, scaleOf } from '../decimal-text.ts';
import type { UnaryTest } from '../model.ts';
import { writeLiteral } from './write-expression.ts';

/**
 * A cell of a decision table, as DMN writes it. With `plainNumber` as `number` the text is equal for equal tests: `0.20` and
 * `0.2` test the same, and so do alternatives in any order.
 */
export function testOf(test: UnaryTest, number: (text: string) => string): string {
  switch (test.kind) {
    case 'any':
      return '-';
    case 'oneOf': {
      const tests = test.tests.map((one) => testOf(one, number));
      return (number === plainNumber ? [...new Set(tests)].sort() : tests).join(', ');
    }
    case 'not':
      return `not(${testOf(test.test, number)})`;
    case 'compare': {
      const value = number(writeLiteral(test.value));
      return test.operator === '==' ? value : `${test.operator} ${value}`;
    }
    case 'startsWith':
      return `startsWith(${JSON.stringify(test.prefix)})`;
    case 'interval': {
      const ends = `${number(test.low)}..${number(test.high)}`;
      return `${test.lowIncluded ? '[' : '('}${ends}${test.highIncluded ? ']' : ')'}`;
    }
  }
}

/** A number without superfluous zeros; every other text as it is. */
export function plainNumber(text: string): string {
  return isDecimalText(text) ? fromScaled(scaled(text, scaleOf(text)), scaleOf(text)) : text;
}
