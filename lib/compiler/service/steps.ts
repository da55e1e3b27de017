import type { Step } from '../../spec/model.ts';
import { variable } from '../names.ts';
import { isEffect, type OperationPlan } from '../plan.ts';
import { type Doc, group, hardline, hugged, ifBroken, indent, print, softline } from '../text/doc.ts';
import { origin } from '../text/origin.ts';
import { comment, key, member, quote } from '../text/quote.ts';
import { at, expression, LEVEL, notCompiled, value } from './expression.ts';
import type { Module } from './module.ts';
import { negation } from './operators.ts';
import { isRead } from './reads.ts';
import { change, count, create, find, rows } from './row-steps.ts';

/** A step of one kind. */
export type Of<K extends Step['kind']> = Extract<Step, { kind: K }>;

/** One step of an operation, as the statements that it means. */
export function statement(step: Step, operation: OperationPlan, module: Module): string {
  const place = { ...module, closure: module.closure || isRepeated(step, operation) };
  return origin(step, print(statementOf(step, operation, place), 2));
}

function statementOf(step: Step, operation: OperationPlan, module: Module): Doc {
  switch (step.kind) {
    case 'set':
      if (!isRead(step, operation, module.plan)) return unread(step);
      return constant(step, value(step.value, null, module), module);
    case 'guard':
      return stop(step, [negation(step.holds, module)], step.else, module);
    case 'raise':
      return stop(step, [], step.error, module);
    case 'prose':
      return person(step, operation, module);
    case 'decide':
      return result(step, decide(step, operation, module), operation, module);
    case 'find':
      return find(step, operation, module);
    case 'list':
      return rows(step, operation, module);
    case 'count':
      return count(step, operation, module);
    case 'create':
      return result(step, create(step, operation, module), operation, module);
    case 'update':
    case 'delete':
      return change(step, operation, module);
    default:
      // `compile` refuses such a model before anything is made of it.
      return notCompiled(`The step ${step.name}`);
  }
}

/** Stands where a value would be computed for nobody. */
export function unread({ name }: Step): Doc {
  return `// ${comment(name)}: nothing reads it`;
}

/** A result that something reads gets a name; else only the effect is left. */
function result(step: Step, work: Doc, operation: OperationPlan, module: Module): Doc {
  return isRead(step, operation, module.plan) ? constant(step, work, module) : effect(step, work, module);
}

/** Something that is done for its effect, if the step's condition holds. */
export function effect({ when }: Step, work: Doc, module: Module): Doc {
  if (when === null) return [work, ';'];
  const head = group(['if (', indent([softline, expression(when, module)]), softline, ') {']);
  return [head, indent([hardline, work, ';']), hardline, '}'];
}

/** `const name = value;`, or null where the step's condition does not hold. */
function constant(step: Step, result: Doc, module: Module): Doc {
  return [`const ${variable(step.name)} = `, conditional(step, result, 'null', module), ';'];
}

/** A result, or `otherwise` where the step's condition does not hold. */
export function conditional({ when }: Step, result: Doc, otherwise: string, module: Module): Doc {
  if (when === null) return result;
  return group([
    at(LEVEL.conditional + 1, when, module),
    indent([softline2, '? ', result, softline2, `: ${otherwise}`]),
  ]);
}

const softline2: Doc = { kind: 'line', flat: ' ' };

/** Ends the operation with a named error if all of the tests hold. */
function stop(
  step: Of<'guard'> | Of<'raise'>,
  tests: readonly { text: Doc; level: number }[],
  error: string,
  module: Module,
): Doc {
  const wanted = step.when === null ? [] : [at(LEVEL.and, step.when, module)];
  const all = [
    ...wanted,
    ...tests.map(({ text, level }): Doc => (wanted.length > 0 && level < LEVEL.and ? ['(', text, ')'] : text)),
  ];
  const title = `// ${step.name}`;
  const thrown = ['throw new Problem(', problem(error, module), ');'];
  if (all.length === 0) return [title.replace(/[^\w /]/g, ''), hardline, thrown];
  const test = all.flatMap((part, i) => (i === 0 ? [part] : [' &&', softline2, part]));
  return [
    title.replace(/[^\w /]/g, ''),
    hardline,
    group(['if (', indent([softline, test]), softline, ') {']),
    indent([hardline, thrown]),
    hardline,
    '}',
  ];
}

/** The variable of a declared error; the module imports it. */
export function problem(name: string, module: Module): string {
  const declared = module.plan.errorNames.get(name);
  module.needs.add('Problem');
  if (declared === undefined) return notCompiled(`The error ${name}, which is not declared,`);
  module.errors.add(declared);
  return declared;
}

function person(step: Of<'prose'>, operation: OperationPlan, module: Module): Doc {
  module.needs.add('person');
  const task = operation.tasks.find((planned) => planned.step.id === step.id);
  const asked = `await person<${task?.formType}>(${member(`${operation.name}Tasks`, step.name)})`;
  return result(step, asked, operation, module);
}

function decide(step: Of<'decide'>, operation: OperationPlan, module: Module): Doc {
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
  return once(
    step,
    operation,
    module,
    hugged('decide(', [quote(step.name), planned.variable], { open: '{', items: inputs, close: '}', space: true }, ')'),
    false,
  );
}

/** `name: value`, or only `name` where both are the same. */
export function property(name: string, text: Doc): Doc {
  return key(name) === text ? text : [key(name), ': ', text];
}

/** Before a person's step, an effect is wrapped so that going on later does not repeat it. */
export function once(step: Step, operation: OperationPlan, module: Module, work: Doc, isAsync = true): Doc {
  if (!isRepeated(step, operation)) return isAsync ? ['await ', work] : work;
  module.needs.add('once');
  const head = ['await once(', quote(step.name), isAsync ? ', () =>' : ', async () =>'];
  return group([head, indent([softline2, work]), ifBroken(','), softline, ')']);
}

/** Whether going on after a person's step would do this one again. */
export function isRepeated(step: Step, { endpoint: { processing } }: OperationPlan): boolean {
  const last = processing.findLastIndex(({ kind }) => kind === 'prose');
  return isEffect(step) && processing.findIndex(({ id }) => id === step.id) < last;
}
