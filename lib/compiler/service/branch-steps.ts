import type { Step } from '../../spec/model.ts';
import { variable } from '../names.ts';
import type { FlowPlan } from '../plan.ts';
import { endsSegment, stepsWithin } from '../steps-within.ts';
import { type Doc, group, hardline, hugged, indent, joined, list, softline } from '../text/doc.ts';
import { quote } from '../text/quote.ts';
import { expression, notCompiled, value } from './expression.ts';
import { fromFile, type Module } from './module.ts';
import { declaring, keyOf } from './place.ts';
import { isRead, isReadOutside } from './reads.ts';
import { isKept } from './repeats.ts';
import { resultType } from './result-type.ts';
import { block, guarded, type Of, property } from './steps.ts';

/** `switch`: the first case that holds. What its steps give is declared before, where something after it reads it. */
export function cases(step: Of<'switch'>, flow: FlowPlan, module: Module): Doc {
  const { declarations, inside } = declared(step, flow, module);
  const parts = step.cases.map(({ when, do: steps }, at): Doc => {
    const body = indent(block(steps, flow, inside));
    const head: Doc =
      when === null ? '{' : group(['if (', indent([softline, expression(when, module)]), softline, ') {']);
    return [at === 0 ? '' : ' else ', at === 0 && when === null ? '{' : head, body, hardline, '}'];
  });
  return [declarations, guarded(step, [hardline, parts], module, parts)];
}

/** `try`: what its steps stored is undone if one of them fails with an error that is caught. */
export function trial(step: Of<'try'>, flow: FlowPlan, module: Module): Doc {
  const { declarations, inside } = declared(step, flow, module);
  module.needs.add('attempt');
  const name = variable(step.name);
  const names = [...new Set(step.catch.flatMap(({ errors }) => errors))];
  const all = step.catch.some(({ errors }) => errors.length === 0);
  const caught = list('[', all ? [] : names.map(quote), ']');
  const many = step.catch.length > 1;
  const tried: Doc = [
    `const ${name} = attempt(${keyOf(step.name, module)});`,
    hardline,
    'try {',
    indent([hardline, `await ${name}.begin();`, block(step.do, flow, inside), hardline, `await ${name}.keep();`]),
    hardline,
    '} catch (error) {',
    indent([
      hardline,
      many ? 'const failure = ' : '',
      `await ${name}.undo(error, `,
      caught,
      ');',
      lost(step, inside, module),
      many ? handlers(step, flow, inside) : block(step.catch[0]?.do ?? [], flow, inside),
    ]),
    hardline,
    '}',
  ];
  return [declarations, guarded(step, [hardline, tried], module, tried)];
}

/** What the undone steps gave is gone with them. */
function lost(step: Of<'try'>, inside: Module, outside: Module): Doc {
  const names = stepsWithin(step.do)
    .map(({ name }) => name)
    .filter((name) => inside.place.declared.has(name) && !outside.place.declared.has(name));
  return names.map((name): Doc => [hardline, `${variable(name)} = null;`]);
}

/** One block for each list of errors; the first that fits. */
function handlers({ catch: lists }: Of<'try'>, flow: FlowPlan, module: Module): Doc {
  return lists.map(({ errors, do: steps }, at): Doc => {
    const test =
      errors.length === 1
        ? `failure === ${quote(errors[0] ?? '')}`
        : `[${errors.map(quote).join(', ')}].includes(failure)`;
    const head = errors.length === 0 ? '{' : `if (${test}) {`;
    return [at === 0 ? hardline : ' else ', head, indent(block(steps, flow, module)), hardline, '}'];
  });
}

/** Steps that are known by their names at run time. */
const COUNTED: ReadonlySet<Step['kind']> = new Set<Step['kind']>(['decide', 'score', 'run', 'try']);

/** `for`: one round for each item; the result is the list of what the last step gave. */
export function loop(step: Of<'for'>, flow: FlowPlan, module: Module): Doc {
  const steps = stepsWithin(step.do);
  const counted = steps.some(
    (inner) => endsSegment(inner) || isKept(inner, flow, module.plan) || COUNTED.has(inner.kind),
  );
  const index = `${variable(step.name)}At`;
  const place = counted ? { ...module.place, loops: [...module.place.loops, index] } : module.place;
  const inside = { ...module, place };
  const last = step.do.at(-1);
  const type = isRead(step, flow, module.plan) ? resultType(step, module) : null;
  const kept = last !== undefined && type !== null;
  const items = expression(step.in, module);
  const item = variable(step.variable);
  const head: Doc = counted
    ? ['for (const [', index, ', ', item, '] of ', items, '.entries()) {']
    : ['for (const ', item, ' of ', items, ') {'];
  const name = variable(step.name);
  // The last result is read here, where the model has no expression that says so.
  const reading = kept ? { ...flow, gives: [flow.gives, { kind: 'step', step: last.name }] } : flow;
  const round = [block(step.do, reading, inside), kept ? [hardline, `${name}.push(${variable(last.name)});`] : ''];
  const rounds: Doc = [head, indent(round), hardline, '}'];
  if (!kept) return guarded(step, [hardline, rounds], module, rounds);
  if (step.when === null) {
    const start = declaring(step, module) === '' ? [`${name} = [];`] : [`const ${name}: `, type, ' = [];'];
    return [start, hardline, rounds];
  }
  const declaration: Doc = declaring(step, module) === '' ? [] : [`let ${name}: `, type, ' | null = null;', hardline];
  return [declaration, guarded(step, [hardline, `${name} = [];`, hardline, rounds], module, [])];
}

/** `fork`: the work outside of all branches is done side by side. */
export function branches(step: Of<'fork'>, flow: FlowPlan, module: Module): Doc {
  module.needs.add('sideBySide');
  const inside = { ...module, closure: true, place: { ...module.place, declared: new Set<string>() } };
  const read = step.branches.map(({ do: steps }) => {
    return stepsWithin(steps).filter((inner) => isReadOutside(inner, steps, flow, module.plan));
  });
  const bodies = step.branches.map(({ do: steps }, at): Doc => {
    const names = (read[at] ?? []).map(({ name }) => variable(name));
    const given: Doc = names.length === 0 ? '' : [hardline, `return { ${names.join(', ')} };`];
    return ['async () => {', indent([block(steps, flow, inside), given]), hardline, '}'];
  });
  const work: Doc = ['await sideBySide([', indent(bodies.map((body): Doc => [hardline, body, ','])), hardline, '])'];
  if (read.every(({ length }) => length === 0)) return guarded(step, [hardline, work, ';'], module, [work, ';']);
  const names = read.map(
    (steps): Doc => (steps.length === 0 ? '' : `{ ${steps.map(({ name }) => variable(name)).join(', ')} }`),
  );
  const taken: Doc = ['[', joined(names, ', '), ']'];
  if (step.when === null && !read.flat().some(({ name }) => module.place.declared.has(name)))
    return ['const ', taken, ' = ', work, ';'];
  const { declarations } = declared(step, flow, module);
  return [declarations, guarded(step, [hardline, taken, ' = ', work, ';'], module, [taken, ' = ', work, ';'])];
}

/** `await closeAccount(within('closed', { account: account.id }))`. */
export function subprocess(step: Of<'run'>, module: Module): Doc {
  const planned = module.plan.processes.find(({ process }) => process.name === step.process);
  if (planned === undefined) return notCompiled(`The process ${step.process}, which is not declared,`);
  module.needs.add('within');
  fromFile(module, `../processes/${planned.file}.ts`, planned.name);
  const given = planned.process.input.map((field): Doc => {
    const found = step.with.find(({ name }) => name === field.name);
    return property(field.name, found === undefined ? 'null' : value(found.value, field.type, module));
  });
  const run = hugged('within(', [keyOf(step.name, module)], { open: '{', items: given, close: '}', space: true }, ')');
  return list(`await ${planned.name}(`, [run], ')');
}

/** Declares what the steps within a step give, where something outside of it reads it and nothing declares it yet. */
function declared(step: Step, flow: FlowPlan, module: Module): { declarations: Doc; inside: Module } {
  const inner = stepsWithin([step]).slice(1);
  const wanted = inner.filter(
    (one) =>
      !module.place.declared.has(one.name) && isReadOutside(one, step, flow, module.plan) && isVisible(one, step),
  );
  const declarations = wanted.map((one): Doc => {
    const type = resultType(one, module) ?? 'unknown';
    return [group([`let ${variable(one.name)}: `, type, ' | null = null;']), hardline];
  });
  const names = new Set([...module.place.declared, ...wanted.map(({ name }) => name)]);
  return { declarations, inside: { ...module, place: { ...module.place, declared: names } } };
}

/** What is made in a loop is not seen after it. */
function isVisible(inner: Step, outer: Step): boolean {
  return !stepsWithin([outer]).some(
    (step) => step.kind === 'for' && step !== inner && stepsWithin(step.do).includes(inner),
  );
}
