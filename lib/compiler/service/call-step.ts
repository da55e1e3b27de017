import type { Fallback, Field, JsonLiteral, ValueSource } from '../../spec/model.ts';
import type { IntegrationPlan } from '../plan.ts';
import { type Doc, hugged, list } from '../text/doc.ts';
import { member, quote } from '../text/quote.ts';
import { hasOwnPolicy, mergedPolicy, number, policyOf } from './call-policy.ts';
import { notCompiled, value } from './expression.ts';
import { literal } from './literal.ts';
import { fromFile, type Module } from './module.ts';
import { milliseconds } from './period.ts';
import { keyOf } from './place.ts';
import { type Of, problem, property } from './steps.ts';

/** `await call('rate', rates.latest, { base: input.base })`. */
export function callOutside(step: Of<'call'>, module: Module): Doc {
  const { planned, operation } = operationOf(step.integration, step.operation, module);
  module.needs.add('call');
  const sent = operation.operation.input.map((field): Doc => {
    const given = step.with.find(({ name }) => name === field.name);
    return property(field.name, given === undefined ? 'null' : value(given.value, field.type, module));
  });
  const options = optionsOf(step, planned, module);
  const before: Doc[] = [keyOf(step.name, module), member(planned.variable, operation.name)];
  if (options.length === 0)
    return ['await ', hugged('call(', before, { open: '{', items: sent, close: '}', space: true }, ')')];
  const request = list('{', sent, '}', true);
  return ['await ', list('call(', [...before, request, list('{', options, '}', true)], ')')];
}

/** An operation of an integration; the module imports what its integration exports. */
export function operationOf(
  integration: string,
  name: string,
  module: Module,
): { planned: IntegrationPlan; operation: IntegrationPlan['operations'][number] } {
  const planned = module.plan.integrations.find((one) => one.integration.name === integration);
  const operation = planned?.operations.find((one) => one.operation.name === name);
  if (planned === undefined || operation === undefined)
    return notCompiled(`The operation ${integration}.${name}, which is not declared,`);
  fromFile(module, `../integrations/${planned.file}.ts`, planned.variable);
  return { planned, operation };
}

/** What a step says of its call besides the request. */
function optionsOf(step: Of<'call'>, { integration }: IntegrationPlan, module: Module): Doc[] {
  const policy = mergedPolicy(step.policy, integration.policy);
  return [
    ...(hasOwnPolicy(step.policy) ? [['policy: ', policyOf(policy)]] : []),
    ...fallbackOf(
      policy.fallback,
      operationOf(step.integration, step.operation, module).operation.operation.output,
      module,
    ),
    ...(step.else === null ? [] : [`otherwise: ${problem(step.else, module, false)}`]),
  ];
}

/** What is used when a call fails, as a member of its options. */
export function fallbackOf(
  fallback: Fallback | null,
  output: readonly Field[],
  module: Module,
  more: Readonly<Record<string, string>> = {},
): Doc[] {
  if (fallback === null) return [];
  if (fallback.kind === 'snapshot') return [`snapshotMs: ${number(milliseconds(fallback.within))}`];
  const note = fallback.note === null ? 'null' : quote(fallback.note);
  const given = answerOf(fallback.value, output, module, more);
  return [['fallback: ', list('{', [['value: ', given], `note: ${note}`], '}', true)]];
}

/** An answer that the specification gives; what a literal leaves out, because it may be missing, is null. */
function answerOf(
  source: ValueSource,
  fields: readonly Field[],
  module: Module,
  more: Readonly<Record<string, string>>,
): Doc {
  const others = Object.entries(more).map(([name, text]): Doc => property(name, text));
  const { plan } = module;
  const written =
    source.kind === 'literal' && source.value instanceof Object && 'map' in source.value ? source.value : null;
  if (written === null) {
    const given = value(source, { kind: 'object', fields }, module);
    return others.length === 0 ? given : list('{', [['...', given], ...others], '}', true);
  }
  const given = new Map(Object.entries(Object(written.map)));
  const members = fields.map(({ name, type }): Doc => {
    const item = given.get(name);
    return property(name, isLiteral(item) ? literal(item, type, plan) : 'null');
  });
  return list('{', [...members, ...others], '}', true);
}

function isLiteral(item: unknown): item is JsonLiteral {
  return item !== undefined;
}
