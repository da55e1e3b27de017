import type { Expr } from '../../spec/expressions/ast.ts';
import { someExpr } from '../../spec/expressions/expr-parts.ts';
import type { Invariant } from '../../spec/model.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { mentionsTime, rowInvariants, rowsAlone } from '../service/invariant.ts';
import { isOptional, plainType, scaleOf } from '../service/types.ts';
import { code } from '../text/code.ts';
import { type Doc, list, print } from '../text/doc.ts';
import type { Import } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { key, quote } from '../text/quote.ts';
import { evaluate } from './evaluate.ts';
import { exampleValue } from './situations/example-value.ts';
import type { Value } from './value.ts';
import { example, hasExample, step } from './values.ts';

type Columns = ReadonlyMap<string, { doc: Doc; value: Value }>;

/** An invariant of rows, with a row of which it does not hold, and one of which it does. */
interface Broken {
  planned: EntityPlan;
  invariant: Invariant;
  at: number;
  whole: Columns | null;
  broken: Columns;
}

/** Rows of which what always holds does not hold: found by a reading of the condition apart from the generated code. */
export function brokenRows(plan: Plan): readonly Broken[] {
  return plan.entities.flatMap((planned) => {
    const always = rowsAlone(planned, plan);
    return always.flatMap((invariant, at): Broken[] => {
      if (mentionsTime(invariant.holds)) return [];
      const rows = [...rowsOf(planned, plan)];
      const holds = (row: Columns): Value => {
        const values = new Map([...row].map(([name, { value }]) => [name, value]));
        return evaluate(invariant.holds, { model: plan.model, input: new Map(), steps: new Map(), row: values });
      };
      const broken = rows.find((row) => holds(row) === false);
      const whole = rows.find((row) => holds(row) === true) ?? null;
      return broken === undefined ? [] : [{ planned, invariant, at, whole, broken }];
    });
  });
}

/** A row of examples, and such with one column otherwise, also outside of what the column may hold. */
function* rowsOf({ entity }: EntityPlan, plan: Plan): Iterable<Columns> {
  const usual = new Map<string, { doc: Doc; value: Value }>();
  for (const { name, type, value } of entity.fields) {
    if (value !== null || !hasExample(type, plan)) continue;
    const doc = example(type, plan);
    usual.set(name, { doc, value: exampleValue(doc, type, plan) });
  }
  yield usual;
  for (const { name, type } of entity.fields) {
    const there = usual.get(name);
    if (there === undefined) continue;
    for (const doc of otherwise(type, there.doc, plan)) {
      yield new Map(usual).set(name, { doc, value: exampleValue(doc, type, plan) });
    }
  }
}

function otherwise(type: EntityPlan['entity']['fields'][number]['type'], there: Doc, plan: Plan): Doc[] {
  const plain = plainType(type, plan.model);
  const nothing: Doc[] = isOptional(type, plan.model) ? ['null'] : [];
  if (plain.kind === 'enum') return [...plain.values.map(quote), ...nothing];
  if (plain.kind !== 'scalar') return nothing;
  if (plain.name === 'bool') return ['true', 'false', ...nothing];
  if (plain.name === 'date') return ["'2001-01-01'", "'2999-01-01'", ...nothing];
  if (plain.name === 'timestamp') return ["'2001-01-01T00:00:00.000Z'", "'2999-01-01T00:00:00.000Z'", ...nothing];
  const scale = plain.name === 'int' ? 0 : plain.name === 'decimal' ? scaleOf(type, plan.model) : null;
  const text = print(there).replace(/^'|'$/g, '');
  if (scale === null || !/^-?\d+(\.\d+)?$/.test(text)) return nothing;
  const texts = [1n, -1n, 1000n, -1000n].map((units) => step(text, scale, units));
  return [...texts.map((one) => (plain.name === 'int' ? one : quote(one))), ...nothing];
}

function mentions(holds: Expr, column: string): boolean {
  return someExpr(
    holds,
    (part) =>
      (part.kind === 'name' && part.scope === 'row' && part.name === column) ||
      (part.kind === 'member' && part.name === column),
  );
}

/** What a test of broken rows imports. */
export function brokenImports(broken: readonly Broken[]): Import[] {
  const entities = new Set(broken.map(({ planned }) => planned));
  return [...entities].map((planned): Import => {
    return [`../src/data/${planned.file}.ts`, `type ${planned.type}`, rowInvariants(planned)];
  });
}

/** A test for each of them. */
export function brokenTests(broken: readonly Broken[]): string[] {
  return broken.map(({ planned, invariant, at, whole, broken: row }) => {
    const of = `${rowInvariants(planned)}[${at}]`;
    const names = [...row.keys()].filter((column) => mentions(invariant.holds, column));
    const type = `Pick<${planned.type}, ${names.map(quote).join(' | ')}>`;
    const written = (columns: Columns): Doc => {
      const read = [...columns].filter(([column]) => mentions(invariant.holds, column));
      const members = read.map(([column, { doc }]): Doc => [key(column), ': ', doc]);
      return list('{', members, '}', true);
    };
    const name = `${planned.entity.name} is not stored where ${invariant.name.replaceAll('_', ' ')} does not hold`;
    return origin(
      invariant,
      code`
        test(${quote(name)}, () => {
          assert.equal(${of}?.name, ${quote(invariant.name)});
          ${print([`const broken: ${type} = `, written(row), ';'], 2)}
          assert.equal(${of}?.holds(broken as ${planned.type}), false);
          ${whole !== null && print([`const whole: ${type} = `, written(whole), ';'], 2)}
          ${whole !== null && `assert.equal(${of}?.holds(whole as ${planned.type}), true);`}
        });
      `,
    );
  });
}
