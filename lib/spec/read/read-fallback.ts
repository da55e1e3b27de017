import type { Scope } from '../expressions/scope.ts';
import type { Fallback, Field, IntegrationOperation, Type } from '../model.ts';
import { readPeriod } from '../phrases/duration.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { expected, textOf, visibleSpan } from './forms.ts';
import { readKeys } from './keys.ts';
import { quietly } from './quietly.ts';
import { readValue } from './read-value.ts';

/** An operation that a fallback may stand in for, as far as it matters here. */
export type Fallible = Pick<IntegrationOperation, 'name' | 'effect' | 'output'>;

/**
 * Reads `fallback`: `{value, note}` for the operations that give an output, whose types it has to fit, or `snapshot(24h)` for
 * those that only read. Null if it could not be read, or if there is no operation that it could stand in for (reported).
 */
export function readFallback(
  ctx: ReadContext,
  scope: Scope,
  node: YamlNode,
  operations: readonly Fallible[],
): Fallback | null {
  if (node.kind === 'scalar') return readSnapshot(ctx, node, operations);
  const keys = readKeys(ctx, node, 'fallback', visibleSpan(ctx, node));
  const value = keys?.get('value');
  const note = keys?.get('note');
  if (keys === null || value === undefined) return null;
  const giving = operations.filter(({ output }) => output.length > 0);
  const [first, ...others] = giving;
  const [silent] = operations;
  if (first === undefined && silent !== undefined) {
    const reason = `\`${silent.name}\` gives no output that a value could stand in for. Remove \`fallback\`, or declare the output.`;
    ctx.reporter.report('FLW5025', visibleSpan(ctx, node), { reason });
    return null;
  }
  const said = note === undefined ? null : textOf(ctx, note, 'A word or a sentence');
  const read = readValue(ctx, scope, value, first === undefined ? null : objectOf(first.output));
  if (read === null || !others.every((other) => fits(ctx, scope, value, other))) return null;
  return { kind: 'value', value: read.source, note: said, span: node.span };
}

function readSnapshot(ctx: ReadContext, node: YamlNode, operations: readonly Fallible[]): Fallback | null {
  const text = textOf(ctx, node, 'snapshot(24h), or a map with `value`,');
  if (text === null) return null;
  const within = readPeriod(/^snapshot\((.*)\)$/.exec(text.trim())?.[1] ?? '');
  if (within === null) return expected(ctx, node, 'snapshot(24h), or a map with `value`,');
  const [writing] = operations;
  if (writing === undefined || operations.some(({ effect }) => effect === 'read'))
    return { kind: 'snapshot', within, span: node.span };
  const reason = `\`${writing.name}\` changes something, and an earlier answer does not make the change. Declare \`effect: read\` if it only reads.`;
  ctx.reporter.report('FLW5025', node.span, { reason });
  return null;
}

/** Whether the value fits a further operation; reports the operation that it does not fit. */
function fits(ctx: ReadContext, scope: Scope, value: YamlNode, operation: Fallible): boolean {
  const { problem } = quietly(ctx, (quiet) => readValue(quiet, scope, value, objectOf(operation.output)));
  if (problem === null) return true;
  const reason = `The value does not fit the output of \`${operation.name}\`: ${problem.message}`;
  ctx.reporter.report('FLW5025', visibleSpan(ctx, value), { reason });
  return false;
}

/** Fields as one type. */
export function objectOf(fields: readonly Field[]): Type {
  return { kind: 'object', fields };
}
