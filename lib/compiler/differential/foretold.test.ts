import { afterAll, expect, test } from 'vitest';
import { expression } from '../service/expression.ts';
import { newModule } from '../service/module.ts';
import { newWorkbench } from '../testing/evaluated.ts';
import { evaluate, type Known } from '../tests/evaluate.ts';
import { digits, exact } from '../tests/exact.ts';
import { UNKNOWN, type Value } from '../tests/value.ts';
import { print } from '../text/doc.ts';
import { generate, textOf } from './generate-expression.ts';
import { randomFrom } from './random.ts';
import { checked, inputsOf, newWorld } from './world.ts';

const COUNT = 2000;
const bench = newWorkbench();
afterAll(() => bench.remove());

test(`what generated tests foretell of ${COUNT} expressions is what the service computes, or unknown`, async () => {
  const world = newWorld();
  const random = randomFrom(9);
  const { ours } = inputsOf(random);
  const kinds: Readonly<Record<string, string>> = {
    price: 'number',
    rate: 'number',
    x: 'unknown',
    y: 'unknown',
    tiny: 'unknown',
    counts: 'unknown',
  };
  const input = new Map(Object.entries(ours).map(([name, value]) => [name, asValue(value, kinds[name])]));
  const known: Known = { model: world.plan.model, input, steps: new Map() };
  const found = [];
  while (found.length < COUNT) {
    const text = textOf(
      generate(random, random.pick(['bool', 'int', 'decimal', 'text', 'ints', 'texts', 'maybeInt']), 3),
    );
    const one = checked(text, world);
    if ('expr' in one) found.push({ text, expr: one.expr });
  }
  const results = await bench.evaluate(
    found.map(({ expr }) => print(expression(expr, newModule(world.plan)))),
    { input: ours },
  );
  let foretold = 0;
  for (const [at, { text, expr }] of found.entries()) {
    const value = evaluate(expr, known);
    if (results[at] instanceof Error || isUnknown(value)) continue;
    foretold += 1;
    expect(
      plain(asValue(results[at], expr.type.kind === 'scalar' && expr.type.name === 'decimal' ? 'number' : undefined)),
      text,
    ).toEqual(plain(value));
  }
  expect(foretold).toBeGreaterThan(COUNT / 2);
});

function asValue(value: unknown, kind: string | undefined): Value {
  if (kind === 'unknown') return UNKNOWN;
  const number = typeof value === 'number' || kind === 'number' ? exact(String(value)) : null;
  if (number !== null) return { number };
  if (Array.isArray(value)) return { items: value.map((item) => asValue(item, undefined)) };
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}

function isUnknown(value: Value): boolean {
  if (value === UNKNOWN) return true;
  return value !== null && typeof value === 'object' && 'items' in value && value.items.some(isUnknown);
}

/** Numbers with ten digits after the point, so that 1.50 and 1.5 are the same. */
function plain(value: Value): unknown {
  if (value === null || typeof value !== 'object') return value;
  if ('number' in value) return digits(value.number, 10);
  return 'items' in value ? value.items.map(plain) : 'unknown';
}
