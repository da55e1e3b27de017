import type { Span } from '../../../core/text-range.ts';
import type { Scope } from '../../expressions/scope.ts';
import { open, optional } from '../../expressions/static-types.ts';
import type { Assignment, Entity, EntityField, Type } from '../../model.ts';
import type { YamlNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import { declarations } from '../forms.ts';
import type { Keys } from '../keys.ts';
import { readFieldName } from '../read-entities.ts';
import { readValue } from '../read-value.ts';

/** Reads `with` of a step that writes rows: each value has to fit the field of its name. */
export function readAssignments(
  ctx: ReadContext,
  scope: Scope,
  entity: Entity,
  keys: Keys,
  base: { id: string },
  kind: 'create' | 'update' | 'upsert',
): Assignment[] {
  const node = keys.get('with');
  if (node === undefined) return [];
  const fields = new Map(entity.fields.map((field) => [field.name, field]));
  const names = new Set(fields.keys());
  return declarations(ctx, node, 'value', 'identifier').flatMap((declaration) => {
    const name = readFieldName(ctx, declaration.key, names);
    const field = fields.get(declaration.name);
    if (name === null || field === undefined) return [];
    const wanted = kind === 'update' ? wantedInUpdate(field.type, declaration.value) : field.type;
    const value = readValue(ctx, scope, declaration.value, wanted);
    return value === null ? [] : [{ id: `${base.id}/with/${name}`, span: declaration.span, name, value: value.source }];
  });
}

/** In an update, an input that was not sent leaves the field as it is: it may be missing. */
function wantedInUpdate(type: Type, node: YamlNode): Type {
  const direct = node.kind === 'scalar' && /^=\s*input\.[A-Za-z][A-Za-z0-9_]*\s*$/.test(node.value);
  return direct ? optional(type) : type;
}

/** Reports the fields that a new row cannot do without and that `with` does not give. */
export function reportMissing(ctx: ReadContext, scope: Scope, entity: Entity, keys: Keys, at: Span): void {
  const given = namesGiven(keys.get('with'));
  const needed = (field: EntityField): boolean =>
    !given.has(field.name) &&
    field.default === null &&
    field.value === null &&
    field.name !== entity.owner &&
    !open(scope.table, field.type).optional;
  const missing = entity.fields.filter(needed).map((field) => field.name);
  if (missing.length === 0) return;
  ctx.reporter.report('FLW5006', keys.entry('with')?.key.span ?? at, { entity: entity.name, fields: missing });
}

function namesGiven(node: YamlNode | undefined): ReadonlySet<string> {
  if (node?.kind === 'map') return new Set(node.entries.map((entry) => entry.key.value));
  if (node?.kind !== 'seq') return new Set();
  const entries = node.items.flatMap((item) => (item.kind === 'map' ? item.entries : []));
  return new Set(entries.map((entry) => entry.key.value));
}
