import type { Assignment, Type } from '../../spec/model.ts';
import type { InferencePlan, Plan } from '../plan.ts';
import { type Doc, hugged, list, print } from '../text/doc.ts';
import { key, quote } from '../text/quote.ts';
import { mergedPolicy, policyOf } from './call-policy.ts';
import { fallbackOf } from './call-step.ts';
import { notCompiled, value } from './expression.ts';
import { fromFile, type Module } from './module.ts';
import { keyOf } from './place.ts';
import { type Of, property } from './steps.ts';
import { plainType, typescript } from './types.ts';

/** `await call('fraud', inference<Features, Answer>({ system: models.system, model: 'fraud', … }), { amount })`. */
export function infer(step: Of<'infer'>, module: Module): Doc {
  const { plan } = module;
  const { takes, gives, system } = plannedOf(step, plan);
  module.needs.add('call');
  fromFile(module, `../integrations/${system.file}.ts`, system.variable);
  fromFile(module, '../platform/inference.ts', 'inference');
  const policy = mergedPolicy(step.policy, system.integration.policy);
  const datatypes = step.features.map((feature): Doc => [key(feature.name), `: '${datatypeOf(feature, plan)}'`]);
  const asked: Doc[] = [
    `system: ${system.variable}.system`,
    `model: ${quote(step.model)}`,
    `version: ${step.version === null ? 'null' : quote(step.version)}`,
    `takes: ${quote(takes)}`,
    `gives: ${quote(gives)}`,
    ['policy: ', policyOf(policy)],
    ['datatypes: ', list('{', datatypes, '}', true)],
  ];
  const features = step.features.map(({ name, value: source }): Doc => property(name, value(source, null, module)));
  const given = list('{', features, '}', true);
  const options = fallbackOf(policy.fallback, step.output, module, {
    model: quote(step.model),
    version: quote(step.version ?? ''),
  });
  const head = `inference<object, ${answerOf(step, module)}>(`;
  const operation = hugged(head, [], { open: '{', items: asked, close: '}', space: true }, ')');
  const more = options.length === 0 ? [] : [list('{', options, '}', true)];
  return ['await ', list('call(', [keyOf(step.name, module), operation, given, ...more], ')')];
}

function plannedOf(step: Of<'infer'>, { inferences }: Plan): InferencePlan {
  return inferences.find((planned) => planned.step.id === step.id) ?? notCompiled(`The step ${step.name}`);
}

function answerOf({ output }: Of<'infer'>, { plan, types }: Module): string {
  const fields = output.map(({ name, type }): Doc => [key(name), ': ', typescript(type, plan, types)]);
  return print(fields.flatMap((field, at): Doc[] => [at === 0 ? '{ ' : '; ', field])).concat(' }');
}

/** The type of what the step gives. */
export function inferType(step: Of<'infer'>, module: Module): string {
  const { system } = plannedOf(step, module.plan);
  const degrades = (step.policy.fallback ?? system.integration.policy.fallback) !== null;
  return `(${answerOf(step, module)} & { model: string; version: string${degrades ? '; degraded: boolean' : ''} })`;
}

/** The protocol's name for the kind of a feature. */
function datatypeOf({ value: source }: Assignment, plan: Plan): string {
  if (source.kind === 'literal') {
    const { value: literal } = source;
    if (typeof literal === 'boolean') return 'BOOL';
    return typeof literal === 'string' ? 'BYTES' : 'FP64';
  }
  const plain = plainType(source.expr.type, plan.model);
  const item: Type = plain.kind === 'list' ? plainType(plain.of, plan.model) : plain;
  if (item.kind !== 'scalar') return 'BYTES';
  if (item.name === 'bool') return 'BOOL';
  if (item.name === 'int' || item.name === 'long') return 'INT64';
  return item.name === 'double' || item.name === 'decimal' ? 'FP64' : 'BYTES';
}
