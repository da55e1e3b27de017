import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assert } from '../../core/assert.ts';
import type { Expr } from '../../spec/expressions/ast.ts';
import { checkSpec } from '../../spec/index.ts';
import { planOf } from '../plan.ts';
import { expression, NotCompiled } from '../service/expression.ts';
import { newModule } from '../service/module.ts';
import { condition } from '../service/sql-condition.ts';
import { newWorkbench } from '../testing/evaluated.ts';
import { print } from '../text/doc.ts';
import { generate, textOf } from './generate-expression.ts';
import { randomFrom } from './random.ts';
import { checked, inputsOf, newWorld, type World } from './world.ts';

/** The fields of the stored row are those of the input, which the generator knows. */
const COLUMNS: Readonly<Record<string, readonly [type: string, column: string]>> = {
  yes: ['bool', 'boolean'],
  i: ['int(-100..100)', 'bigint'],
  j: ['int', 'bigint'],
  zero: ['int', 'bigint'],
  large: ['int', 'bigint'],
  price: ['decimal', 'numeric'],
  rate: ['decimal', 'numeric'],
  x: ['double', 'double precision'],
  y: ['double', 'double precision'],
  tiny: ['double', 'double precision'],
  text: ['string', 'text'],
  word: ['string', 'text'],
  at: ['timestamp', 'timestamptz'],
  ints: ['list<int>', 'jsonb'],
  none: ['list<int>', 'jsonb'],
  words: ['list<string>', 'jsonb'],
  grid: ['list<list<int>>', 'jsonb'],
  counts: ['map<int>', 'jsonb'],
  noInt: ['int?', 'bigint'],
  someInt: ['int?', 'bigint'],
  noText: ['string?', 'text'],
  someText: ['string?', 'text'],
};

const COUNT = Number(process.env['DIFFERENTIAL_COUNT'] ?? 700);
const SEED = Number(process.env['DIFFERENTIAL_SEED'] ?? 31);
const bench = newWorkbench();
const database = new PGlite();
const names = Object.keys(COLUMNS);
const quoted = names.map((name) => `"${name}"`);

beforeAll(async () => {
  const columns = Object.entries(COLUMNS).map(([name, [, column]]) => `"${name}" ${column}`);
  await database.exec(`CREATE TABLE thing (${columns.join(', ')})`);
});
afterAll(async () => {
  bench.remove();
  await database.close();
});

/** A world whose bare names are fields of a row, while `input` stays what it is. */
function worldOfRows(): World {
  const fields = Object.entries(COLUMNS).map(([name, [type]]) => `      ${name}: '${type}'\n`);
  const { model } = checkSpec(
    `service: rows\nentities:\n  Thing:\n    fields:\n      id: {type: uuid, key: true}\n${fields.join('')}`,
  );
  const thing = model?.entities[0];
  const world = newWorld();
  assert(model !== null && thing !== undefined, 'the entity of the test is read');
  const plan = planOf({ ...world.plan.model, entities: model.entities });
  return {
    scope: { ...world.scope, row: thing, table: { types: new Map(), entities: new Map([['Thing', thing]]) } },
    plan,
  };
}

test(`${COUNT} generated conditions hold for a row in PostgreSQL exactly if they do in TypeScript (seed ${SEED})`, {
  timeout: 300_000,
}, async () => {
  const world = worldOfRows();
  const random = randomFrom(SEED);
  const { ours } = inputsOf(random);
  const row = names.map((name) => stored(ours[name]));
  await database.query(
    `INSERT INTO thing (${quoted.join(', ')}) VALUES (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
    row,
  );
  const cases = casesOf(world, random);
  const typescript = cases.map(({ expr }) =>
    print(expression(expr, { ...newModule(world.plan), row: (name) => `row.${name}` })),
  );
  const expected = await bench.evaluate(typescript, { row: ours, input: ours });
  const values = await bench.evaluate(
    cases.map(({ values: given }) => `[${given.join(', ')}]`),
    { input: ours },
  );
  let failed = 0;
  for (const [at, { text, sql }] of cases.entries()) {
    const given = values[at];
    if (expected[at] instanceof Error || !Array.isArray(given)) {
      failed += 1;
      continue;
    }
    expect(await holds(sql, given), `${text}\n${sql}\n${JSON.stringify(given)}\n${JSON.stringify(ours)}`).toBe(
      expected[at],
    );
  }
  expect(failed).toBeLessThan(COUNT / 8);
});

/** What PostgreSQL says: never null. */
async function holds(sql: string, values: readonly unknown[]): Promise<unknown> {
  try {
    const { rows } = await database.query<{ holds: boolean | null }>(`SELECT (${sql}) AS holds FROM thing`, [
      ...values,
    ]);
    return rows[0]?.holds;
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
}

function stored(value: unknown): unknown {
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : value;
}

/**
 * A division inside of a function with a variable. PostgreSQL may compute what does not depend on the items before it looks
 * whether there are any; a division by zero is an error then that TypeScript does not come to.
 */
const DIVIDES_INSIDE = /(exists|all|exists_one|filter|map)\(.*[/%]/;

/** A choice between nothing and nothing has no type that PostgreSQL could compare. */
const SAYS_NOTHING = /\? null : null/;

interface Condition {
  text: string;
  expr: Expr;
  sql: string;
  values: readonly string[];
}

/** Conditions that read the row, some of them the input as well; what cannot be emitted is left out. */
function casesOf(world: World, random: ReturnType<typeof randomFrom>): Condition[] {
  const thing = world.plan.entities[0];
  assert(thing !== undefined, 'the entity is planned');
  const found: Condition[] = [];
  for (let tries = 0; found.length < COUNT && tries < COUNT * 20; tries += 1) {
    const inputs = textOf(generate(random, 'bool', 1 + random.below(3)));
    const text = inputs.replace(/\binput\./g, () => (random.chance(75) ? 'row.' : 'input.'));
    const one = checked(text, world);
    if (!('expr' in one) || !text.includes('row.') || DIVIDES_INSIDE.test(text) || SAYS_NOTHING.test(text)) continue;
    try {
      const { sql, values } = condition(one.expr, thing, newModule(world.plan));
      const given = values.map((value) => print(value));
      // What the service works out of each row itself needs a service: `sql-chosen` and its tests.
      if (given.some((value) => /\btx\b/.test(value))) continue;
      found.push({ text, expr: one.expr, sql, values: given });
    } catch (failure) {
      if (!(failure instanceof NotCompiled)) throw failure;
    }
  }
  return found;
}
