import type { Origin, Type } from '../model.ts';
import { readTypePhrase } from '../phrases/type-phrase.ts';
import { SCALAR_NAMES, scalar } from '../scalar-type.ts';
import type { ScalarNode, SeqNode, YamlNode } from '../yaml/node.ts';
import { isEmpty } from '../yaml/node.ts';
import { applyConstraints, checkTypeBounds } from './constraints.ts';
import { type ReadContext, spanWithin } from './context.ts';
import { declarations, expected, visibleSpan } from './forms.ts';
import { type Keys, readKeys } from './keys.ts';
import { checkName } from './names.ts';
import { readTypeSyntax } from './type-syntax.ts';

/** A type and how it came to be. A type that cannot be read is json, and reported. */
export interface TypeReading {
  type: Type;
  origin: Origin;
}

/** What a type is read for: its node's id and the name that a person knows it by. */
export interface TypeSubject {
  id: string;
  subject: string;
  name: string;
}

const UNREADABLE: TypeReading = { type: scalar('json'), origin: 'assumed' };
const MAX_ENUM = 500;
const MAX_FIELD_DEPTH = 8;

/** Reads a type from whatever form it is written in: notation, phrase, list of values, or a map with `type` or `fields`. */
export function readType(ctx: ReadContext, node: YamlNode, of: TypeSubject, depth = 0): TypeReading {
  if (isEmpty(node)) {
    expected(ctx, node, 'A type');
    return UNREADABLE;
  }
  if (node.kind === 'scalar') return readTypeText(ctx, node, of);
  if (node.kind === 'seq') return readEnumeration(ctx, node, of);
  const keys = readKeys(ctx, node, 'type', node.span);
  return keys === null ? UNREADABLE : readTypeKeys(ctx, keys, of, depth);
}

/** Reads a type from the keys `type`, `fields` and the constraints of a map that may say more. */
export function readTypeKeys(ctx: ReadContext, keys: Keys, of: TypeSubject, depth = 0): TypeReading {
  const typed = keys.get('type');
  const fields = keys.get('fields');
  if (fields !== undefined && typed === undefined) {
    return { type: readObject(ctx, fields, of, depth), origin: 'written' };
  }
  if (typed === undefined) {
    ctx.reporter.report('SPC2002', visibleSpan(ctx, keys.node), { key: 'type', where: `\`${of.name}\`` });
    return UNREADABLE;
  }
  if (fields !== undefined) {
    const span = keys.entry('fields')?.key.span ?? fields.span;
    ctx.reporter.report('SPC2003', span, { expected: '`type` or `fields`', found: 'both' });
  }
  const base =
    typed.kind === 'map' && depth < MAX_FIELD_DEPTH
      ? readType(ctx, typed, of, depth + 1)
      : readType(ctx, typed, of, depth);
  return { ...base, type: applyConstraints(ctx, keys, base.type) };
}

function readObject(ctx: ReadContext, node: YamlNode, of: TypeSubject, depth: number): Type {
  if (depth >= MAX_FIELD_DEPTH) {
    ctx.reporter.report('TYP3004', visibleSpan(ctx, node), {
      reason: `Objects may be nested ${MAX_FIELD_DEPTH} deep. Declare a type of its own.`,
    });
    return scalar('json');
  }
  const fields = declarations(ctx, node, 'field', 'identifier').map((field) => {
    const id = `${of.id}/${field.name}`;
    const read = readType(
      ctx,
      field.value,
      { id, subject: `${of.subject}.${field.name}`, name: field.name },
      depth + 1,
    );
    return {
      id,
      span: field.span,
      name: field.name,
      type: read.type,
      typeOrigin: read.origin,
      summary: null,
      protection: null,
    };
  });
  if (fields.length === 0)
    ctx.reporter.report('TYP3004', visibleSpan(ctx, node), { reason: 'An object needs at least one field.' });
  return { kind: 'object', fields };
}

/** `[basic, enhanced]` is an enumeration; `[array of strings]` says a list in words. */
function readEnumeration(ctx: ReadContext, node: SeqNode, of: TypeSubject): TypeReading {
  const [only] = node.items;
  if (node.items.length === 1 && only?.kind === 'scalar' && /\s/.test(only.value.trim()))
    return readTypeText(ctx, only, of);
  const values: string[] = [];
  for (const item of node.items) {
    if (item.kind !== 'scalar' || isEmpty(item)) expected(ctx, item, 'A value of the enumeration');
    else if (values.includes(item.value))
      ctx.reporter.report('TYP3004', item.span, {
        reason: `\`${item.value.slice(0, 60)}\` is in this enumeration twice.`,
      });
    else if (checkName(ctx, item, 'enumValue')) values.push(item.value);
    if (values.length > MAX_ENUM) break;
  }
  if (node.items.length === 0)
    ctx.reporter.report('TYP3004', node.span, { reason: 'An enumeration needs at least one value.' });
  if (values.length > MAX_ENUM)
    ctx.reporter.report('TYP3004', node.span, { reason: `An enumeration has at most ${MAX_ENUM} values.` });
  return values.length === 0
    ? UNREADABLE
    : { type: { kind: 'enum', values: values.slice(0, MAX_ENUM) }, origin: 'written' };
}

function readTypeText(ctx: ReadContext, node: ScalarNode, of: TypeSubject): TypeReading {
  const syntax = readTypeSyntax(node.value, (name) => ctx.names.entities.has(name));
  if (syntax.ok) {
    const unknown = syntax.names.find(({ name }) => !ctx.names.types.has(name) && !ctx.names.entities.has(name));
    if (unknown === undefined) {
      checkTypeBounds(ctx, node, syntax.type);
      return { type: syntax.type, origin: 'written' };
    }
    if (syntax.names.length > 1 || node.value.trim() !== unknown.name) {
      reportUnknown(ctx, node, unknown.name, unknown.start, unknown.end);
      return UNREADABLE;
    }
  } else if (syntax.reason !== null) {
    ctx.reporter.report('TYP3004', spanWithin(ctx, node, syntax.start, syntax.end), { reason: syntax.reason });
    return UNREADABLE;
  }
  return readWords(ctx, node, of);
}

function readWords(ctx: ReadContext, node: ScalarNode, of: TypeSubject): TypeReading {
  const reading = readTypePhrase(node.value, of.name);
  if (reading.value === null) {
    reportUnknown(ctx, node, node.value.trim(), 0, node.value.length);
    return UNREADABLE;
  }
  const [first] = reading.notUnderstood;
  const last = reading.notUnderstood.at(-1);
  if (first !== undefined && last !== undefined) {
    const span = spanWithin(ctx, node, first.start, last.end);
    ctx.reporter.report('TYP3002', span, { words: reading.notUnderstood.map((word) => word.text) });
  }
  for (const text of reading.assumptions)
    ctx.reporter.assume('TYP3003', { id: of.id, span: node.span, subject: of.subject, text });
  return { type: reading.value, origin: reading.assumptions.length > 0 ? 'assumed' : 'phrase' };
}

function reportUnknown(ctx: ReadContext, node: ScalarNode, name: string, start: number, end: number): void {
  const span = spanWithin(ctx, node, start, end);
  const suggestion = ctx.reporter.suggest(name, SCALAR_NAMES, ctx.names.types.keys(), ctx.names.entities.keys());
  const fixes = suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span, text: suggestion }] }];
  ctx.reporter.report('TYP3001', span, { text: name, suggestion }, fixes);
}
