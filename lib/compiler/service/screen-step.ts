import type { Assignment } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { type Doc, hardline, hugged, indent, list } from '../text/doc.ts';
import { member, quote, sqlName } from '../text/quote.ts';
import { hasOwnPolicy, mergedPolicy, policyOf } from './call-policy.ts';
import { fallbackOf, operationOf } from './call-step.ts';
import { notCompiled, value } from './expression.ts';
import { fromFile, type Module } from './module.ts';
import { keyOf } from './place.ts';
import { type Of, property } from './steps.ts';

/** `await screen('sanctions', { name, threshold: '0.88', lists: [asked(sanctionsApi.search, { name })] })`. */
export function screen(step: Of<'screen'>, module: Module): Doc {
  module.needs.add('screen');
  const compared = comparedOf(step);
  const lists = step.against.map((target): Doc => {
    if (target.kind === 'operation') return askedOf(step, target, module);
    return storedOf(target, compared, module);
  });
  const items: Doc[] = [
    ['name: ', value(compared.value, null, module)],
    `threshold: ${quote(step.threshold)}`,
    ...(foldsSome(module.plan) ? [['folds: ', list('[', step.algorithm.fold.map(quote), ']')]] : []),
    ['lists: ', listOf(lists)],
  ];
  return ['await ', hugged('screen(', [keyOf(step.name, module)], { open: '{', items, close: '}', space: true }, ')')];
}

/** Whether some screening passes over some differences only; then each says which. */
export function foldsSome({ steps }: Plan): boolean {
  return steps.some((step) => step.kind === 'screen' && step.algorithm.fold.length < 3);
}

/** Whether some screening looks at rows of the service itself. */
export function screensRows({ steps }: Plan): boolean {
  return steps.some((step) => step.kind === 'screen' && step.against.some(({ kind }) => kind === 'entity'));
}

/** More than one list: one a line. */
function listOf(lists: readonly Doc[]): Doc {
  if (lists.length < 2) return list('[', lists, ']');
  return ['[', indent(lists.map((one): Doc => [hardline, one, ','])), hardline, ']'];
}

/** What is compared with the entries: \`name\`, or the only part. */
function comparedOf({ subject, name }: Of<'screen'>): Assignment {
  const found = subject.find((part) => part.name === 'name') ?? subject[0];
  return found ?? notCompiled(`The screening ${name} without a subject`);
}

type Target = Of<'screen'>['against'][number];

function askedOf(step: Of<'screen'>, target: Extract<Target, { kind: 'operation' }>, module: Module): Doc {
  const { planned, operation } = operationOf(target.integration, target.operation, module);
  fromFile(module, '../platform/screen.ts', 'asked');
  const sent = operation.operation.input.map((field): Doc => {
    const given = step.subject.find(({ name }) => name === field.name);
    return property(field.name, given === undefined ? 'null' : value(given.value, field.type, module));
  });
  const policy = mergedPolicy(step.policy, planned.integration.policy);
  const options = [
    ...(hasOwnPolicy(step.policy) ? [['policy: ', policyOf(policy)]] : []),
    ...fallbackOf(policy.fallback, operation.operation.output, module),
  ];
  const before: Doc[] = [member(planned.variable, operation.name)];
  if (options.length === 0) return hugged('asked(', before, { open: '{', items: sent, close: '}', space: true }, ')');
  return list('asked(', [...before, list('{', sent, '}', true), list('{', options, '}', true)], ')');
}

function storedOf(target: Extract<Target, { kind: 'entity' }>, compared: Assignment, { plan }: Module): Doc {
  const planned = plan.entities.find(({ entity }) => entity.name === target.entity);
  if (planned === undefined) return notCompiled(`The entity ${target.entity}, which is not declared,`);
  const field = sqlName(target.field ?? compared.name);
  const sql = `SELECT ${field} AS entry FROM ${sqlName(planned.table)} WHERE ${field} IS NOT NULL`;
  return list('{', [`source: ${quote(target.entity)}`, `sql: ${quote(sql)}`], '}', true);
}
