import type { Span } from '../../core/text-range.ts';
import type { Classification, Type } from '../model.ts';
import type { TypeTable } from '../read/type-table.ts';
import { protectedCore } from './fields-of.ts';
import { fieldNamed, rankOf, worstField } from './worst-field.ts';

/** How a value entered: sent by the caller of this request, stored in a row, or in another way. */
export type Root = 'input' | 'row' | 'other';

/** A place that a classified value passed, with those before it. Shared between values; at most 12 are kept. */
export interface Hop {
  what: string;
  span: Span;
  before: Hop | null;
  root: Root;
  count: number;
}

/** What is known of a value's classification. */
export interface Flow {
  /** Of the value as a whole; null: only its parts may be classified, or nothing. */
  class: Classification | null;
  hop: Hop | null;
  /** Fields that are known better than by the type. */
  parts: ReadonlyMap<string, Flow> | null;
  /** What declares the other fields; null: there are none. */
  type: Type | null;
  root: Root;
}

/** Nothing classified. */
export const PLAIN: Flow = { class: null, hop: null, parts: null, type: null, root: 'other' };

const MAX_HOPS = 12;

/** The same value, one place further. What is not classified leaves no trace. */
export function passing(flow: Flow, what: string, span: Span): Flow {
  if (flow.hop === null || flow.hop.count >= MAX_HOPS) return flow;
  return { ...flow, hop: { what, span, before: flow.hop, root: flow.hop.root, count: flow.hop.count + 1 } };
}

/** A value of a declared type. `where` is what declares it, if its type has no name of its own. */
export function typedFlow(table: TypeTable, type: Type, where: { what: string; span: Span }, root: Root): Flow {
  const { protection, typeName } = protectedCore(table, type, null);
  return declaredFlow(table, type, protection.classification, typeName, where, root);
}

function declaredFlow(
  table: TypeTable,
  type: Type,
  classification: Classification | null,
  typeName: string | null,
  where: { what: string; span: Span },
  root: Root,
): Flow {
  if (rankOf(classification) === 0) return { ...PLAIN, class: classification, type, root };
  const declared = typeName === null ? undefined : table.types.get(typeName);
  const [what, span] = declared === undefined ? [where.what, where.span] : [declared.name, declared.span];
  return { class: classification, hop: { what, span, before: null, root, count: 1 }, parts: null, type, root };
}

/** A field of a value, a list's items taken as the list. What is classified as a whole is so in all its parts. */
export function memberFlow(table: TypeTable, of: Flow, name: string): Flow {
  const known = of.parts?.get(name) ?? declaredMember(table, of, name);
  return rankOf(of.class) > rankOf(known.class) ? { ...known, class: of.class, hop: of.hop } : known;
}

function declaredMember(table: TypeTable, of: Flow, name: string): Flow {
  const field = of.type === null ? undefined : fieldNamed(table, of.type, name);
  if (field === undefined) return { ...PLAIN, root: of.root };
  const { protection, typeName } = protectedCore(table, field.type, field.protection);
  const where = { what: ownerOf(table, of.type, name), span: field.span };
  return declaredFlow(table, field.type, protection.classification, typeName, where, of.root);
}

function ownerOf(table: TypeTable, type: Type | null, name: string): string {
  const core = type === null ? null : protectedCore(table, type, null);
  const owner = core === null ? null : core.core.kind === 'entity' ? core.core.name : core.typeName;
  return owner === null ? name : `${owner}.${name}`;
}

/** One value or another, or a list of both: as classified as the more classified one. */
export function joined(table: TypeTable, a: Flow, b: Flow): Flow {
  if (a === PLAIN) return b;
  if (b === PLAIN) return a;
  const [worse, other] = rankOf(b.class) > rankOf(a.class) ? [b, a] : [a, b];
  if (!sameType(a.type, b.type)) {
    const [one, two] = [worstOf(table, a), worstOf(table, b)];
    return rankOf(two.class) > rankOf(one.class) ? asWhole(two) : asWhole(one);
  }
  const parts = new Map(a.parts ?? []);
  for (const [name, flow] of b.parts ?? []) {
    const known = parts.get(name);
    parts.set(name, known === undefined ? flow : joined(table, known, flow));
  }
  return { ...worse, parts: parts.size === 0 ? null : parts, type: worse.type ?? other.type };
}

function sameType(a: Type | null, b: Type | null): boolean {
  if (a === null || b === null || a === b) return true;
  if (a.kind === 'optional') return sameType(a.of, b);
  if (b.kind === 'optional') return sameType(a, b.of);
  return a.kind === b.kind && 'name' in a && 'name' in b && a.name === b.name;
}

/** What was found for values with many known parts. A weak map is dear to collect, so that the others are searched each time. */
const worst = new WeakMap<Flow, Flow>();
const MANY = 64;

/** The most classified part of a value: of itself, of its known parts and of its declared fields. */
export function worstOf(table: TypeTable, flow: Flow): Flow {
  if (flow.parts === null || flow.parts.size < MANY) return searchWorst(table, flow);
  const known = worst.get(flow);
  if (known !== undefined) return known;
  const found = searchWorst(table, flow);
  worst.set(flow, found);
  return found;
}

function searchWorst(table: TypeTable, flow: Flow): Flow {
  let found = flow;
  const consider = (part: Flow): void => {
    if (rankOf(part.class) > rankOf(found.class)) found = part;
  };
  for (const part of flow.parts?.values() ?? []) consider(worstOf(table, part));
  // A known part is never less classified than its declaration.
  if (flow.type !== null) consider(worstDeclared(table, flow.type, flow.root));
  return found;
}

function worstDeclared(table: TypeTable, type: Type, root: Root): Flow {
  const found = worstField(table, type);
  if (found === null) return PLAIN;
  return declaredFlow(table, found.type, found.class, found.typeName, found, root);
}

/** A value that was made of another: its parts are gone, what they were is not. */
export function derived(table: TypeTable, flow: Flow): Flow {
  return asWhole(worstOf(table, flow));
}

function asWhole(flow: Flow): Flow {
  return { ...flow, parts: null, type: null };
}
