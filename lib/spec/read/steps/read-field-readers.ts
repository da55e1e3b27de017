import type { Scope } from '../../expressions/scope.ts';
import { open, sayType } from '../../expressions/static-types.ts';
import type { FieldReader, Type } from '../../model.ts';
import type { YamlNode } from '../../yaml/node.ts';
import { checkPattern } from '../check-pattern.ts';
import type { ReadContext } from '../context.ts';
import { type Declaration, declarations, textOf } from '../forms.ts';
import { type Keys, readKeys } from '../keys.ts';
import type { Filled } from './read-extract.ts';

/** What `extract` fills by itself. */
const GIVEN: readonly string[] = ['text', 'quality'];
/** Scalars that one stretch of a printed text can be read as. */
const PRINTED: readonly string[] = [
  'string',
  'int',
  'long',
  'decimal',
  'double',
  'date',
  'email',
  'url',
  'phone',
  'uuid',
];

/** Reads how the fields of a type are found in a text. Every required field needs a reader. */
export function readFieldReaders(
  ctx: ReadContext,
  scope: Scope,
  keys: Keys,
  filled: Filled | null,
  id: string,
): FieldReader[] {
  const node = keys.get('read');
  const fields = filled?.fields ?? [];
  const listed = node === undefined ? [] : declarations(ctx, node, 'field reader', 'identifier');
  if (node !== undefined && filled === null && !keys.has('as'))
    ctx.reporter.report('SPC2002', keys.entry('read')?.key.span ?? node.span, {
      key: 'as',
      where: 'A step that reads fields',
    });
  const readers = listed.flatMap((declaration) => {
    const reader = readReader(ctx, declaration, id);
    if (reader === null || filled === null) return reader ?? [];
    return checkField(ctx, scope, declaration, reader, filled) ? reader : [];
  });
  const found = new Set([...GIVEN, ...listed.map(({ name }) => name)]);
  const never = fields.filter((field) => !found.has(field.name) && !open(scope.table, field.type).optional);
  if (filled !== null && never.length > 0)
    ctx.reporter.report('FLW5031', keys.entry('read')?.key.span ?? keys.entry('as')?.value.span ?? keys.node.span, {
      type: filled.name,
      fields: never.map(({ name }) => name),
    });
  return readers;
}

function readReader(ctx: ReadContext, declaration: Declaration, id: string): FieldReader | null {
  const { name, span, key, value } = declaration;
  const keys = readKeys(ctx, value, 'fieldReader', key.span);
  if (keys === null) return null;
  const [pattern, after, format] = ['pattern', 'after', 'format'].map((one) => keys.get(one));
  if (pattern === undefined && after === undefined) {
    const reason = `How \`${name}\` is found is not said. Write \`pattern\` or \`after\`.`;
    ctx.reporter.report('FLW5032', key.span, { reason });
  }
  return {
    id: `${id}/read/${name}`,
    span,
    name,
    pattern: pattern === undefined ? null : readPattern(ctx, pattern),
    after: after === undefined ? null : readLabel(ctx, after),
    format: format === undefined ? null : readLayout(ctx, format),
  };
}

function readPattern(ctx: ReadContext, node: YamlNode): string | null {
  const pattern = textOf(ctx, node, 'A regular expression');
  if (pattern === null) return null;
  const reason = checkPattern(pattern);
  if (reason === null) return pattern;
  ctx.reporter.report('SEC7005', node.span, { reason });
  return null;
}

function readLabel(ctx: ReadContext, node: YamlNode): string | null {
  const label = textOf(ctx, node, 'A label');
  if (label === null || (label.trim() !== '' && label.length <= 100 && !/[\r\n]/.test(label))) return label;
  ctx.reporter.report('FLW5032', node.span, { reason: 'A label is one line of at most 100 characters.' });
  return null;
}

/** A layout of Unicode Technical Standard 35 with one day, one month and one year. */
function readLayout(ctx: ReadContext, node: YamlNode): string | null {
  const layout = textOf(ctx, node, 'A layout such as dd/MM/yyyy');
  if (layout === null) return null;
  const fields = layout.match(/[A-Za-z]+/g) ?? [];
  const one = (pattern: RegExp): boolean => fields.filter((field) => pattern.test(field)).length === 1;
  const good = fields.length === 3 && one(/^dd?$/) && one(/^M{1,4}$/) && one(/^(yy|yyyy|y)$/);
  if (good && layout.length <= 30 && /^[dMy .,/-]+$/.test(layout)) return layout;
  const reason =
    'A layout has one day (d, dd), one month (M, MM, MMM, MMMM) and one year (yy, yyyy), such as dd/MM/yyyy.';
  ctx.reporter.report('FLW5032', node.span, { reason });
  return null;
}

/** The field that a reader fills: it exists, it is printed as one stretch of text, and only dates have a layout. */
function checkField(
  ctx: ReadContext,
  scope: Scope,
  { key }: Declaration,
  reader: FieldReader,
  filled: Filled,
): boolean {
  const field = filled.byName.get(reader.name);
  if (field === undefined) {
    reportUnknownField(ctx, key, filled);
    return false;
  }
  const { type } = open(scope.table, field.type);
  const reason = GIVEN.includes(field.name)
    ? `\`${field.name}\` is filled by the engine. Remove its reader.`
    : !isPrinted(type)
      ? `\`${field.name}\` is ${sayType(field.type)}, which cannot be read from one stretch of text.`
      : reader.format !== null && !(type.kind === 'scalar' && type.name === 'date')
        ? `Only dates have a \`format\`, and \`${field.name}\` is ${sayType(field.type)}.`
        : null;
  if (reason !== null) ctx.reporter.report('FLW5032', key.span, { reason });
  return reason === null;
}

function reportUnknownField(ctx: ReadContext, key: Declaration['key'], filled: Filled): void {
  const names = filled.fields.map(({ name }) => name);
  const suggestion = ctx.reporter.suggest(key.value, names);
  const fixes =
    suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: key.span, text: suggestion }] }];
  ctx.reporter.report('SPC2013', key.span, { what: `field of \`${filled.name}\``, name: key.value, suggestion }, fixes);
}

function isPrinted(type: Type): boolean {
  return type.kind === 'enum' || (type.kind === 'scalar' && PRINTED.includes(type.name));
}
