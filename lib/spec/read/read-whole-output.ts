import type { Endpoint } from '../model.ts';
import { LANGUAGE } from '../shape/language.ts';
import type { MapNode, YamlNode } from '../yaml/node.ts';
import { checkContent } from './check-content.ts';
import { checkNoPassword } from './check-no-password.ts';
import type { ReadContext } from './context.ts';
import { type Keys, readKeys } from './keys.ts';
import type { StepsReading } from './read-steps.ts';
import { readTypeKeys, type TypeReading } from './read-type.ts';
import { readValue } from './read-value.ts';

/** An answer that is one value, before it is known where the value comes from. */
export interface WholeOutputDraft extends TypeReading {
  node: MapNode;
  keys: Keys;
}

/**
 * Whether `output` is one value: a map that says a type and a value, and nothing that would be the name of an output. Outputs that
 * are called `type` and `value` are written as a list.
 */
export function isWholeOutput(node: YamlNode | undefined): node is MapNode {
  if (node?.kind !== 'map') return false;
  const written = node.entries.map((entry) => entry.key.value);
  const known = LANGUAGE.output.keys;
  const typed = written.includes('type') || written.includes('fields') || written.includes('oneOf');
  return typed && written.includes('value') && written.every((key) => Object.hasOwn(known, key));
}

/** Reads the type of an answer that is one value. */
export function readWholeOutputType(
  ctx: ReadContext,
  node: MapNode,
  endpointId: string,
  operation: string,
): WholeOutputDraft | null {
  const keys = readKeys(ctx, node, 'output', node.span);
  if (keys === null) return null;
  const as = keys.entry('as');
  if (as !== undefined)
    ctx.reporter.report('SPC2053', as.key.span, { reason: 'An answer that is one value has no name on the wire.' });
  const of = { id: `${endpointId}/output`, subject: `${operation}.output`, name: 'output' };
  return { ...readTypeKeys(ctx, keys, of), node, keys };
}

/** Reads the value of an answer that is one value. */
export function readWholeOutput(
  ctx: ReadContext,
  draft: WholeOutputDraft,
  steps: StepsReading,
  endpointId: string,
): Endpoint['wholeOutput'] {
  const { table } = steps.scope;
  checkContent(ctx, table, draft.type, draft.node.span);
  checkNoPassword(ctx, table, draft.type, 'output', draft.keys.entry('type')?.span ?? draft.node.span);
  const value = draft.keys.get('value');
  const read = value === undefined ? null : readValue(ctx, steps.scope, value, draft.type);
  if (read === null) return null;
  return {
    id: `${endpointId}/output`,
    span: draft.node.span,
    type: draft.type,
    typeOrigin: draft.origin,
    from: read.source,
  };
}
