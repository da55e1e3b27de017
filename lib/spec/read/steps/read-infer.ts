import type { Scope } from '../../expressions/scope.ts';
import { isNumber, isText, open, sayType, scalarName, UNKNOWN } from '../../expressions/static-types.ts';
import type { Assignment, Field, Integration, Type } from '../../model.ts';
import { scalar } from '../../scalar-type.ts';
import type { YamlNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import { declarations, textOf } from '../forms.ts';
import type { Keys } from '../keys.ts';
import { readFields } from '../read-fields.ts';
import { readValue } from '../read-value.ts';
import type { World } from '../world.ts';
import { readStepPolicy } from './read-step-policy.ts';
import { reportUnknown } from './report-unknown.ts';
import { degradedOf, resultField } from './result-field.ts';
import { NOTHING, type StepReader } from './step-reading.ts';

/**
 * `infer: INTEGRATION`: asks a model behind the Open Inference Protocol (V2, REST). The result is the declared output plus
 * `model` and `version`.
 */
export const readInfer: StepReader = (ctx, world, scope, keys, { base, main }) => {
  const integration = readPlatform(ctx, world, main);
  const [modelNode, versionNode] = [keys.get('model'), keys.get('version')];
  for (const key of ['model', 'features', 'output'] as const)
    if (keys.get(key) === undefined) ctx.reporter.report('SPC2002', base.span, { key, where: 'An `infer` step' });
  const model = modelNode === undefined ? null : textOf(ctx, modelNode, 'The name of a model');
  const version = versionNode === undefined ? null : textOf(ctx, versionNode, 'The version of a model');
  if (model !== null && versionNode === undefined)
    ctx.reporter.report('FLW5033', modelNode?.span ?? base.span, { model });
  const features = readFeatures(ctx, scope, keys, base.id);
  const output = readOutput(ctx, scope, keys, base.id, base.name);
  if (integration === null) return NOTHING;
  const { policy, canDegrade } = readStepPolicy(ctx, scope, keys, {
    what: `the model \`${model ?? ''}\``,
    operations: [{ integration, operation: { name: model ?? '', effect: 'read', output } }],
    at: main.span,
  });
  const answer = [
    resultField(base, 'model', scalar('string'), 'The model that has answered.'),
    resultField(base, 'version', scalar('string'), 'Its version.'),
    ...(canDegrade ? [degradedOf(base)] : []),
  ];
  const names = { integration: integration.name, model: model ?? '', version };
  return {
    step: { ...base, kind: 'infer', ...names, features, output, policy },
    result: { kind: 'object', fields: [...output, ...answer] },
    present: [],
  };
};

function readPlatform(ctx: ReadContext, world: World, node: YamlNode): Integration | null {
  const name = textOf(ctx, node, 'The name of an integration');
  if (name === null) return null;
  const integration = world.integrations.get(name);
  if (integration === undefined) {
    reportUnknown(ctx, node, 'integration', name, ctx.names.integrations);
    return null;
  }
  const { protocol, baseUrl } = integration;
  if (protocol !== null && protocol !== 'rest')
    ctx.reporter.report('FLW5028', node.span, { integration: name, protocol, kind: 'infer' });
  else if (baseUrl === null)
    ctx.reporter.report('SPC2002', node.span, {
      key: 'baseUrl',
      where: `The integration \`${name}\`, which is asked here,`,
    });
  return integration;
}

function readFeatures(ctx: ReadContext, scope: Scope, keys: Keys, id: string): Assignment[] {
  const node = keys.get('features');
  return (node === undefined ? [] : declarations(ctx, node, 'value', 'identifier')).flatMap((declaration) => {
    const { name, span } = declaration;
    const value = readValue(ctx, scope, declaration.value, null);
    if (value === null) return [];
    if (!isTensor(scope, value.type))
      ctx.reporter.report('FLW5036', declaration.value.span, { what: 'feature', name, found: sayType(value.type) });
    return [{ id: `${id}/features/${name}`, span, name, value: value.source }];
  });
}

const TAKEN: readonly string[] = ['model', 'version', 'degraded'];

function readOutput(ctx: ReadContext, scope: Scope, keys: Keys, id: string, name: string): Field[] {
  const output = readFields(ctx, keys.get('output'), `${id}/output`, name);
  for (const field of output) {
    const span = { start: field.span.start, end: field.span.start + field.name.length };
    if (TAKEN.includes(field.name))
      ctx.reporter.report('SPC2007', span, {
        name: field.name,
        rule: 'every answer of a model has a field of this name',
      });
    else if (!isTensor(scope, field.type))
      ctx.reporter.report('FLW5036', span, { what: 'output', name: field.name, found: sayType(field.type) });
  }
  return output;
}

/** One value of the kinds that tensors have, or a list of them; never missing. */
function isTensor(scope: Scope, type: Type): boolean {
  if (type === UNKNOWN) return true;
  const { type: full, optional } = open(scope.table, type);
  if (optional) return false;
  if (full.kind === 'list') return full.of === UNKNOWN || isElement(scope, full.of);
  return isElement(scope, full);
}

function isElement(scope: Scope, type: Type): boolean {
  const { type: full, optional } = open(scope.table, type);
  if (optional || scalarName(full) === 'password') return false;
  return isNumber(full) || isText(full) || scalarName(full) === 'bool';
}
