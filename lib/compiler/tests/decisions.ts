import type { Decision, DecisionInput, JsonLiteral, UnaryTest } from '../../spec/model.ts';
import type { DecisionPlan, Plan } from '../plan.ts';
import { isHidden } from '../service/decision.ts';
import { value } from '../service/expression.ts';
import { newModule } from '../service/module.ts';
import { isDecimal, isOptional, plainType } from '../service/types.ts';
import { code, when } from '../text/code.ts';
import { type Doc, from, list, print, rows } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { key, member, quote } from '../text/quote.ts';
import { type Cell, fits, fitsLength } from './unary-test.ts';
import { example, step } from './values.ts';

/** test/decisions.test.ts: every boundary of every decision table, and which rule it must come to; null without tables. */
export function decisionsTests(plan: Plan): string | null {
  const tables = plan.decisions.flatMap((planned) => {
    const decision = plan.model.decisions.find(({ name }) => name === planned.name);
    return decision === undefined ? [] : [{ planned, decision }];
  });
  if (tables.length === 0) return null;
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'describe', 'test'],
      ...(plan.decides && !plan.suspends ? [['../src/platform/operation.ts', 'recording'] as const] : []),
      ...tables.map(({ planned }) => [`../src/decisions/${planned.file}.ts`, planned.variable] as const),
    ])}

    ${tables.map(({ planned, decision }) => origin(decision, tableTests(decision, planned, plan))).join('\n\n')}

    ${when(plan.decides && !plan.suspends, RECORDED.replaceAll('TABLE', tables[0]?.planned.variable ?? ''))}
  `;
}

const RECORDED = code`
  test('what a table was asked and said is written down, but for what is classified', () => {
    const kept: object[] = [];
    const table = { ...TABLE, decide: (inputs: object) => ({ said: inputs }), hidden: ['secret'] };
    const outputs = recording(kept)('step', table, { asked: 1, secret: 2 });
    assert.deepEqual(outputs, { said: { asked: 1, secret: 2 } });
    assert.deepEqual(kept, [{ step: 'step', decision: TABLE.name, inputs: { asked: 1 }, outputs }]);
  });
`;

function tableTests(decision: Decision, { variable }: DecisionPlan, plan: Plan): string {
  const module = newModule(plan);
  const collects = decision.hitPolicy === 'collect';
  const hidden = decision.inputs.filter((input) => isHidden(input, decision, plan)).map(({ name }) => quote(name));
  const outputs = decision.rules.map((rule) => {
    const cells = decision.outputs.map((field, at): Doc => {
      const cell = rule.values[at];
      return [key(field.name), ': ', cell === undefined ? 'null' : value(cell.value, field.type, module)];
    });
    return from(rule, list('{', [`rule: ${rule.number}`, ...cells], '}', true));
  });
  const cases = boundaries(decision, plan).map(({ rule, all, inputs }) => {
    const cells = decision.inputs.map(
      (input, at): Doc => [key(input.name), ': ', written(inputs[at] ?? null, input, plan)],
    );
    const said = collects ? `[${all.map(({ number }) => number).join(', ')}]` : `${rule.number}`;
    return from(rule, list('[', [said, list('{', cells, '}', true)], ']'));
  });
  return code`
    describe(${quote(decision.name)}, () => {
      test('is written down by its name, with all inputs that are not classified', () => {
        ${print(list('assert.deepEqual(', [list('[', [member(variable, 'name'), member(variable, 'hidden')], ']'), list('[', [quote(decision.name), list('[', hidden, ']')], ']')], ');'), 4)}
      });

      ${print(['const outputs = ', rows('[', outputs, ']'), ';'], 2)}
      ${print([`const rows: [rule: number${collects ? '[]' : ''}, inputs: Parameters<typeof ${member(variable, 'decide')}>[0]][] = `, rows('[', cases, ']'), ';'], 2)}
      for (const [rule, inputs] of rows) {
        test(\`\${JSON.stringify(inputs)} comes to rule \${rule}\`, () => {
          ${collects ? 'const wanted = rule.map((number) => outputs[number - 1]);' : ''}
          assert.deepEqual(${member(variable, 'decide')}(inputs), ${collects ? 'wanted' : 'outputs[rule - 1]'});
        });
      }
    });
  `;
}

const MOST_ROWS = 60;
/** Rules that are asked, altogether, of the combinations that are looked at to choose them. */
const MOST_TESTED = 40_000;

/** Inputs, the rule that answers them, and all that fit. */
interface Boundary {
  rule: Decision['rules'][number];
  all: readonly Decision['rules'][number][];
  inputs: Cell[];
}

/**
 * Every combination of the inputs' boundary values that some rule covers; of more than stay readable, those at which one step in
 * one column leads from a rule to another: each such step is there once, from both sides.
 */
function boundaries(decision: Decision, plan: Plan): Boundary[] {
  const columns = decision.inputs.map((input, at) => namedValues(input, decision, at, plan));
  const lengths = decision.inputs.map(({ type }) => isLength(type, plan));
  const total = columns.reduce((product, cells) => product * cells.length, 1);
  const tried = Math.max(MOST_ROWS, Math.floor(MOST_TESTED / Math.max(1, decision.rules.length)));
  // An odd one does not fall in step with columns of two.
  const stride = total <= tried ? 1 : Math.ceil(total / tried) | 1;
  const asked = (number: number): Boundary | null => {
    const inputs = inputsOf(columns, number);
    const all = decision.rules.filter(({ tests }) =>
      tests.every((test, at) => (lengths[at] ? fitsLength(test, inputs[at] ?? null) : fits(test, inputs[at] ?? null))),
    );
    const [rule] = all;
    return rule === undefined ? null : { rule, all, inputs };
  };
  const numbers = Array.from({ length: Math.ceil(total / stride) }, (_, at) => at * stride);
  const chosen = total <= MOST_ROWS ? numbers : turningPoints(numbers, columns, asked);
  return chosen.flatMap((number) => asked(number) ?? []).slice(0, MOST_ROWS);
}

/** The inputs of one combination: its number names a cell of each column, the first column turns fastest. */
function inputsOf(columns: readonly Cell[][], number: number): Cell[] {
  let rest = number;
  return columns.map((cells) => {
    const cell = cells[rest % cells.length] ?? null;
    rest = Math.floor(rest / cells.length);
    return cell;
  });
}

/** The combinations on both sides of each step in one column that leads from some rules to others. */
function turningPoints(
  numbers: readonly number[],
  columns: readonly Cell[][],
  asked: (number: number) => Boundary | null,
): number[] {
  const known = new Map<number, string>();
  const said = (number: number): string => {
    const rules = known.get(number) ?? (asked(number)?.all ?? []).map((rule) => rule.number).join();
    known.set(number, rules);
    return rules;
  };
  const seen = new Set<string>();
  const points = new Set<number>();
  for (const number of numbers) {
    const here = said(number);
    let width = 1;
    for (const [at, cells] of columns.entries()) {
      const cell = Math.floor(number / width) % cells.length;
      const next = number + width;
      width *= cells.length;
      if (cell === cells.length - 1) continue;
      const there = said(next);
      const step = `${at} ${cell} ${here} ${there}`;
      if (here === there || seen.has(step)) continue;
      seen.add(step);
      points.add(number).add(next);
    }
  }
  return [...points].sort((one, other) => one - other);
}

/** The values at which a column's answer may change: each number that it names and its two neighbours, each text. */
export function namedValues({ type }: DecisionInput, decision: Decision, at: number, plan: Plan): Cell[] {
  const plain = plainType(type, plan.model);
  if (plain.kind === 'enum') return plain.values.map((text) => text);
  if (plain.kind === 'scalar' && plain.name === 'bool') return [true, false];
  const named = decision.rules.flatMap(({ tests }) => valuesOf(tests[at]));
  const digits = plain.kind === 'scalar' && plain.name === 'int' ? 0 : 2;
  const numeric = plain.kind === 'scalar' && ['int', 'double', 'decimal', 'long'].includes(plain.name);
  const cells = named.flatMap((text): Cell[] =>
    numeric ? [-1n, 0n, 1n].map((move) => ({ number: trimmed(step(text, digits, move)) })) : [text],
  );
  const isMoment = plain.kind === 'scalar' && ['date', 'timestamp'].includes(plain.name);
  const other = isLength(type, plan) ? ['PT0S', 'PT59.999S', 'P366D'] : isMoment ? [] : ['another text'];
  const others: Cell[] = [...(numeric ? [] : other), ...(isOptional(type, plan.model) ? [null] : [])];
  const unique = new Map([...cells, ...others].map((cell) => [JSON.stringify(cell), cell]));
  if (unique.size > 0) return [...unique.values()];
  const literal = print(example(type, plan));
  return [/^['"]/.test(literal) ? literal.slice(1, -1) : { number: literal }];
}

function isLength(type: DecisionInput['type'], plan: Plan): boolean {
  const plain = plainType(type, plan.model);
  return plain.kind === 'scalar' && plain.name === 'duration';
}

function trimmed(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function valuesOf(test: UnaryTest | undefined): string[] {
  if (test === undefined || test.kind === 'any') return [];
  if (test.kind === 'not') return valuesOf(test.test);
  if (test.kind === 'oneOf') return test.tests.flatMap(valuesOf);
  if (test.kind === 'startsWith') return [test.prefix, `${test.prefix} and more`];
  if (test.kind === 'interval') return [test.low, test.high];
  return texts(test.value);
}

function texts(value: JsonLiteral): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' && 'number' in value && typeof value.number === 'string'
    ? [value.number]
    : [];
}

function written(cell: Cell, { type }: DecisionInput, plan: Plan): string {
  if (cell === null || typeof cell === 'boolean') return String(cell);
  if (typeof cell === 'string') return quote(cell);
  return isDecimal(type, plan.model) ? quote(cell.number) : cell.number;
}
