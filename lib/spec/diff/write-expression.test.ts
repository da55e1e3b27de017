import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import type { Expr } from '../expressions/ast.ts';
import { smallSpec } from './testing/small-spec.ts';
import { asksForCaller, meaningOf, NO_RENAMES, writeExpression } from './write-expression.ts';

const EXPRESSIONS = [
  'input.n * (2 + 1)',
  'input.n - (2 - 1)',
  'input.n - 2 - 1',
  'input.n / (2 * 3)',
  '-(input.n + 1) * 2',
  '!(input.n > 1 && input.n < 5) || input.n == 3',
  '(input.n > 1 || input.n == 0) && input.n < 5',
  'input.n > 1 ? (input.n > 2 ? 1 : 2) : 3',
  '(input.n > 1 ? true : false) ? 1 : 2',
  'input.list.exists(x, x > input.n && input.list.all(y, y >= x))',
  'input.list.filter(v, v % 2 == 0).map(v, v * 2)',
  '"a\\"b\\\\c" + lower(input.title)',
  'input.n in [1, 2, 3]',
  'has(input.maybe) ? input.maybe : 0',
  'round(1.10 * input.n, 2)',
  '"clerk" in caller.roles && size(caller.id) > 3',
  'input.list[0] == 3 || size(input.list) > 2',
];

test.each(EXPRESSIONS)('%s is written so that it reads as the same', (text) => {
  const expr = exprOf(text);
  const written = writeExpression(expr);
  const again = exprOf(written);
  expect(meaningOf(again, NO_RENAMES)).toBe(meaningOf(expr, NO_RENAMES));
  expect(writeExpression(again)).toBe(written);
});

test('no two of them mean the same, nor do near misses', () => {
  const near = [
    ...EXPRESSIONS,
    'input.n * 2 + 1',
    'input.n / 2 * 3',
    '-input.n + 1 * 2',
    '!(input.n > 1) && input.n < 5 || input.n == 3',
    'input.n > 1 || input.n == 0 && input.n < 5',
    'input.list.exists(x, x > input.n && input.list.all(y, x >= y))',
    'round(1.1 * input.n, 2)',
    'input.n in [1, 3, 2]',
  ];
  expect(new Set(near.map((text) => meaningOf(exprOf(text), NO_RENAMES))).size).toBe(near.length);
});

test.each([
  ['input.list.exists(x, x > 1)', 'input.list.exists(item, item > 1)'],
  ['has(input.maybe)', 'input.maybe != null'],
  ['has(input.maybe) == true', '(input.maybe != null) == true'],
  ['input.title.lower()', 'lower(input.title)'],
  ["'a' + input.title", '"a" + input.title'],
])('%s and %s mean the same', (a, b) => {
  expect(meaningOf(exprOf(a), NO_RENAMES)).toBe(meaningOf(exprOf(b), NO_RENAMES));
});

test('who calls is found wherever it is asked', () => {
  expect(
    ['input.n > 1', 'input.list.exists(v, size(caller.id) > v)', '[1, size(caller.id)][0] == 1'].map((text) =>
      asksForCaller(exprOf(text)),
    ),
  ).toEqual([false, true, true]);
});

function exprOf(text: string): Expr {
  const spec = smallSpec({
    input: ['title: Title', 'n: int', 'list: list<int>', 'maybe: int?'],
    processing: [`a: {set: ${JSON.stringify(`=${text}`)}}`, 'item: {create: Item, with: {title: =input.title}}'],
  });
  const { model, diagnostics } = checkSpec(spec);
  expect(
    diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    text,
  ).toEqual([]);
  const step = model?.endpoints[0]?.processing[0];
  if (step?.kind !== 'set' || step.value.kind !== 'expression') throw new Error(`no expression: ${text}`);
  return step.value.expr;
}
