import type { Expr } from '../expressions/ast.ts';
import { checkRowCondition } from '../expressions/check-row-condition.ts';
import { presentWhen } from '../expressions/presence.ts';
import type { Scope } from '../expressions/scope.ts';
import { INT, open, optional, UNKNOWN } from '../expressions/static-types.ts';
import type { Assignment, Entity, Field, SpecNode, Step, Type, ValueSource } from '../model.ts';
import { scalar } from '../scalar-type.ts';
import type { StepKind } from '../shape/step-shape.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { declarations, scalarsOf, textOf } from './forms.ts';
import type { Keys } from './keys.ts';
import { readDecide } from './read-decide.ts';
import type { EndpointWorld } from './read-endpoints.ts';
import { readFieldName } from './read-entities.ts';
import { readCondition } from './read-expression.ts';
import { readErrorName } from './read-steps.ts';
import { readValue } from './read-value.ts';
import { fixesOneRow } from './row-keys.ts';

/** What reading a step gave. */
export interface StepReading {
  step: Step | null;
  /** What later steps read by its name; null for steps that give nothing. */
  result: Type | null;
  /** Paths that are known to be there from now on. */
  present: readonly string[];
}

/** What every step has. */
export type StepBase = SpecNode & { name: string; when: Expr | null };

const NOTHING: StepReading = { step: null, result: UNKNOWN, present: [] };

/** Reads a step of a known kind. */
export function readStepKind(
  ctx: ReadContext,
  world: EndpointWorld,
  scope: Scope,
  kind: StepKind,
  keys: Keys,
  base: StepBase,
): StepReading {
  const main = keys.get(kind);
  if (main === undefined) {
    ctx.reporter.report('SPC2002', keys.entry(kind)?.key.span ?? base.span, {
      key: kind,
      where: `The step \`${base.name}\``,
    });
    return NOTHING;
  }
  switch (kind) {
    case 'set':
      return readSet(ctx, scope, main, base);
    case 'guard':
      return readGuard(ctx, scope, main, keys, base);
    case 'raise': {
      const error = readErrorName(ctx, main);
      return { step: error === null ? null : { ...base, kind: 'raise', error }, result: null, present: [] };
    }
    case 'decide':
      return readDecide(ctx, world, scope, main, keys, base);
    default: {
      const entity = readEntityName(ctx, world, main);
      return entity === null ? NOTHING : readRowStep(ctx, scope, kind, entity, keys, base);
    }
  }
}

function readSet(ctx: ReadContext, scope: Scope, main: YamlNode, base: StepBase): StepReading {
  const value = readValue(ctx, scope, main, null);
  return value === null
    ? NOTHING
    : { step: { ...base, kind: 'set', value: value.source }, result: value.type, present: [] };
}

function readGuard(ctx: ReadContext, scope: Scope, main: YamlNode, keys: Keys, base: StepBase): StepReading {
  const condition = readCondition(ctx, main, scope);
  const otherwise = keys.get('else');
  if (otherwise === undefined) ctx.reporter.report('SPC2002', base.span, { key: 'else', where: 'A `guard` step' });
  const error = otherwise === undefined ? null : readErrorName(ctx, otherwise);
  if (condition === null) return { ...NOTHING, result: null };
  const present = presentWhen(condition.syntax, true);
  const step = error === null ? null : ({ ...base, kind: 'guard', holds: condition.expr, else: error } as const);
  return { step, result: null, present };
}

function readEntityName(ctx: ReadContext, world: EndpointWorld, node: YamlNode): Entity | null {
  const name = textOf(ctx, node, 'The name of an entity');
  if (name === null) return null;
  const entity = world.types.entities.get(name);
  if (entity !== undefined) return entity;
  const suggestion = ctx.reporter.suggest(name, ctx.names.entities.keys());
  const fixes =
    suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: node.span, text: suggestion }] }];
  ctx.reporter.report('SPC2013', node.span, { what: 'entity', name, suggestion }, fixes);
  return null;
}

type RowKind = Exclude<StepKind, 'set' | 'guard' | 'raise' | 'decide'>;

function readRowStep(
  ctx: ReadContext,
  scope: Scope,
  kind: RowKind,
  entity: Entity,
  keys: Keys,
  base: StepBase,
): StepReading {
  const whereNode = keys.get('where');
  const where = whereNode === undefined ? null : readCondition(ctx, whereNode, { ...scope, row: entity });
  if (where !== null) checkRowCondition(ctx.reporter, where.expr);
  const one = where !== null && fixesOneRow(entity, where.expr);
  const row: Type = { kind: 'entity', name: entity.name };
  const named = { ...base, entity: entity.name };
  if (kind === 'create')
    return {
      step: { ...named, kind, with: readAssignments(ctx, scope, entity, keys, base, true) },
      result: row,
      present: [],
    };
  if (kind === 'count') return { step: { ...named, kind, where: where?.expr ?? null }, result: INT, present: [] };
  if (kind === 'list') return readList(ctx, scope, entity, where?.expr ?? null, keys, base);
  const otherwise = keys.get('else');
  const error = otherwise === undefined ? null : readErrorName(ctx, otherwise);
  if (where === null) {
    if (whereNode === undefined)
      ctx.reporter.report('SPC2002', base.span, { key: 'where', where: `A \`${kind}\` step` });
    return { ...NOTHING, result: kind === 'delete' ? null : row };
  }
  if (kind === 'find') {
    if (!one) ctx.reporter.report('FLW5005', where.expr.span, {});
    return {
      step: { ...named, kind, where: where.expr, else: error },
      result: error === null ? optional(row) : row,
      present: [],
    };
  }
  if (kind === 'delete') return { step: { ...named, kind, where: where.expr, else: error }, result: null, present: [] };
  const assignments = readAssignments(ctx, scope, entity, keys, base, false);
  const result: Type = one ? row : { kind: 'list', of: row, length: null };
  return { step: { ...named, kind, where: where.expr, with: assignments, else: error }, result, present: [] };
}

function readList(
  ctx: ReadContext,
  scope: Scope,
  entity: Entity,
  where: Expr | null,
  keys: Keys,
  base: StepBase,
): StepReading {
  const names = new Set(entity.fields.map((field) => field.name));
  const orderNode = keys.get('orderBy');
  const orderBy = (orderNode === undefined ? [] : scalarsOf(ctx, orderNode, 'fields')).flatMap((item) => {
    const descending = item.value.startsWith('-');
    const bare = { ...item, value: descending ? item.value.slice(1) : item.value };
    const field = readFieldName(ctx, bare, names);
    return field === null ? [] : [{ field, descending }];
  });
  const count = (key: 'limit' | 'offset'): ValueSource | null => {
    const node = keys.get(key);
    return node === undefined
      ? null
      : (readValue(ctx, scope, node, scalar('int', { range: { min: '0', max: key === 'limit' ? '10000' : null } }))
          ?.source ?? null);
  };
  if (!keys.has('limit')) ctx.reporter.report('FLW5007', base.span, {});
  const step: Step = {
    ...base,
    kind: 'list',
    entity: entity.name,
    where,
    orderBy,
    limit: count('limit'),
    offset: count('offset'),
  };
  return { step, result: { kind: 'list', of: { kind: 'entity', name: entity.name }, length: null }, present: [] };
}

function readAssignments(
  ctx: ReadContext,
  scope: Scope,
  entity: Entity,
  keys: Keys,
  base: StepBase,
  create: boolean,
): Assignment[] {
  const node = keys.get('with');
  const fields = new Map(entity.fields.map((field) => [field.name, field]));
  const found: Assignment[] = [];
  if (node !== undefined) {
    for (const declaration of declarations(ctx, node, 'value', 'identifier')) {
      const name = readFieldName(ctx, declaration.key, new Set(fields.keys()));
      const field = fields.get(declaration.name);
      if (name === null || field === undefined) continue;
      const value = readValue(ctx, scope, declaration.value, wantedType(field.type, declaration.value, create));
      if (value !== null)
        found.push({ id: `${base.id}/with/${name}`, span: declaration.span, name, value: value.source });
    }
  } else if (!create) ctx.reporter.report('SPC2002', base.span, { key: 'with', where: 'An `update` step' });
  if (create) reportMissing(ctx, scope, entity, node, keys, base);
  return found;
}

/** In an update, an input that was not sent leaves the field as it is: it may be missing. */
function wantedType(type: Type, node: YamlNode, create: boolean): Type {
  const direct = node.kind === 'scalar' && /^=\s*input\.[A-Za-z][A-Za-z0-9_]*\s*$/.test(node.value);
  return !create && direct ? optional(type) : type;
}

function reportMissing(
  ctx: ReadContext,
  scope: Scope,
  entity: Entity,
  node: YamlNode | undefined,
  keys: Keys,
  base: StepBase,
): void {
  const given = new Set(
    node?.kind === 'map'
      ? node.entries.map((entry) => entry.key.value)
      : node?.kind === 'seq'
        ? node.items.flatMap((item) => (item.kind === 'map' ? item.entries.map((entry) => entry.key.value) : []))
        : [],
  );
  const needed = (field: Field & { default: ValueSource | null }): boolean =>
    !given.has(field.name) &&
    field.default === null &&
    field.name !== entity.owner &&
    !open(scope.table, field.type).optional;
  const missing = entity.fields.filter(needed).map((field) => field.name);
  if (missing.length === 0) return;
  const span = keys.entry('with')?.key.span ?? keys.entry('create')?.span ?? base.span;
  ctx.reporter.report('FLW5006', span, { entity: entity.name, fields: missing });
}
