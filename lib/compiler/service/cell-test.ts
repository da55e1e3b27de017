import type { JsonLiteral, Type, UnaryTest } from '../../spec/model.ts';
import type { Doc } from '../text/doc.ts';
import { list } from '../text/doc.ts';
import { quote } from '../text/quote.ts';
import { helped } from './expression.ts';
import { literal } from './literal.ts';
import type { Module } from './module.ts';
import { isDecimal, isOptional, plainType } from './types.ts';

/**
 * A cell of a decision table as conditions on the variable of its input, which must all hold; none for `-`. What is missing fits
 * `null` and `not(…)` only.
 */
export function cellTests(test: UnaryTest, text: string, type: Type, module: Module): readonly Doc[] {
  return test.kind === 'any'
    ? []
    : partsOf(test, { text, type, optional: isOptional(type, module.plan.model) }, module);
}

interface Subject {
  text: string;
  type: Type;
  optional: boolean;
}

/** A test as one condition. */
function testOf(test: UnaryTest, subject: Subject, module: Module): Doc {
  return partsOf(test, subject, module).flatMap((part, at): Doc[] => (at === 0 ? [part] : [' && ', part]));
}

/** The conditions that must all hold. */
function partsOf(test: UnaryTest, subject: Subject, module: Module): readonly Doc[] {
  switch (test.kind) {
    case 'any':
      return ['true'];
    case 'not':
      return [not(test.test, subject, module)];
    case 'oneOf':
      return oneOf(test.tests, subject, module);
    case 'startsWith': {
      const { text, optional } = subject;
      return [[text, optional ? '?' : '', '.startsWith(', quote(test.prefix), optional ? ') === true' : ')']];
    }
    default:
      return comparisons(test, subject, module);
  }
}

function not(test: UnaryTest, subject: Subject, module: Module): Doc {
  const inner = testOf(test, subject, module);
  // A call binds as close as a name; what is tried one after the other stands in parentheses already.
  const isAtom =
    test.kind === 'oneOf'
      ? !(subject.optional && isList(test.tests, subject, module))
      : test.kind === 'startsWith' && !subject.optional;
  return isAtom ? ['!', inner] : ['!(', inner, ')'];
}

/** Several plain values are one question to a list; anything else is tried one after the other. */
function oneOf(tests: readonly UnaryTest[], subject: Subject, module: Module): readonly Doc[] {
  if (isList(tests, subject, module)) {
    const items = tests.flatMap((test) => (test.kind === 'compare' ? [literal(test.value, null, module.plan)] : []));
    const isText = subject.optional ? [`${subject.text} !== null`] : [];
    return [...isText, [list('[', items, ']'), `.includes(${subject.text})`]];
  }
  const choices = tests.map((test): Doc => {
    const isChain = partsOf(test, subject, module).length > 1;
    return isChain ? ['(', testOf(test, subject, module), ')'] : testOf(test, subject, module);
  });
  return [['(', choices.flatMap((choice, at): Doc[] => (at === 0 ? [choice] : [' || ', choice])), ')']];
}

/** Whether the tests are texts that the value may be. */
function isList(tests: readonly UnaryTest[], { type }: Subject, module: Module): boolean {
  if (isMeasured(type, module)) return false;
  return tests.every((test) => test.kind === 'compare' && test.operator === '==' && typeof test.value === 'string');
}

function comparisons(
  test: Extract<UnaryTest, { kind: 'compare' | 'interval' }>,
  subject: Subject,
  module: Module,
): readonly Doc[] {
  const { text, optional } = subject;
  if (test.kind === 'compare' && test.value === null) return [`${text} === null`];
  const parts =
    test.kind === 'compare'
      ? [comparison(test.operator === '==' ? '===' : test.operator, test.value, subject, module)]
      : [
          comparison(test.lowIncluded ? '>=' : '>', { number: test.low }, subject, module),
          comparison(test.highIncluded ? '<=' : '<', { number: test.high }, subject, module),
        ];
  const isPlain = test.kind === 'compare' && test.operator === '==' && !isMeasured(subject.type, module);
  return optional && !isPlain ? [`${text} !== null`, ...parts] : parts;
}

/** Whether values are not the same text, or number, when they are equal. */
function isMeasured(type: Type, { plan }: Module): boolean {
  const plain = plainType(type, plan.model);
  return isDecimal(type, plan.model) || (plain.kind === 'scalar' && Object.hasOwn(MEASURES, plain.name));
}

const MEASURES: Readonly<Record<string, string>> = { timestamp: 'instantOf', duration: 'lengthOf' };

function comparison(sign: string, against: JsonLiteral, { text, type }: Subject, module: Module): Doc {
  const { model } = module.plan;
  const plain = plainType(type, model);
  const measure = plain.kind === 'scalar' ? MEASURES[plain.name] : undefined;
  const bound = boundary(against, type, module);
  if (measure !== undefined) {
    const [one, two] = [helped(measure, [text], module), helped(measure, [bound], module)];
    return [one.text, ` ${sign} `, two.text];
  }
  if (!isDecimal(type, model)) return [`${text} ${sign} `, bound];
  module.decimals.add('compare');
  return [`compare(${text}, `, bound, `) ${sign} 0`];
}

/** Bounds are said as they were written: `0.5` stays `0.5`, whatever the scale. */
function boundary(against: JsonLiteral, type: Type, module: Module): Doc {
  const number = typeof against === 'object' && against !== null && 'number' in against ? against.number : null;
  if (typeof number !== 'string') return literal(against, null, module.plan);
  const plain = plainType(type, module.plan.model);
  const textual = plain.kind === 'scalar' && ['date', 'timestamp', 'duration'].includes(plain.name);
  if (textual) return quote(number);
  return isDecimal(type, module.plan.model) && number.includes('.') ? quote(number) : number;
}
