import { assert } from '../../core/assert.ts';
import type { Expr } from '../../spec/expressions/ast.ts';
import { someExpr } from '../../spec/expressions/expr-parts.ts';
import type { Decision, Rule, Step, Type } from '../../spec/model.ts';
import { variable } from '../names.ts';
import { maskOf } from '../openapi/schema.ts';
import type { DecisionPlan, Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { type Doc, group, hardline, hugged, indent, list, print, softline } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { key, quote } from '../text/quote.ts';
import { cellTests } from './cell-test.ts';
import { value } from './expression.ts';
import { invariantList, invariantsOf, mentionsTime } from './invariant.ts';
import { fromFile, type Module, moduleImports, newModule } from './module.ts';
import { fieldsOf } from './shape.ts';
import { members } from './types.ts';

/** src/decisions/<table>.ts: a decision table as a chain of tests, one per rule. */
export function decisionModule(decision: Decision, planned: DecisionPlan, plan: Plan): string {
  const module = newModule(plan);
  const hidden = decision.inputs.filter((input) => isHidden(input, decision, plan)).map(({ name }) => quote(name));
  const collects = decision.hitPolicy === 'collect';
  const inputs = members(decision.inputs, plan, module.types, false);
  const outputs = members(decision.outputs, plan, module.types, false);
  const rules = decision.rules.map((rule) => origin(rule, print(ruleOf(rule, decision, module), 2)));
  module.platform.add('type Decision');
  const { type, variable: name } = planned;
  const always = invariantsOf('decision', decision.name, plan.model);
  const timed = always.some(({ holds }) => mentionsTime(holds));
  const invariants = print([
    'const invariants: readonly Invariant<',
    `${type}Inputs & ${type}${timed ? ' & { now: string }' : ''}`,
    '>[] = ',
    invariantList(always, module),
    ';',
  ]);
  if (always.length > 0)
    for (const used of ['type Invariant', 'uphold']) fromFile(module, '../platform/invariants.ts', used);
  const parameters = decision.inputs.map((input) => parameter(input.name)).join(', ');
  return code`
    ${imports(moduleImports(module))}

    export interface ${type}Inputs {
      ${inputs}
    }

    export interface ${type} {
      /** The number of the rule that fitted, as in the table. */
      rule: number;
      ${outputs}
    }

    ${origin(
      decision,
      `export const ${name}: Decision<${type}Inputs, ${type}${collects ? '[]' : ''}> = {
  name: ${quote(decision.name)},
  hidden: [${hidden.join(', ')}],
  ${always.length === 0 ? 'decide,' : checked(collects, timed)}
};`,
    )}

    ${when(always.length > 0, `/** What always holds of it. */\n${invariants}`)}

    /** ${POLICIES[decision.hitPolicy]} */
    function decide({ ${parameters} }: ${type}Inputs): ${type}${collects ? '[]' : ''} {
      ${when(collects, `const fitting: ${type}[] = [];`)}
      ${rules}
      ${collects ? 'return fitting;' : lastWord(decision)}
    }
  `;
}

/** Whether an input may be shown only masked: by its type, or by the field that it is read from somewhere. */
export function isHidden(
  { name, type, expr }: Decision['inputs'][number],
  { name: table }: Decision,
  plan: Plan,
): boolean {
  if (isMasked(type, plan) || readsMasked(expr, plan)) return true;
  return (askedOf(plan).get(table) ?? []).some((step) => {
    const given = step.with.find((one) => one.name === name);
    return given?.value.kind === 'expression' && readsMasked(given.value.expr, plan);
  });
}

type Asking = Extract<Step, { kind: 'decide' }>;

const ASKED = new WeakMap<Plan, ReadonlyMap<string, readonly Asking[]>>();

/** The steps that ask each table. */
function askedOf(plan: Plan): ReadonlyMap<string, readonly Asking[]> {
  const known = ASKED.get(plan);
  if (known !== undefined) return known;
  const asking = plan.steps.filter((step): step is Asking => step.kind === 'decide');
  const found = Map.groupBy(asking, ({ decision }) => decision);
  ASKED.set(plan, found);
  return found;
}

/** Whether an expression reads a field that is masked by itself. */
function readsMasked(expr: Expr, plan: Plan): boolean {
  return someExpr(expr, (part) => {
    if (part.kind !== 'member') return false;
    const field = fieldsOf(part.of.type, plan).find(({ name }) => name === part.name);
    return field?.protection != null && maskOf(field.protection) !== undefined;
  });
}

/** Whether a type of the specification is shown only masked. */
function isMasked(type: Type, plan: Plan): boolean {
  if (type.kind === 'optional') return isMasked(type.of, plan);
  const declared = type.kind === 'named' && plan.model.types.find(({ name }) => name === type.name);
  return declared ? maskOf(declared) !== undefined || isMasked(declared.type, plan) : false;
}

/** The table with the check of what always holds; a rule on the time looks at the clock, as the table itself never does. */
function checked(collects: boolean, timed: boolean): string {
  const text = collects ? DECIDE_ALL : DECIDE;
  return timed ? text.replace('...outputs }', '...outputs, now: new Date().toISOString() }') : text;
}

const DECIDE = `decide: (inputs) => {
    const outputs = decide(inputs);
    uphold(invariants, { ...inputs, ...outputs });
    return outputs;
  },`;

const DECIDE_ALL = `decide: (inputs) => {
    const fitting = decide(inputs);
    for (const outputs of fitting) uphold(invariants, { ...inputs, ...outputs });
    return fitting;
  },`;

const POLICIES = {
  collect: 'All rules that fit, in the order of the table.',
  first: 'The first rule that fits.',
  unique: 'The only rule that fits.',
  any: 'Any rule that fits: where several do, they say the same.',
};

function parameter(name: string): string {
  const safe = variable(name);
  return key(name) === safe ? safe : `${key(name)}: ${safe}`;
}

/** A table whose last rule fits always needs no last word. */
function lastWord({ name, rules }: Decision): string {
  const covered = rules.at(-1)?.tests.every(({ kind }) => kind === 'any') ?? false;
  return covered ? '' : `throw new Error(${quote(`no rule of ${name} fits`)});`;
}

function ruleOf(rule: Rule, decision: Decision, module: Module): Doc {
  const tests = rule.tests.flatMap((test, at): Doc[] => {
    const input = decision.inputs[at];
    assert(input !== undefined, 'a rule has one test per input');
    return [...cellTests(test, variable(input.name), input.type, module)];
  });
  const outputs = decision.outputs.map((field, at): Doc => {
    const cell = rule.values[at];
    assert(cell !== undefined, 'a rule has one value per output');
    return [key(field.name), ': ', value(cell.value, field.type, module)];
  });
  const row = list('{', [`rule: ${rule.number}`, ...outputs], '}', true);
  const result: Doc =
    decision.hitPolicy === 'collect'
      ? [
          hugged(
            'fitting.push(',
            [],
            { open: '{', items: [`rule: ${rule.number}`, ...outputs], close: '}', space: true },
            ');',
          ),
        ]
      : ['return ', row, ';'];
  if (tests.length === 0) return result;
  const all = tests.flatMap((test, at): Doc[] => (at === 0 ? [test] : [' &&', { kind: 'line', flat: ' ' }, test]));
  return [group(['if (', indent([softline, all]), softline, ') {']), indent([hardline, result]), hardline, '}'];
}
