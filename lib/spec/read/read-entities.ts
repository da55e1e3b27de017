import type { Scope } from '../expressions/scope.ts';
import type { Entity, EntityField, ErrorDeclaration, TypeDeclaration } from '../model.ts';
import type { ScalarNode, YamlNode } from '../yaml/node.ts';
import { isEmpty } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { type Declaration, declarations, expected, scalarsOf, textOf, truth, wholeNumber } from './forms.ts';
import { type Keys, readKeys } from './keys.ts';
import { readRoleNames } from './read-access.ts';
import { readField } from './read-inputs.ts';
import { readValue } from './read-value.ts';
import { resolve, type TypeTable } from './type-table.ts';

/** Reads the stored records. Types are read already; entities may refer to each other. */
export function readEntities(ctx: ReadContext, types: ReadonlyMap<string, TypeDeclaration>, node: YamlNode): Entity[] {
  // Defaults may not refer to rows, so the table needs no entities here.
  const table: TypeTable = { types, entities: new Map() };
  return declarations(ctx, node, 'entity', 'identifier').flatMap((declaration) => {
    const keys = readKeys(ctx, declaration.value, 'entity', declaration.key.span);
    return keys === null ? [] : [readEntity(ctx, table, declaration, keys)];
  });
}

function readEntity(ctx: ReadContext, table: TypeTable, declaration: Declaration, keys: Keys): Entity {
  const { name } = declaration;
  const fieldsNode = keys.get('fields');
  const fields =
    fieldsNode === undefined
      ? []
      : declarations(ctx, fieldsNode, 'field', 'identifier').map((field) => readEntityField(ctx, table, name, field));
  checkKey(ctx, declaration.key, fields);
  const fieldNames = new Set(fields.map((field) => field.name));
  const [index, unique, lifecycle, owner, visibleTo] = ['index', 'unique', 'lifecycle', 'owner', 'visibleTo'].map(
    (key) => keys.get(key),
  );
  return {
    id: `entities/${name}`,
    span: declaration.span,
    name,
    fields,
    indexes: index === undefined ? [] : fieldSets(ctx, index, fieldNames),
    uniques: unique === undefined ? [] : fieldSets(ctx, unique, fieldNames),
    lifecycle: lifecycle === undefined ? null : readLifecycle(ctx, table, lifecycle, fields),
    // Known to the language; the table reports it as not compiled.
    retention: null,
    owner: owner === undefined ? null : readFieldName(ctx, owner, fieldNames),
    visibleTo: visibleTo === undefined ? [] : readRoleNames(ctx, visibleTo),
    summary: null,
    renamedFrom: null,
    hold: null,
    files: null,
  };
}

const PERSONAL =
  /(^|_)(email|e_mail|phone|mobile|dob|birth|birthday|born|ssn|pan|aadhaar|passport|first_name|last_name|full_name|surname|address|iban)(_|$)/;

function readEntityField(ctx: ReadContext, table: TypeTable, entity: string, declaration: Declaration): EntityField {
  const { name } = declaration;
  const of = { id: `entities/${entity}/fields/${name}`, subject: `${entity}.${name}`, name };
  const read = readField(ctx, declaration, of, 'entityField');
  const flag = (key: string): boolean => {
    const node = read.keys?.get(key);
    return node !== undefined && truth(ctx, node) === true;
  };
  const scope: Scope = {
    table,
    input: null,
    caller: null,
    steps: new Map(),
    later: new Set(),
    row: null,
    locals: new Map(),
    present: new Set(),
    isDefault: true,
  };
  const byDefault = read.keys?.get('default');
  const classified = read.type.kind === 'named' && (table.types.get(read.type.name)?.classification ?? null) !== null;
  if (PERSONAL.test(name) && !classified) ctx.reporter.report('DAT6503', declaration.key.span, { name });
  return {
    id: of.id,
    span: declaration.span,
    name,
    type: read.type,
    typeOrigin: read.origin,
    summary: read.summary,
    protection: null,
    value: null,
    onDelete: 'refuse',
    renamedFrom: null,
    key: flag('key'),
    unique: flag('unique'),
    default: byDefault === undefined ? null : (readValue(ctx, scope, byDefault, read.type)?.source ?? null),
  };
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

/** `[a, b]` is two sets of one field each; `[a, [b, c]]` has a set of two. */
function fieldSets(ctx: ReadContext, node: YamlNode, names: ReadonlySet<string>): string[][] {
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

function readLifecycle(
  ctx: ReadContext,
  table: TypeTable,
  node: YamlNode,
  fields: readonly EntityField[],
): Entity['lifecycle'] {
  const keys = readKeys(ctx, node, 'lifecycle', node.span);
  const fieldNode = keys?.get('field');
  const movesNode = keys?.get('moves');
  if (fieldNode === undefined || movesNode === undefined) return null;
  const name = readFieldName(ctx, fieldNode, new Set(fields.map((field) => field.name)));
  const field = fields.find((candidate) => candidate.name === name);
  if (name === null || field === undefined) return null;
  const type = resolve(table, field.type);
  if (type.kind !== 'enum') {
    ctx.reporter.report('DAT6501', fieldNode.span, { reason: `\`${name}\` is no enumeration, so it has no statuses.` });
    return null;
  }
  if (movesNode.kind !== 'map') return expected(ctx, movesNode, 'For each status, the list of those that may follow');
  const moves = movesNode.entries.map((entry) => {
    checkStatus(ctx, entry.key, type.values, name);
    const targets = isEmpty(entry.value) ? [] : scalarsOf(ctx, entry.value, 'statuses');
    return [
      entry.key.value,
      targets.filter((target) => checkStatus(ctx, target, type.values, name)).map((target) => target.value),
    ] as const;
  });
  return { field: name, moves: Object.fromEntries(moves), span: node.span };
}

function checkStatus(ctx: ReadContext, node: ScalarNode, values: readonly string[], field: string): boolean {
  if (values.includes(node.value)) return true;
  ctx.reporter.report('DAT6501', node.span, {
    reason: `\`${node.value.slice(0, 60)}\` is no value of \`${field}\`: ${values.slice(0, 8).join(', ')}.`,
  });
  return false;
}

/** Reads the named errors. */
export function readErrors(ctx: ReadContext, node: YamlNode): ErrorDeclaration[] {
  return declarations(ctx, node, 'error', 'identifier').flatMap((declaration) => {
    const keys = readKeys(ctx, declaration.value, 'error', declaration.key.span);
    if (keys === null) return [];
    const [status, title, detail] = ['status', 'title', 'detail'].map((key) => keys.get(key));
    return [
      {
        id: `errors/${declaration.name}`,
        span: declaration.span,
        name: declaration.name,
        status: (status === undefined ? null : wholeNumber(ctx, status, 'The status of an error', 400, 599)) ?? 500,
        title: (title === undefined ? null : textOf(ctx, title, 'A sentence')) ?? declaration.name,
        detail: detail === undefined ? null : textOf(ctx, detail, 'A sentence'),
        body: null,
        renamedFrom: null,
      },
    ];
  });
}
