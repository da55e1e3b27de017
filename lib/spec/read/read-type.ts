import type { Field, Origin, Type } from '../model.ts';
import { readTypePhrase } from '../phrases/type-phrase.ts';
import { SCALAR_NAMES, scalar } from '../scalar-type.ts';
import type { ScalarNode, SeqNode, YamlNode } from '../yaml/node.ts';
import { isEmpty } from '../yaml/node.ts';
import { applyConstraints, checkTypeBounds, refuseConstraints } from './constraints.ts';
import { type ReadContext, spanWithin } from './context.ts';
import { type Declaration, declarations, expected, oneOf, textOf, visibleSpan } from './forms.ts';
import { type Keys, readKeys } from './keys.ts';
import { checkName } from './names.ts';
import { readProtection } from './read-protection.ts';
import { readTypeSyntax, type TypeName } from './type-syntax.ts';

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
const MAX_CHOICES = 20;

/** Reads a type from whatever form it is written in: notation, phrase, list of values, or a map with `type`, `fields` or `oneOf`. */
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

/** Reads a type from the keys `type`, `fields` or `oneOf` and the constraints of a map that may say more. */
export function readTypeKeys(ctx: ReadContext, keys: Keys, of: TypeSubject, depth = 0): TypeReading {
  const [first, second] = FORMS.filter((form) => keys.get(form) !== undefined);
  if (first === undefined) {
    ctx.reporter.report('SPC2002', visibleSpan(ctx, keys.node), { key: 'type', where: `\`${of.name}\`` });
    return UNREADABLE;
  }
  if (second !== undefined) {
    const span = keys.entry(second)?.key.span ?? keys.node.span;
    ctx.reporter.report('SPC2003', span, { expected: `\`${first}\` or \`${second}\``, found: 'both' });
  }
  const others = keys.entry('additionalProperties');
  if (others !== undefined && first !== 'fields')
    ctx.reporter.report('TYP3004', others.key.span, { reason: 'Only an object with `fields` may have other members.' });
  const fields = keys.get('fields');
  if (first === 'fields' && fields !== undefined) {
    refuseConstraints(ctx, keys, 'an object');
    return { type: readObject(ctx, fields, keys, of, depth), origin: 'written' };
  }
  const choice = keys.get('oneOf');
  if (first === 'oneOf' && choice !== undefined) {
    refuseConstraints(ctx, keys, 'a choice');
    return { type: readChoice(ctx, choice, of, depth), origin: 'written' };
  }
  const typed = keys.get('type');
  if (typed === undefined) return UNREADABLE;
  const base = readType(ctx, typed, of, typed.kind === 'map' && depth < MAX_FIELD_DEPTH ? depth + 1 : depth);
  const content = keys.get('contentMediaType');
  if (content === undefined) return { ...base, type: applyConstraints(ctx, keys, base.type) };
  const media = oneOf(ctx, content, MEDIA_OF_CONTENT, 'A media type');
  // The constraints of a text that holds a document are those of the text.
  const text = scalar('string', { content: media === null ? null : { media, type: base.type } });
  return { ...base, type: applyConstraints(ctx, keys, text) };
}

const FORMS = ['type', 'fields', 'oneOf'] as const;
const MEDIA_OF_CONTENT = ['application/json', 'text/csv'] as const;

function readObject(ctx: ReadContext, node: YamlNode, keys: Keys, of: TypeSubject, depth: number): Type {
  if (depth >= MAX_FIELD_DEPTH) return tooDeep(ctx, node);
  const fields = declarations(ctx, node, 'field', 'identifier').map((field) => readObjectField(ctx, field, of, depth));
  const others = keys.get('additionalProperties');
  if (fields.length === 0 && others === undefined)
    ctx.reporter.report('TYP3004', visibleSpan(ctx, node), { reason: 'An object needs at least one field.' });
  if (others === undefined || (others.kind === 'scalar' && others.value === 'false')) return { kind: 'object', fields };
  if (others.kind === 'scalar' && others.value === 'true') return { kind: 'object', fields, others: 'any' };
  const more = { id: `${of.id}/*`, subject: `${of.subject}.*`, name: of.name };
  return { kind: 'object', fields, others: readType(ctx, others, more, depth + 1).type };
}

function readObjectField(ctx: ReadContext, field: Declaration, parent: TypeSubject, depth: number): Field {
  const id = `${parent.id}/${field.name}`;
  const of = { id, subject: `${parent.subject}.${field.name}`, name: field.name };
  const keys = field.value.kind === 'map' ? readKeys(ctx, field.value, 'field', field.key.span) : null;
  const read = keys === null ? readType(ctx, field.value, of, depth + 1) : readTypeKeys(ctx, keys, of, depth + 1);
  return {
    id,
    span: field.span,
    name: field.name,
    type: read.type,
    typeOrigin: read.origin,
    summary: keys === null ? null : readSummary(ctx, keys),
    protection: keys === null ? null : readProtection(ctx, keys),
  };
}

/** The sentence that says what something means, or null. */
export function readSummary(ctx: ReadContext, keys: Keys): string | null {
  const node = keys.get('summary');
  return node === undefined ? null : textOf(ctx, node, 'A sentence');
}

function readChoice(ctx: ReadContext, node: YamlNode, of: TypeSubject, depth: number): Type {
  if (depth >= MAX_FIELD_DEPTH) return tooDeep(ctx, node);
  if (node.kind !== 'seq' || node.items.length < 2 || node.items.length > MAX_CHOICES) {
    ctx.reporter.report('TYP3020', visibleSpan(ctx, node), {
      reason: `A choice is a list of 2 to ${MAX_CHOICES} types.`,
    });
    return scalar('json');
  }
  const types = node.items.map((item, i) => {
    const read = readType(ctx, item, { ...of, id: `${of.id}/oneOf/${i + 1}` }, depth + 1).type;
    if (read.kind === 'optional')
      ctx.reporter.report('TYP3020', item.span, { reason: 'Make the whole choice optional, not one part of it.' });
    return read.kind === 'optional' ? read.of : read;
  });
  const said = types.map((type) => JSON.stringify(type));
  const twice = said.findIndex((text, i) => said.indexOf(text) < i);
  const again = node.items[twice];
  if (again !== undefined)
    ctx.reporter.report('TYP3020', again.span, { reason: 'This type is in the choice already.' });
  const hidden = node.items[types.findIndex((type, i) => types.slice(0, i).some((before) => takesAll(before, type)))];
  if (again === undefined && hidden !== undefined)
    ctx.reporter.report('TYP3020', hidden.span, {
      reason: 'A type before this one takes all of its values, and the first that fits is taken. Write this one first.',
    });
  return { kind: 'oneOf', of: types };
}

/** Whether every value of a type fits another one as well: json takes anything, a text without bounds whatever is sent as a text. */
function takesAll(type: Type, of: Type): boolean {
  // What could not be read is reported already.
  if (type === UNREADABLE.type || type.kind !== 'scalar' || type.content !== null) return false;
  if (type.name === 'json') return true;
  if (type.name !== 'string' || type.length !== null || type.pattern !== null) return false;
  return of.kind === 'enum' || (of.kind === 'scalar' && !SENT_OTHERWISE.includes(of.name));
}

/** Scalars that are no texts on the wire. */
const SENT_OTHERWISE: readonly string[] = ['int', 'double', 'bool', 'json', 'file'];

function tooDeep(ctx: ReadContext, node: YamlNode): Type {
  ctx.reporter.report('TYP3004', visibleSpan(ctx, node), {
    reason: `Types may be nested ${MAX_FIELD_DEPTH} deep. Declare a type of its own.`,
  });
  return scalar('json');
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
    const noEntity = syntax.names.find(({ name, ref }) => ref && !ctx.names.entities.has(name));
    if (noEntity !== undefined) {
      reportNoEntity(ctx, node, noEntity);
      return UNREADABLE;
    }
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

function reportNoEntity(ctx: ReadContext, node: ScalarNode, { name, start, end }: TypeName): void {
  const span = spanWithin(ctx, node, start, end);
  const suggestion = ctx.reporter.suggest(name, ctx.names.entities.keys());
  const fixes = suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span, text: suggestion }] }];
  ctx.reporter.report('SPC2013', span, { what: 'entity', name, suggestion }, fixes);
}

function reportUnknown(ctx: ReadContext, node: ScalarNode, name: string, start: number, end: number): void {
  const span = spanWithin(ctx, node, start, end);
  const suggestion = ctx.reporter.suggest(name, SCALAR_NAMES, ctx.names.types.keys(), ctx.names.entities.keys());
  const fixes = suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span, text: suggestion }] }];
  ctx.reporter.report('TYP3001', span, { text: name, suggestion }, fixes);
}
