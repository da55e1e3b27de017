import type { Span } from '../../core/text-range.ts';
import type { Field, Type } from '../model.ts';
import type { TypeTable } from '../read/type-table.ts';
import type { Expr } from './ast.ts';
import type { ExpressionCheck } from './check-expression.ts';
import type { Scope } from './scope.ts';
import { isText, open, sayType, UNKNOWN, unify } from './static-types.ts';

type Entries = Extract<Expr, { kind: 'map' }>['entries'];

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** Types `{"a": 1}`: an object if all keys are literal names, whose fields may differ in type; else a map of values of one type. */
export function checkMapLiteral(check: ExpressionCheck, scope: Scope, entries: Entries, span: Span): Expr {
  const seen = new Set<string>();
  for (const { key } of entries) {
    const { type, optional } = open(scope.table, key.type);
    if (type !== UNKNOWN && (optional || !isText(type)))
      check.reporter.report('TYP3008', key.span, { expected: 'A text', found: sayType(key.type) });
    if (key.kind !== 'string') continue;
    if (seen.has(key.value)) check.reporter.report('EXP4021', key.span, { name: key.value });
    seen.add(key.value);
  }
  const fields = entries.flatMap(({ key, value }) => (key.kind === 'string' ? fieldOf(key.value, value) : []));
  if (fields.length > 0 && fields.length === entries.length)
    return { kind: 'map', entries, span, type: { kind: 'object', fields } };
  const of = valueType(scope.table, entries);
  if (of === null)
    check.reporter.report('TYP3008', span, { expected: 'A map of values of one type', found: 'of several' });
  return { kind: 'map', entries, span, type: { kind: 'map', of: of ?? UNKNOWN } };
}

function fieldOf(name: string, { span, type }: Expr): Field[] {
  if (!NAME.test(name)) return [];
  return [{ id: name, span, name, type, typeOrigin: 'default', summary: null, protection: null }];
}

function valueType(table: TypeTable, entries: Entries): Type | null {
  const [first, ...others] = entries;
  return others.reduce<Type | null>(
    (type, { value }) => (type === null ? null : unify(table, type, value.type)),
    first?.value.type ?? UNKNOWN,
  );
}

/** A literal where a map is asked for, as a map of its values if they have one type; every other expression as it is. */
export function asMap(scope: Scope, expr: Expr): Expr {
  if (expr.kind !== 'map' || expr.type.kind !== 'object') return expr;
  const of = valueType(scope.table, expr.entries);
  return of === null ? expr : { ...expr, type: { kind: 'map', of } };
}
