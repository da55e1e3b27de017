import { compareDecimals, isDecimalText } from '../decimal-text.ts';
import type { Expr } from '../expressions/ast.ts';
import { someExpr } from '../expressions/expr-parts.ts';
import type { JsonLiteral, Model, Step, UnaryTest } from '../model.ts';
import { allSteps, flowsOf } from '../step-tree.ts';

/** Whether a decision, or a condition of a step, compares something with this number (a decimal text). */
export function comparesWith(model: Model, number: string): boolean {
  const inTables = model.decisions.some(({ rules }) =>
    rules.some(({ tests }) => tests.some((test) => inTest(test, number))),
  );
  return (
    inTables ||
    flowsOf(model).some(({ steps }) =>
      allSteps(steps).some((step) => conditionsOf(step).some((one) => inExpr(one, number))),
    )
  );
}

function inTest(test: UnaryTest, number: string): boolean {
  switch (test.kind) {
    case 'any':
    case 'startsWith':
      return false;
    case 'oneOf':
      return test.tests.some((inner) => inTest(inner, number));
    case 'not':
      return inTest(test.test, number);
    case 'compare':
      return isSame(test.value, number);
    case 'interval':
      return same(test.low, number) || same(test.high, number);
  }
}

function isSame(value: JsonLiteral, number: string): boolean {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  return 'number' in value && typeof value.number === 'string' && same(value.number, number);
}

function same(text: string, number: string): boolean {
  return isDecimalText(text) && compareDecimals(text, number) === 0;
}

function conditionsOf(step: Step): readonly Expr[] {
  const when = step.when === null ? [] : [step.when];
  if (step.kind === 'guard') return [...when, step.holds];
  if (step.kind === 'switch') return [...when, ...step.cases.flatMap((one) => (one.when === null ? [] : [one.when]))];
  return step.kind === 'set' && step.value.kind === 'expression' ? [...when, step.value.expr] : when;
}

function inExpr(expr: Expr, number: string): boolean {
  return someExpr(expr, (part) => part.kind === 'number' && same(part.text, number));
}
