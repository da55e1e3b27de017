import type { Expr } from '../expressions/ast.ts';
import type { EntityField, Type, ValueSource } from '../model.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { emptyScope } from './empty-scope.ts';
import { type Declaration, oneOf, truth } from './forms.ts';
import type { Keys } from './keys.ts';
import { readField } from './read-field.ts';
import { checkNotLaxer } from './read-protection.ts';
import { readRenamedFrom } from './read-renamed-from.ts';
import { readValue } from './read-value.ts';
import { resolve, type TypeTable } from './type-table.ts';

const PERSONAL =
  /(^|_)(email|e_mail|phone|mobile|dob|birth|birthday|born|ssn|pan|aadhaar|passport|first_name|last_name|full_name|surname|address|iban)(_|$)/;

/** Reads a field of an entity, but for a computed value, which sees other entities. `names` are those of all its fields. */
export function readEntityField(
  ctx: ReadContext,
  table: TypeTable,
  entity: string,
  declaration: Declaration,
  names: ReadonlySet<string>,
): EntityField {
  const { name } = declaration;
  const of = { id: `entities/${entity}/fields/${name}`, subject: `${entity}.${name}`, name };
  const read = readField(ctx, declaration, of, 'entityField');
  const flag = (key: string): boolean => {
    const node = read.keys?.get(key);
    return node !== undefined && truth(ctx, node) === true;
  };
  const named = read.type.kind === 'named' ? (table.types.get(read.type.name)?.classification ?? null) : null;
  const classified = named !== null || (read.protection?.classification ?? null) !== null;
  if (PERSONAL.test(name) && !classified) ctx.reporter.report('DAT6503', declaration.key.span, { name });
  checkNotLaxer(ctx, table.types, read.protection, read.type, declaration.key.span);
  const computed = read.keys?.entry('value');
  if (computed !== undefined && read.keys !== null) refuseStored(ctx, read.keys);
  else refuseRows(ctx, declaration, read.type);
  const byDefault = computed === undefined ? read.keys?.get('default') : undefined;
  return {
    id: of.id,
    span: declaration.span,
    name,
    type: read.type,
    typeOrigin: read.origin,
    summary: read.summary,
    protection: read.protection,
    value: null,
    onDelete: readOnDelete(ctx, table, read.keys, read.type),
    renamedFrom: readRenamedFrom(ctx, read.keys, 'identifier', name, names),
    key: flag('key'),
    unique: flag('unique'),
    default: byDefault === undefined ? null : readDefault(ctx, table, byDefault, read.type, name),
  };
}

/** What only stored fields can have. */
function refuseStored(ctx: ReadContext, keys: Keys): void {
  for (const key of ['key', 'unique', 'default', 'encrypt', 'hash', 'onDelete']) {
    const entry = keys.entry(key);
    if (entry !== undefined)
      ctx.reporter.report('SPC2051', entry.key.span, {
        reason: `A computed field is never stored, so it has no \`${key}\`.`,
      });
  }
}

function refuseRows(ctx: ReadContext, declaration: Declaration, type: Type): void {
  const inner = type.kind === 'optional' || type.kind === 'list' || type.kind === 'map' ? type.of : type;
  if (inner.kind === 'entity') ctx.reporter.report('TYP3022', declaration.value.span, { entity: inner.name });
}

function readOnDelete(ctx: ReadContext, table: TypeTable, keys: Keys | null, type: Type): EntityField['onDelete'] {
  const node = keys?.get('onDelete');
  if (node === undefined) return 'refuse';
  const rule = oneOf(ctx, node, ['refuse', 'cascade', 'null'] as const, 'A rule') ?? 'refuse';
  const inner = type.kind === 'optional' ? type.of : type;
  if (inner.kind !== 'ref')
    ctx.reporter.report('SPC2051', node.span, { reason: '`onDelete` is for references, and this field is none.' });
  else if (rule === 'null' && resolve(table, type).kind !== 'optional')
    ctx.reporter.report('SPC2051', node.span, {
      reason: `\`onDelete: null\` needs a field that may be missing: ref<${inner.entity}>?.`,
    });
  return rule;
}

function readDefault(ctx: ReadContext, table: TypeTable, node: YamlNode, type: Type, name: string): ValueSource | null {
  const source = readValue(ctx, { ...emptyScope(table), isDefault: true }, node, type)?.source ?? null;
  if (source?.kind === 'expression' && countsUp(source.expr)) ctx.reporter.report('SEC7013', node.span, { name });
  return source;
}

function countsUp(expr: Expr): boolean {
  return expr.kind === 'call' && expr.name === 'sequence';
}
