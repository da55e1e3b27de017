import { isText } from '../expressions/static-types.ts';
import { remember } from '../incremental/remember.ts';
import type { Entity, EntityField, TypeDeclaration } from '../model.ts';
import type { ScalarNode, YamlNode } from '../yaml/node.ts';
import { entryOf } from '../yaml/node.ts';
import { checkFolders } from './check-folders.ts';
import type { ReadContext } from './context.ts';
import { type Declaration, declarations, scalarsOf, textOf } from './forms.ts';
import { type Keys, readKeys } from './keys.ts';
import { readRoleNames } from './read-access.ts';
import { computedFields, readComputed } from './read-computed.ts';
import { readEntityField } from './read-entity-field.ts';
import { readFiles } from './read-files.ts';
import { readLifecycle } from './read-lifecycle.ts';
import { readRenamedFrom } from './read-renamed-from.ts';
import { readRetention } from './read-retention.ts';
import { readSummary } from './read-type.ts';
import { resolve, type TypeTable } from './type-table.ts';

/**
 * Reads the stored records. Types are read already; entities may refer to each other, so computed fields are read last.
 * `subject` is the entity whose rows callers are, or null.
 */
export function readEntities(
  ctx: ReadContext,
  types: ReadonlyMap<string, TypeDeclaration>,
  node: YamlNode,
  subject: string | null,
): Entity[] {
  const read = declarations(ctx, node, 'entity', 'identifier').flatMap((declaration) =>
    remember(ctx, 'entity', declaration.key, { types }, (at, inside) => {
      const keys = readKeys(at, declaration.value, 'entity', declaration.key.span);
      // Defaults may not refer to rows, so the table needs no entities here.
      const table: TypeTable = { types: inside.types, entities: new Map() };
      return keys === null ? [] : [{ entity: readEntity(at, table, declaration, keys), computed: hasComputed(keys) }];
    }).map((entity) => ({ ...entity, declaration })),
  );
  const table = { types, entities: new Map(read.map(({ entity }) => [entity.name, entity])) };
  const entities = read.map(({ entity, computed, declaration }) =>
    computed
      ? remember(ctx, 'computed', declaration.key, { table, entity, subject }, (at, inside) =>
          readComputed(at, inside.table, inside.entity, fieldsOf(declaration), inside.subject),
        )
      : entity,
  );
  checkFolders(ctx, entities);
  return entities;
}

function hasComputed(keys: Keys): boolean {
  return computedFields(keys.get('fields')).size > 0;
}

function fieldsOf({ value }: Declaration): YamlNode | undefined {
  return value.kind === 'map' ? entryOf(value, 'fields')?.value : undefined;
}

function readEntity(ctx: ReadContext, table: TypeTable, declaration: Declaration, keys: Keys): Entity {
  const { name } = declaration;
  const at = { id: `entities/${name}`, span: declaration.span, name };
  const folder = keys.get('files');
  const files = folder === undefined ? null : readFiles(ctx, folder, at.id);
  const fields = files === null ? readFieldList(ctx, table, declaration, keys) : files.fields;
  if (files !== null) refuseBesideFiles(ctx, keys);
  const [index, unique, lifecycle, retention, owner, visibleTo, hold] = KEYS.map((key) => keys.get(key));
  if (visibleTo !== undefined && owner === undefined)
    ctx.reporter.report('SPC2051', keys.entry('visibleTo')?.key.span ?? visibleTo.span, {
      reason: '`visibleTo` says who may read rows of other owners, and this entity has no `owner`.',
    });
  if (hold !== undefined && retention === undefined)
    ctx.reporter.report('SPC2051', keys.entry('hold')?.key.span ?? hold.span, {
      reason: '`hold` suspends `retention`, and this entity has none: its rows are kept anyway.',
    });
  return {
    ...at,
    summary: readSummary(ctx, keys),
    renamedFrom: readRenamedFrom(ctx, keys, 'identifier', name, ctx.names.entities),
    fields,
    indexes: index === undefined ? [] : fieldSets(ctx, index, fields),
    uniques: unique === undefined ? [] : fieldSets(ctx, unique, fields),
    lifecycle: lifecycle === undefined ? null : readLifecycle(ctx, table, lifecycle, fields),
    retention: retention === undefined ? null : readRetention(ctx, table, retention, fields),
    hold: hold === undefined ? null : textOf(ctx, hold, 'A reason'),
    owner: owner === undefined ? null : readOwner(ctx, table, owner, fields),
    visibleTo: visibleTo === undefined ? [] : readRoleNames(ctx, visibleTo),
    files: files?.files ?? null,
  };
}

const KEYS = ['index', 'unique', 'lifecycle', 'retention', 'owner', 'visibleTo', 'hold'] as const;

function readFieldList(ctx: ReadContext, table: TypeTable, declaration: Declaration, keys: Keys): EntityField[] {
  const node = keys.get('fields');
  if (node === undefined) {
    const span = keys.entry('fields')?.key.span ?? declaration.key.span;
    ctx.reporter.report('SPC2002', span, { key: 'fields', where: 'An entity' });
    return [];
  }
  const names = new Set(node.kind === 'map' ? node.entries.map((entry) => entry.key.value) : namesOfItems(node));
  const fields = declarations(ctx, node, 'field', 'identifier').map((field) =>
    readEntityField(ctx, table, declaration.name, field, names),
  );
  checkKey(ctx, declaration.key, fields);
  return fields;
}

function namesOfItems(node: YamlNode): string[] {
  const items = node.kind === 'seq' ? node.items : [];
  return items.flatMap((item) => (item.kind === 'map' ? item.entries.slice(0, 1).map(({ key }) => key.value) : []));
}

/** The field that holds the caller who owns the row: a text, a uuid, or a reference to the row of the caller. */
function readOwner(ctx: ReadContext, table: TypeTable, node: YamlNode, fields: readonly EntityField[]): string | null {
  const name = readFieldName(ctx, node, new Set(fields.map((field) => field.name)));
  const field = fields.find((candidate) => candidate.name === name);
  if (name === null || field === undefined) return null;
  const type = field.type.kind === 'optional' ? field.type.of : field.type;
  if (type.kind === 'ref' || isText(resolve(table, type))) return name;
  ctx.reporter.report('SPC2051', node.span, {
    reason: `\`${name}\` cannot hold the id of a caller: that is a text, a uuid or a reference.`,
  });
  return null;
}

/** The fields and rules of a folder are those of files. */
function refuseBesideFiles(ctx: ReadContext, keys: Keys): void {
  for (const key of ['fields', 'index', 'unique', 'lifecycle', 'retention', 'owner', 'visibleTo', 'hold']) {
    const entry = entryOf(keys.node, key);
    if (entry !== undefined)
      ctx.reporter.report('SPC2051', entry.key.span, {
        reason: `An entity that is a folder of files has no \`${key}\`: its rows are the files that lie there.`,
      });
  }
}

function checkKey(ctx: ReadContext, at: ScalarNode, fields: readonly EntityField[]): void {
  const keys = fields.filter((field) => field.key);
  const [first, second] = keys;
  if (first === undefined) ctx.reporter.report('DAT6502', at.span, { reason: 'One field needs `key: true`.' });
  else if (second !== undefined)
    ctx.reporter.report('DAT6502', second.span, { reason: `\`${first.name}\` is the key already. An entity has one.` });
  else if (first.type.kind === 'optional')
    ctx.reporter.report('DAT6502', first.span, { reason: 'A key is never missing.' });
}

/** `[a, b]` is two sets of one field each; `[a, [b, c]]` has a set of two. Computed fields are not stored. */
function fieldSets(ctx: ReadContext, node: YamlNode, fields: readonly EntityField[]): string[][] {
  const names = new Set(fields.map((field) => field.name));
  if (node.kind !== 'seq') {
    const name = readFieldName(ctx, node, names);
    return name === null ? [] : [[name]];
  }
  return node.items.flatMap((item) => {
    const set = scalarsOf(ctx, item, 'fields').flatMap((field) => readFieldName(ctx, field, names) ?? []);
    return set.length === 0 ? [] : [set];
  });
}

/** The name of a field of the entity, or null (reported). */
export function readFieldName(ctx: ReadContext, node: YamlNode, names: ReadonlySet<string>): string | null {
  const name = textOf(ctx, node, 'The name of a field');
  if (name === null || names.has(name)) return name;
  const suggestion = ctx.reporter.suggest(name, names);
  const fixes =
    suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: node.span, text: suggestion }] }];
  ctx.reporter.report('SPC2013', node.span, { what: 'field', name, suggestion }, fixes);
  return null;
}
