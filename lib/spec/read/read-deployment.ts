import type { Bounds, Deployment } from '../model.ts';
import { readMilliseconds } from '../phrases/duration.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { oneOf, scalarsOf, textOf } from './forms.ts';
import { type Keys, readKeys } from './keys.ts';
import { readRegions } from './read-control.ts';

const MAX_REPLICAS = 1000;

/** Reads how the service runs: replicas, resources, rollout and rollback. */
export function readDeployment(ctx: ReadContext, node: YamlNode): Deployment | null {
  const keys = readKeys(ctx, node, 'deployment', node.span);
  if (keys === null) return null;
  const [replicas, resources, rollout, rollback, unrefined, regions] = [
    'replicas',
    'resources',
    'rollout',
    'rollback',
    'unrefined',
    'regions',
  ].map((key) => keys.get(key));
  return {
    id: 'deployment',
    span: node.span,
    replicas: replicas === undefined ? null : readReplicas(ctx, replicas),
    resources: resources === undefined ? null : readResources(ctx, resources),
    rollout: rollout === undefined ? null : readRollout(ctx, rollout),
    rollback:
      (rollback === undefined ? null : oneOf(ctx, rollback, ['automatic', 'manual'] as const, 'A way back')) ??
      'automatic',
    unrefined:
      (unrefined === undefined ? null : oneOf(ctx, unrefined, ['operator', 'refuse'] as const, 'A rule')) ?? 'operator',
    regions: regions === undefined ? [] : readRegions(ctx, regions),
  };
}

function refuse(ctx: ReadContext, node: YamlNode, reason: string): null {
  ctx.reporter.report('SPC2061', node.span, { reason });
  return null;
}

/** `3`, or `3..12`. */
function readReplicas(ctx: ReadContext, node: YamlNode): Bounds<number> | null {
  const text = textOf(ctx, node, 'A number such as 3, or a range such as 3..12');
  if (text === null) return null;
  const match = /^(\d{1,4})(?:\.\.(\d{1,4}))?$/.exec(text);
  const min = Number(match?.[1]);
  const max = match?.[2] === undefined ? min : Number(match[2]);
  if (match === null) return refuse(ctx, node, 'Replicas are a number such as 3, or a range such as 3..12.');
  if (min < 1 || max > MAX_REPLICAS)
    return refuse(ctx, node, `Replicas are from 1 to ${MAX_REPLICAS.toLocaleString('en')}.`);
  return min > max ? refuse(ctx, node, `No number is between ${min} and ${max}.`) : { min, max };
}

function readResources(ctx: ReadContext, node: YamlNode): Deployment['resources'] {
  const keys = readKeys(ctx, node, 'resources', node.span);
  if (keys === null) return null;
  return {
    // Kubernetes quantities: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
    cpu: quantity(ctx, keys, 'cpu', /^(\d{1,5}m|\d{1,3}(\.\d{1,3})?)$/, 'Processor time is written as 500m or 2.'),
    memory: quantity(ctx, keys, 'memory', /^\d{1,6}(Ki|Mi|Gi|K|M|G)$/, 'Memory is written as 512Mi or 2Gi.'),
  };
}

function quantity(ctx: ReadContext, keys: Keys, key: string, form: RegExp, rule: string): string | null {
  const node = keys.get(key);
  const text = node === undefined ? null : textOf(ctx, node, 'A quantity');
  return node === undefined || text === null || form.test(text) ? text : refuse(ctx, node, rule);
}

function readRollout(ctx: ReadContext, node: YamlNode): Deployment['rollout'] {
  const keys = readKeys(ctx, node, 'rollout', node.span);
  const [strategyNode, stepsNode, holdNode, abortNode] = ['strategy', 'steps', 'hold', 'abortOn'].map((key) =>
    keys?.get(key),
  );
  const strategy =
    strategyNode === undefined
      ? null
      : oneOf(ctx, strategyNode, ['rolling', 'canary', 'blueGreen'] as const, 'A strategy');
  if (strategy === null) return null;
  if (stepsNode !== undefined && strategy !== 'canary')
    refuse(
      ctx,
      stepsNode,
      `\`steps\` are shares of requests, and \`${strategy}\` has none. Write \`strategy: canary\`.`,
    );
  const conditions = ['contract', 'sla', 'errors', 'invariants'] as const;
  return {
    strategy,
    steps: stepsNode === undefined ? [] : readShares(ctx, stepsNode),
    holdMs: holdNode === undefined ? null : readHold(ctx, holdNode),
    abortOn:
      abortNode === undefined
        ? []
        : scalarsOf(ctx, abortNode, 'conditions').flatMap((item) => oneOf(ctx, item, conditions, 'A condition') ?? []),
    span: node.span,
  };
}

/** Shares in percent that rise to 100. */
function readShares(ctx: ReadContext, node: YamlNode): number[] {
  const items = scalarsOf(ctx, node, 'shares');
  const shares = items.map((item) => Number(/^(\d{1,3}(?:\.\d)?)%$/.exec(item.value)?.[1]));
  for (const [i, share] of shares.entries()) {
    const item = items[i];
    if (item === undefined) continue;
    if (!(share > 0 && share <= 100)) refuse(ctx, item, 'A share is written as 25%, up to 100%.');
    else if (share <= (shares[i - 1] ?? 0)) refuse(ctx, item, 'Each step has a larger share than the one before.');
  }
  const last = items.at(-1);
  if (last !== undefined && shares.at(-1) !== 100) refuse(ctx, last, 'The last step is 100%.');
  return shares.filter((share) => share > 0 && share <= 100);
}

function readHold(ctx: ReadContext, node: YamlNode): number | null {
  const text = textOf(ctx, node, 'A time such as 10m');
  const ms = text === null ? null : readMilliseconds(text);
  return text !== null && ms === null ? refuse(ctx, node, 'A time is written as 30s, 10m or 1h.') : ms;
}
