import { compareDecimals, isDecimalText, scaleOf } from '../decimal-text.ts';
import { hasMatch } from '../expressions/linear-pattern.ts';
import { BOOL, DECIMAL, INT, NULL, open, outOfRange, STRING, UNKNOWN } from '../expressions/static-types.ts';
import type { Bounds, JsonLiteral, Type } from '../model.ts';
import { holdsBytes, isNumeric, type ScalarType, scalar } from '../scalar-type.ts';
import type { ScalarNode, YamlNode } from '../yaml/node.ts';
import { isEmpty } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { expected } from './forms.ts';
import { LITERAL_FORMATS } from './literal-formats.ts';
import { quietly } from './quietly.ts';
import type { TypeTable } from './type-table.ts';

/** A literal and its type. */
export interface LiteralReading {
  value: JsonLiteral;
  type: Type;
}

const NUMBER = /^-?(0|[1-9]\d{0,59})(\.\d{1,60})?$/;
const MAX_LITERAL_DEPTH = 16;

/** Reads a literal without knowing what is wanted: plain numbers, true, false and null are that; all else is text. */
export function readAnyLiteral(ctx: ReadContext, node: YamlNode, depth = 0): LiteralReading {
  if (depth > MAX_LITERAL_DEPTH) {
    expected(ctx, node, 'A shallower value');
    return { value: null, type: UNKNOWN };
  }
  if (node.kind === 'seq') {
    const items = node.items.map((item) => readAnyLiteral(ctx, item, depth + 1));
    return {
      value: items.map((item) => item.value),
      type: { kind: 'list', of: items[0]?.type ?? UNKNOWN, length: null },
    };
  }
  if (node.kind === 'map') {
    const members = node.entries.map(
      (entry) => [entry.key.value, readAnyLiteral(ctx, entry.value, depth + 1)] as const,
    );
    const fields = node.entries.map((entry, i) => ({
      id: entry.key.value,
      span: entry.span,
      name: entry.key.value,
      type: members[i]?.[1].type ?? UNKNOWN,
      typeOrigin: 'written' as const,
      summary: null,
      protection: null,
    }));
    return {
      value: { map: Object.fromEntries(members.map(([key, member]) => [key, member.value])) },
      type: { kind: 'object', fields },
    };
  }
  return plainLiteral(node);
}

function plainLiteral(node: ScalarNode): LiteralReading {
  const { value, style } = node;
  if (style === 'empty' || (style === 'plain' && /^(null|~)$/.test(value))) return { value: null, type: NULL };
  if (style === 'plain' && /^(true|false)$/.test(value)) return { value: value === 'true', type: BOOL };
  if (style === 'plain' && NUMBER.test(value)) {
    const digits = scaleOf(value);
    const small = digits === 0 && compareDecimals(value.replace('-', ''), '2147483647') <= 0;
    return {
      value: { number: value },
      type: small ? INT : digits === 0 ? DECIMAL : scalar('decimal', { scale: digits }),
    };
  }
  // A constant text fits wherever an enumeration has it.
  const constant = /^[A-Za-z0-9][A-Za-z0-9_.:/+-]{0,62}$/.test(value);
  return { value, type: constant ? { kind: 'enum', values: [value] } : STRING };
}

/** Reads a literal where a type is declared. Reports what does not fit; null then. */
export function readLiteral(ctx: ReadContext, table: TypeTable, node: YamlNode, wanted: Type): LiteralReading | null {
  const { type, optional } = open(table, wanted);
  if (isEmpty(node) || (node.kind === 'scalar' && node.style === 'plain' && /^(null|~)$/.test(node.value))) {
    if (optional) return { value: null, type: NULL };
    return refuse(ctx, node, 'a value is needed');
  }
  if (type === UNKNOWN || (type.kind === 'scalar' && type.name === 'json')) return readAnyLiteral(ctx, node);
  if (type.kind === 'enum')
    return node.kind === 'scalar'
      ? enumLiteral(ctx, node, type.values, wanted)
      : refuse(ctx, node, 'one value is expected');
  if (type.kind === 'scalar')
    return node.kind === 'scalar'
      ? scalarLiteral(ctx, node, type)
      : refuse(ctx, node, `${article(type.name)} is expected`);
  if (type.kind === 'oneOf') return choiceLiteral(ctx, table, node, type.of);
  if (type.kind === 'list') return listLiteral(ctx, table, node, type);
  if (type.kind === 'map' || type.kind === 'object')
    return node.kind === 'map' ? objectLiteral(ctx, table, node, type) : refuse(ctx, node, 'a map is expected');
  return refuse(ctx, node, 'a row cannot be written as a literal');
}

function enumLiteral(
  ctx: ReadContext,
  node: ScalarNode,
  values: readonly string[],
  wanted: Type,
): LiteralReading | null {
  if (values.includes(node.value)) return { value: node.value, type: { kind: 'enum', values: [node.value] } };
  const suggestion = ctx.reporter.suggest(node.value, values);
  const fixes =
    suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: node.span, text: suggestion }] }];
  const name = wanted.kind === 'named' ? `\`${wanted.name}\` is ` : 'it is ';
  ctx.reporter.report(
    'TYP3005',
    node.span,
    { value: node.value, reason: `${name}one of ${values.slice(0, 8).join(', ')}` },
    fixes,
  );
  return null;
}

function scalarLiteral(ctx: ReadContext, node: ScalarNode, type: ScalarType): LiteralReading | null {
  const { value } = node;
  if (type.name === 'bool')
    return /^(true|false)$/.test(value)
      ? { value: value === 'true', type: BOOL }
      : refuse(ctx, node, 'true or false is expected');
  if (isNumeric(type.name)) return numberLiteral(ctx, node, type);
  const format = LITERAL_FORMATS[type.name];
  if (format !== undefined && !format[0](value)) return refuse(ctx, node, format[1]);
  const length = [...value].length;
  const { min = null, max = null } = type.length ?? {};
  if (!holdsBytes(type.name) && ((min !== null && length < min) || (max !== null && length > max))) {
    return refuse(ctx, node, `a length from ${min ?? 0} to ${max ?? 'any'} is expected`);
  }
  if (type.pattern !== null && !hasMatch(value, type.pattern))
    return refuse(ctx, node, 'it does not match the pattern of its type');
  return { value, type };
}

function numberLiteral(ctx: ReadContext, node: ScalarNode, type: ScalarType): LiteralReading | null {
  const { value } = node;
  if (!NUMBER.test(value) || !isDecimalText(value)) return refuse(ctx, node, 'a number is expected');
  const digits = scaleOf(value);
  if (digits > 0 && (type.name === 'int' || type.name === 'long'))
    return refuse(ctx, node, 'a whole number is expected');
  if (type.name === 'decimal' && type.scale !== null && digits > type.scale)
    return refuse(ctx, node, `at most ${type.scale} digits after the point are allowed`);
  if (outOfRange(type, value))
    return refuse(ctx, node, `it is outside of ${type.range?.min ?? ''}..${type.range?.max ?? ''}`);
  return { value: { number: value }, type };
}

/** The first type of a choice that the literal fits. */
function choiceLiteral(
  ctx: ReadContext,
  table: TypeTable,
  node: YamlNode,
  types: readonly Type[],
): LiteralReading | null {
  for (const type of types) {
    const { value, problem } = quietly(ctx, (silent) => readLiteral(silent, table, node, type));
    if (value !== null && problem === null) return value;
  }
  return refuse(ctx, node, 'it fits none of the types of the choice');
}

function listLiteral(
  ctx: ReadContext,
  table: TypeTable,
  node: YamlNode,
  type: Extract<Type, { kind: 'list' }>,
): LiteralReading | null {
  if (node.kind !== 'seq') return refuse(ctx, node, 'a list is expected');
  const items = node.items.map((item) => readLiteral(ctx, table, item, type.of));
  const values = items.flatMap((item) => (item === null ? [] : [item.value]));
  if (values.length < items.length) return null;
  const problem = countProblem(type.length, values.length);
  return problem === null ? { value: values, type: { ...type, length: null } } : refuse(ctx, node, problem);
}

function objectLiteral(
  ctx: ReadContext,
  table: TypeTable,
  node: Extract<YamlNode, { kind: 'map' }>,
  type: Extract<Type, { kind: 'map' | 'object' }>,
): LiteralReading | null {
  const members: [string, JsonLiteral][] = [];
  let good = true;
  for (const entry of node.entries) {
    const of = memberType(type, entry.key.value);
    const member =
      of === null
        ? refuseMember(ctx, entry.key, type)
        : of === 'any'
          ? readAnyLiteral(ctx, entry.value)
          : readLiteral(ctx, table, entry.value, of);
    if (member === null) good = false;
    else members.push([entry.key.value, member.value]);
  }
  if (!good) return null;
  const written = new Set(node.entries.map((entry) => entry.key.value));
  const missing =
    type.kind === 'map'
      ? undefined
      : type.fields.find((field) => !written.has(field.name) && !open(table, field.type).optional);
  if (missing !== undefined) return refuse(ctx, node, `\`${missing.name}\` is missing`);
  const problem = type.kind === 'map' ? countProblem(type.length ?? null, members.length) : null;
  if (problem !== null) return refuse(ctx, node, problem);
  return { value: { map: Object.fromEntries(members) }, type };
}

function memberType(type: Extract<Type, { kind: 'map' | 'object' }>, name: string): Type | 'any' | null {
  if (type.kind === 'map') return type.of;
  return type.fields.find((field) => field.name === name)?.type ?? type.others ?? null;
}

function refuseMember(ctx: ReadContext, key: ScalarNode, type: Extract<Type, { kind: 'map' | 'object' }>): null {
  const names = type.kind === 'object' ? type.fields.map((field) => field.name) : [];
  const suggestion = ctx.reporter.suggest(key.value, names);
  const hint = suggestion === null ? '' : `; did you mean \`${suggestion}\``;
  const fixes =
    suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: key.span, text: suggestion }] }];
  ctx.reporter.report('TYP3005', key.span, { value: key.value, reason: `there is no such field${hint}` }, fixes);
  return null;
}

/** Why so many items are too few or too many, or null. */
function countProblem(length: Bounds<number> | null, count: number): string | null {
  const { min = null, max = null } = length ?? {};
  if (min !== null && count < min) return `at least ${min} ${min === 1 ? 'item is' : 'items are'} expected`;
  return max !== null && count > max ? `at most ${max} ${max === 1 ? 'item is' : 'items are'} expected` : null;
}

function refuse(ctx: ReadContext, node: YamlNode, reason: string): null {
  const value = ctx.text.slice(node.span.start, node.span.end) || 'nothing';
  const span =
    node.span.end > node.span.start ? node.span : { start: Math.max(0, node.span.start - 1), end: node.span.start };
  ctx.reporter.report('TYP3005', span, { value, reason });
  return null;
}

function article(name: string): string {
  return `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;
}
