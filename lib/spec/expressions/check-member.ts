import type { Span } from '../../core/text-range.ts';
import type { Type } from '../model.ts';
import type { Expr } from './ast.ts';
import { checkExpression, type ExpressionCheck, reportMissing } from './check-expression.ts';
import { checkName, suggestedFixes } from './check-name.ts';
import { fieldsOfType, looseFieldType } from './fields-of-type.ts';
import { pathOf } from './presence.ts';
import { isPresent, type Scope } from './scope.ts';
import {
  isText,
  NULL,
  open,
  optional,
  referenceOf,
  sayType,
  scalarName,
  UNKNOWN,
  withoutNull,
} from './static-types.ts';
import type { Syntax } from './syntax.ts';

/** Types `x.y`: a field, `row.y` and `steps.y`, or a field of the row that a reference leads to. */
export function checkMember(
  check: ExpressionCheck,
  scope: Scope,
  syntax: Extract<Syntax, { kind: 'member' }>,
  span: Span,
): Expr {
  const lead = syntax.of.kind === 'name' ? leadOf(scope, syntax.of.name) : null;
  if (lead !== null && syntax.name !== '') {
    const name = { kind: 'name', name: syntax.name, start: syntax.nameStart, end: syntax.end } as const;
    return checkName(check, scope, name, span, lead);
  }
  const of = checkExpression(check, scope, syntax.of);
  const { name } = syntax;
  if (of.type === UNKNOWN || name === '') return { kind: 'member', of, name, span, type: UNKNOWN };
  const reference = referenceOf(scope.table, of.type);
  const { type, optional: mayMiss } = open(scope.table, of.type);
  if (mayMiss && type !== UNKNOWN) reportMissing(check, of);
  const owner: Type = reference === null ? type : { kind: 'entity', name: reference.entity };
  const nameSpan = check.span(syntax.nameStart, syntax.nameStart + name.length);
  const declared = fieldType(check, scope, owner, name, nameSpan);
  const follows = reference === null ? {} : { follows: reference.entity };
  return narrowed(scope, pathOf(syntax), { kind: 'member', of, name, ...follows, span, type: declared });
}

/** `row` and `steps` lead to fields and steps, unless a variable has that name. */
function leadOf(scope: Scope, name: string): 'row' | 'steps' | null {
  if (scope.locals.has(name)) return null;
  if (name === 'row') return scope.row === null ? null : 'row';
  return name === 'steps' ? 'steps' : null;
}

/** Types `x[i]`: an item of a list, which may not be there, or a value of a map. */
export function checkIndex(
  check: ExpressionCheck,
  scope: Scope,
  syntax: Extract<Syntax, { kind: 'index' }>,
  span: Span,
): Expr {
  const of = checkExpression(check, scope, syntax.of);
  const index = checkExpression(check, scope, syntax.index);
  const { type, optional: mayMiss } = open(scope.table, of.type);
  if (mayMiss && type !== UNKNOWN) reportMissing(check, of);
  const key = open(scope.table, index.type);
  if (key.optional && key.type !== UNKNOWN) reportMissing(check, index);
  const item = of.kind === 'list' && of.items.length === 0 ? NULL : itemType(type, index);
  const wanted = type.kind === 'list' ? ['int', 'long'] : ['string', 'uuid'];
  const isKey =
    key.type === UNKNOWN ||
    wanted.includes(scalarName(key.type) ?? '') ||
    (type.kind === 'map' && key.type.kind === 'enum');
  const fits = item !== null && (isKey || scalarName(type) === 'json');
  if (type !== UNKNOWN && !fits)
    check.reporter.report('EXP4004', span, { operator: '[ ]', left: sayType(of.type), right: sayType(index.type) });
  return narrowed(scope, pathOf(syntax), { kind: 'index', of, index, span, type: item ?? UNKNOWN });
}

/** Null where nothing can be looked up. An item that the list's least length promises is always there. */
function itemType(type: Type, index: Expr): Type | null {
  if (type.kind === 'list') {
    const least = type.length?.min ?? 0;
    return index.kind === 'number' && Number(index.text) >= 0 && Number(index.text) < least
      ? type.of
      : optional(type.of);
  }
  if (type.kind === 'map') return optional(type.of);
  return scalarName(type) === 'json' || type === UNKNOWN ? looseFieldType(type) : null;
}

/** The same node, known to be there if its path was tested. */
export function narrowed(scope: Scope, path: string | null, expr: Expr): Expr {
  if (path === null || !isPresent(scope, path)) return expr;
  const { optional: mayMiss } = open(scope.table, expr.type);
  return mayMiss ? { ...expr, type: withoutNull(scope.table, expr.type), narrowed: true } : expr;
}

/** The type of a field; reports it where there is none. */
function fieldType(check: ExpressionCheck, scope: Scope, type: Type, name: string, span: Span): Type {
  if (type === UNKNOWN) return UNKNOWN;
  const fields = fieldsOfType(scope.table, type);
  const field = fields?.find((candidate) => candidate.name === name);
  if (field !== undefined) return field.type;
  const loose = looseFieldType(type);
  if (loose !== null) return loose;
  const meant = fields === null ? meantBy(name, type) : null;
  const suggestion = meant ?? check.reporter.suggest(name, fields?.map((candidate) => candidate.name) ?? []);
  check.reporter.report(
    'EXP4003',
    span,
    { name, of: capital(sayType(type)), suggestion },
    // The point in front of it would have to go.
    meant?.startsWith('[') === true ? [] : suggestedFixes(suggestion, span),
  );
  return UNKNOWN;
}

/** What other languages call the size of a text, a list or a map. */
const SIZES: ReadonlySet<string> = new Set(['length', 'size', 'count']);

/** What a name behind a point most likely means where there are no fields. */
function meantBy(name: string, type: Type): string | null {
  const hasSize = type.kind === 'list' || type.kind === 'map' || isText(type);
  if (hasSize && SIZES.has(name)) return 'size()';
  return type.kind === 'map' ? `["${name}"]` : null;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
