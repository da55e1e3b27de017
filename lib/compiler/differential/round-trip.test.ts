import { expect, test } from 'vitest';
import { meaningOf, NO_RENAMES, writeExpression } from '../../spec/diff/write-expression.ts';
import { generate, textOf } from './generate-expression.ts';
import { randomFrom } from './random.ts';
import { checked, newWorld } from './world.ts';

test('an expression that is printed and read again means the same, and prints the same', () => {
  const world = newWorld();
  const random = randomFrom(42);
  let printed = 0;
  while (printed < 3000) {
    const text = textOf(generate(random, random.pick(['bool', 'int', 'text', 'ints', 'maybeInt', 'double']), 4));
    const first = checked(text, world);
    if (!('expr' in first)) continue;
    const written = writeExpression(first.expr);
    const second = checked(written, world);
    const expr = 'expr' in second ? second.expr : null;
    expect(expr === null ? second : meaningOf(expr, NO_RENAMES), `${text}\n${written}`).toBe(
      meaningOf(first.expr, NO_RENAMES),
    );
    expect(expr === null ? null : writeExpression(expr)).toBe(written);
    printed += 1;
  }
});
