import { unreachable } from '../../core/assert.ts';
import type { Step } from '../../spec/model.ts';
import { BUILT_IN_NAMES } from '../named-errors.ts';
import { variable } from '../names.ts';
import type { FlowPlan } from '../plan.ts';
import { type Doc, from, group, hardline, hugged, ifBroken, indent, list, print, softline } from '../text/doc.ts';
import { origin } from '../text/origin.ts';
import { comment, key } from '../text/quote.ts';
import { branches, cases, loop, subprocess, trial } from './branch-steps.ts';
import { callOutside } from './call-step.ts';
import { custom } from './custom.ts';
import { emit } from './emit-step.ts';
import { at, expression, LEVEL, notCompiled, value, written } from './expression.ts';
import { extract } from './extract-step.ts';
import { mirrored } from './folder.ts';
import { infer } from './infer-step.ts';
import type { Module } from './module.ts';
import { negation } from './operators.ts';
import { person } from './person-step.ts';
import { declaring, keyOf } from './place.ts';
import { isRead } from './reads.ts';
import { isKept } from './repeats.ts';
import { count, find, orElse, rows } from './row-steps.ts';
import { change, create, upsert } from './row-writes.ts';
import { score } from './score-step.ts';
import { screen } from './screen-step.ts';
import { issueToken } from './token-step.ts';
import { wait } from './wait-step.ts';
import type { Written } from './written.ts';

/** A step of one kind. */
export type Of<K extends Step['kind']> = Extract<Step, { kind: K }>;

/** One step of a flow, as the statements that it means. */
export function statement(step: Step, flow: FlowPlan, module: Module): string {
  const at = flow.steps.indexOf(step);
  const scope = module.before === undefined ? module : { ...module, before: flow.steps.slice(0, at) };
  return origin(step, print([mirrored(step, scope), statementOf(step, flow, scope)], 2));
}

/** The steps of a block inside of a flow, one statement after the other. */
export function block(steps: readonly Step[], flow: FlowPlan, module: Module): Doc {
  return steps.map((step): Doc => [hardline, from(step, [mirrored(step, module), statementOf(step, flow, module)])]);
}

function statementOf(step: Step, flow: FlowPlan, around: Module): Doc {
  const module = { ...around, closure: around.closure || isKept(step, flow, around.plan) };
  switch (step.kind) {
    case 'set':
      return computed(step, flow, module);
    case 'guard':
      return stop(step, step.holds, step.else, flow, module);
    case 'raise':
      return stop(step, null, step.error, flow, module);
    case 'wait':
      return effect(step, wait(step, module), module);
    case 'prose':
    case 'userTask':
      return result(step, person(step, flow, module), flow, module);
    case 'decide':
      return result(step, decide(step, flow, module), flow, module);
    case 'score':
      return result(step, score(step, flow, module), flow, module);
    case 'call':
      return result(step, callOutside(step, module), flow, module);
    case 'extract':
      return result(step, extract(step, module), flow, module);
    case 'infer':
      return result(step, infer(step, module), flow, module);
    case 'custom':
      return result(step, custom(step, flow, module), flow, module);
    case 'screen':
      return result(step, screen(step, module), flow, module);
    case 'run':
      return result(step, subprocess(step, module), flow, module);
    case 'issueToken':
      return result(step, issueToken(step, flow, module), flow, module);
    case 'emit':
      return effect(step, emit(step, flow, module), module);
    case 'find':
      return find(step, flow, module);
    case 'list':
      return rows(step, flow, module);
    case 'count':
      return count(step, flow, module);
    case 'create':
      return result(step, create(step, flow, module), flow, module);
    case 'upsert':
      return result(step, upsert(step, flow, module), flow, module);
    case 'update':
    case 'delete':
      return change(step, flow, module);
    case 'switch':
      return cases(step, flow, module);
    case 'for':
      return loop(step, flow, module);
    case 'fork':
      return branches(step, flow, module);
    case 'try':
      return trial(step, flow, module);
    default:
      return unreachable(step);
  }
}

/** Stands where a value would be computed for nobody. */
export function unread({ name }: Step): Doc {
  return `// ${comment(name)}: nothing reads it`;
}

function computed(step: Of<'set'>, flow: FlowPlan, module: Module): Doc {
  if (step.else === null && !isRead(step, flow, module.plan)) return unread(step);
  const given = chosen(step, value(step.value, null, module));
  return [computedValue(step, given, flow, module), orElse(step, module)];
}

/** `x ?? null` stands in parentheses where it is one of two values. */
function chosen({ when, value: source }: Of<'set'>, given: Doc): Doc {
  const isPlain = when === null || source.kind !== 'expression' || source.expr.kind === 'conditional';
  return isPlain || !print(given).endsWith(' ?? null') ? given : ['(', given, ')'];
}

function computedValue(step: Of<'set'>, given: Doc, flow: FlowPlan, module: Module): Doc {
  if (isKept(step, flow, module.plan)) return constant(step, once(step, flow, module, given, false), module);
  return chooses(step, module) ? choice(step, given, module) : constant(step, given, module);
}

/** Whether a value is one of two, by a test of two sides: it then stands on a line of its own where it is long. */
function chooses({ value: source, when }: Of<'set'>, module: Module): boolean {
  if (when !== null || source.kind !== 'expression' || source.expr.kind !== 'conditional') return false;
  const { test } = source.expr;
  const { level } = written(test, module);
  return test.kind !== 'bool' && level > LEVEL.conditional && level < LEVEL.unary;
}

function choice(step: Step, given: Doc, module: Module): Doc {
  return [group([`${declaring(step, module)}${variable(step.name)} =`, indent([softline2, given])]), ';'];
}

/** A result that something reads gets a name; else only the effect is left. */
export function result(step: Step, work: Doc, flow: FlowPlan, module: Module): Doc {
  return isRead(step, flow, module.plan) ? constant(step, work, module) : effect(step, work, module);
}

/** Something that is done for its effect, if the step's condition holds. */
export function effect(step: Step, work: Doc, module: Module): Doc {
  return guarded(step, [hardline, work, ';'], module, [work, ';']);
}

/** A block that is run if the step's condition holds; `plain` is what is said without a condition. */
export function guarded({ when }: Step, body: Doc, module: Module, plain: Doc): Doc {
  if (when === null) return plain;
  const head = group(['if (', indent([softline, expression(when, module)]), softline, ') {']);
  return [head, indent(body), hardline, '}'];
}

/** `const name = value;`, or null where the step's condition does not hold. */
export function constant(step: Step, result: Doc, module: Module): Doc {
  return assignment(step, `${declaring(step, module)}${variable(step.name)}`, result, 'null', module);
}

/** `target = result;`, or `otherwise` where the step's condition does not hold. */
export function assignment({ when }: Step, target: string, result: Doc, otherwise: string, module: Module): Doc {
  if (when === null) return [`${target} = `, result, ';'];
  const { level } = written(when, module);
  const choice = group([
    at(LEVEL.conditional + 1, when, module),
    indent([softline2, '? ', indent(result), softline2, `: ${otherwise}`]),
  ]);
  // A test of two sides stands on a line of its own, as Prettier puts it.
  const twoSided = level > LEVEL.conditional && level < LEVEL.unary;
  return twoSided ? [group([`${target} =`, indent([softline2, choice])]), ';'] : [`${target} = `, choice, ';'];
}

const softline2: Doc = { kind: 'line', flat: ' ' };

/** Ends the operation with a named error where the condition does not hold, or where there is none. */
function stop(
  step: Of<'guard'> | Of<'raise'>,
  holds: Of<'guard'>['holds'] | null,
  error: string,
  flow: FlowPlan,
  module: Module,
): Doc {
  const title = `// ${step.name}`.replace(/[^\w /]/g, '');
  const thrown = ['throw new Problem(', problem(error, module), ');'];
  const tests = testsOf(step, holds, flow, module);
  if (tests.length === 0) return [title, hardline, thrown];
  const test = tests.flatMap((part, i) => (i === 0 ? [part] : [' &&', softline2, part]));
  return [
    title,
    hardline,
    group(['if (', indent([softline, test]), softline, ') {']),
    indent([hardline, thrown]),
    hardline,
    '}',
  ];
}

/** The conditions under which a step ends the operation. What reads the clock is asked once. */
function testsOf(
  step: Of<'guard'> | Of<'raise'>,
  holds: Of<'guard'>['holds'] | null,
  flow: FlowPlan,
  module: Module,
): Doc[] {
  const broken = holds === null ? [] : [negation(holds, module)];
  if (!isKept(step, flow, module.plan)) {
    const wanted = step.when === null ? [] : [at(LEVEL.and, step.when, module)];
    const rest = broken.map(
      ({ text, level }): Doc => (wanted.length > 0 && level < LEVEL.and ? ['(', text, ')'] : text),
    );
    return [...wanted, ...rest];
  }
  const wanted: Written[] = step.when === null ? [] : [{ text: at(LEVEL.and, step.when, module), level: LEVEL.and }];
  const whole = [...wanted, ...broken].map(({ text, level }): Doc => (level < LEVEL.and ? ['(', text, ')'] : text));
  const asked = whole.flatMap((part, i) => (i === 0 ? [part] : [' && ', part]));
  return [once(step, flow, module, asked, false)];
}

/** The variable of a declared or built-in error; the module imports it, and what throws it unless something else does. */
export function problem(name: string, module: Module, thrown = true): string {
  const declared = module.plan.errorNames.get(name);
  if (thrown) module.needs.add('Problem');
  if (BUILT_IN_NAMES.includes(name)) {
    module.needs.add(name);
    return name;
  }
  if (declared === undefined) return notCompiled(`The error ${name}, which is not declared,`);
  module.errors.add(declared);
  return declared;
}

function decide(step: Of<'decide'>, flow: FlowPlan, module: Module): Doc {
  const { plan } = module;
  const planned = plan.decisions.find(({ name }) => name === step.decision);
  const table = plan.model.decisions.find(({ name }) => name === step.decision);
  if (planned === undefined || table === undefined)
    return notCompiled(`The decision ${step.decision}, which is not declared,`);
  module.needs.add('decide');
  module.decisionsUsed.add(planned.variable);
  const inputs = table.inputs.map((input): Doc => {
    const given = step.with.find(({ name }) => name === input.name);
    const text = given === undefined ? expression(input.expr, module) : value(given.value, input.type, module);
    return property(input.name, text);
  });
  const asked: Doc[] = [keyOf(step.name, module), planned.variable];
  return once(
    step,
    flow,
    module,
    hugged('decide(', asked, { open: '{', items: inputs, close: '}', space: true }, ')'),
    false,
  );
}

/** `name: value`, or only `name` where both are the same. */
export function property(name: string, text: Doc): Doc {
  return key(name) === text ? text : [key(name), ': ', text];
}

/** What comes before a stop is wrapped so that beginning again does not do it a second time. */
export function once(step: Step, flow: FlowPlan, module: Module, work: Doc, isAsync = true): Doc {
  if (!isKept(step, flow, module.plan)) return isAsync ? ['await ', work] : work;
  module.needs.add('once');
  const written = print(work);
  const isCall = isAsync || /^[\w.]+\(.*\)$/s.test(written) || written.includes(' ? ');
  if (!isCall) return list('await once(', [keyOf(step.name, module), ['async () => ', work]], ')');
  const head = [
    'await once(',
    keyOf(step.name, module),
    isAsync && !written.includes('await ') ? ', () =>' : ', async () =>',
  ];
  return group([head, indent([softline2, work]), ifBroken(','), softline, ')']);
}
