import { isNumber, isText, open } from '../../expressions/static-types.ts';
import type { Entity, Field, Type } from '../../model.ts';
import type { ScalarNode, YamlNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import { expected, scalarsOf } from '../forms.ts';
import type { TypeTable } from '../type-table.ts';
import type { World } from '../world.ts';
import { type FoundOperation, findOperation, split } from './find-operation.ts';

/** A list that a subject is screened against, and where it is named. */
export type List =
  | {
      kind: 'operation';
      node: ScalarNode;
      found: FoundOperation;
      /** Inputs that no list above it has. */
      first: ReadonlySet<string>;
    }
  | { kind: 'entity'; node: ScalarNode; entity: Entity; field: string | null };

/** The most lists of one screening. */
const MAX_LISTS = 20;

/** Reads `against`: operations that give hits, `Entity` and `Entity.field`. What cannot be screened against is reported and left out. */
export function readLists(ctx: ReadContext, world: World, node: YamlNode | undefined): List[] {
  if (node === undefined) return [];
  const items = scalarsOf(ctx, node, 'lists');
  const beyond = items[MAX_LISTS];
  if (beyond !== undefined) expected(ctx, beyond, `A screening against at most ${MAX_LISTS} lists`);
  const seen = new Set<string>();
  return items.slice(0, MAX_LISTS).flatMap((item) => readList(ctx, world, item, seen) ?? []);
}

function readList(ctx: ReadContext, world: World, node: ScalarNode, seen: Set<string>): List | null {
  const [first, second] = split(node.value);
  const entity = world.types.entities.get(first);
  if (entity !== undefined && !world.integrations.has(first))
    return { kind: 'entity', node, entity, field: second === '' ? null : second };
  if (ctx.names.entities.has(first) && !ctx.names.integrations.has(first)) return null;
  const found = findOperation(ctx, world, node);
  if (found === null) return null;
  const { integration, operation, name } = found;
  const { protocol } = integration;
  if (protocol === 'kafka' || protocol === 'webhook' || protocol === 'sftp' || protocol === 'smtp') {
    ctx.reporter.report('FLW5028', node.span, { integration: integration.name, protocol, kind: 'screen' });
    return null;
  }
  const reason = hitsProblem(world.types, operation.output);
  if (reason !== null) {
    ctx.reporter.report('FLW5029', node.span, { operation: name, reason });
    return null;
  }
  const fresh = operation.input.map((field) => field.name).filter((input) => !seen.has(input));
  for (const input of fresh) seen.add(input);
  return { kind: 'operation', node, found, first: new Set(fresh) };
}

/** Why an output has no hits that can be kept as evidence, or null. */
function hitsProblem(table: TypeTable, output: readonly Field[]): string | null {
  const wanted = 'its output needs `hits`, a list of objects with `list` and `entry`';
  const hits = output.find(({ name }) => name === 'hits');
  const list = hits === undefined ? null : open(table, hits.type);
  if (list === null || list.optional || list.type.kind !== 'list') return wanted;
  const hit = open(table, list.type.of);
  if (hit.optional || hit.type.kind !== 'object') return wanted;
  const { fields } = hit.type;
  const texts = ['list', 'entry'].every((name) =>
    isPresentText(table, fields.find((field) => field.name === name)?.type),
  );
  if (!texts) return `${wanted}, both texts that are never missing`;
  const score = fields.find(({ name }) => name === 'score');
  return score === undefined || isNumber(open(table, score.type).type) ? null : 'the `score` of a hit is a number';
}

function isPresentText(table: TypeTable, type: Type | undefined): boolean {
  if (type === undefined) return false;
  const { type: full, optional } = open(table, type);
  return !optional && isText(full);
}
