import type { Span } from '../../core/text-range.ts';
import { createReporter } from '../diagnostics/reporter.ts';
import { checkExpression } from '../expressions/check-expression.ts';
import { fieldsOf, namesIn } from '../expressions/check-name.ts';
import { FUNCTIONS } from '../expressions/functions.ts';
import { parseExpression } from '../expressions/parse.ts';
import type { Scope } from '../expressions/scope.ts';
import { open, writeType } from '../expressions/static-types.ts';
import type { Type } from '../model.ts';
import type { Completion } from './completions.ts';

/** What can follow the beginning of an expression: fields after a point, values after a comparison with an enumeration, else names. */
export function expressionCompletions(scope: Scope, before: string, span: Span): Completion[] {
  const chain = /((?:[A-Za-z_][A-Za-z0-9_]*\.)+)[A-Za-z0-9_]*$/.exec(before)?.[1]?.slice(0, -1);
  if (chain !== undefined) return memberCompletions(scope, chain, span);
  const compared = /([A-Za-z_][A-Za-z0-9_.]*)\s*(?:==|!=)\s*"?$/.exec(before)?.[1];
  const values = compared === undefined ? [] : enumCompletions(scope, compared, before.endsWith('"'), span);
  return [...values, ...nameCompletions(scope, span)];
}

function memberCompletions(scope: Scope, chain: string, span: Span): Completion[] {
  if (chain === 'row') return fieldCompletions(scope.row?.fields ?? [], span);
  if (chain === 'steps') return [...scope.steps].map(([name, type]) => completion(name, 'name', writeType(type), span));
  const type = open(scope.table, typeOf(scope, chain)).type;
  const methods = type.kind === 'list' ? ['exists', 'all', 'filter', 'map', 'exists_one'] : [];
  return [
    ...fieldCompletions(fieldsOf(scope, type) ?? [], span),
    ...methods.map((name) => completion(name, 'function', 'over the items', span)),
  ];
}

function fieldCompletions(fields: readonly { name: string; type: Type }[], span: Span): Completion[] {
  return fields.map((field) => completion(field.name, 'field', writeType(field.type), span));
}

function enumCompletions(scope: Scope, path: string, quoted: boolean, span: Span): Completion[] {
  const type = open(scope.table, typeOf(scope, path)).type;
  if (type.kind !== 'enum') return [];
  return type.values.map((value) => ({
    label: value,
    kind: 'value',
    detail: null,
    insert: quoted ? value : `"${value}"`,
    span,
  }));
}

function nameCompletions(scope: Scope, span: Span): Completion[] {
  const names = namesIn(scope).map((name) => completion(name, 'name', writeType(typeOf(scope, name)), span));
  const functions = Object.entries(FUNCTIONS)
    .filter(([, { later }]) => later !== true)
    .map(([name, { signature }]) => completion(name, 'function', signature, span));
  return [...names, ...functions, completion('has', 'function', 'has(value): whether it is there', span)];
}

function typeOf(scope: Scope, path: string): Type {
  const check = {
    reporter: createReporter(),
    text: path,
    span: (start: number, end: number) => ({ start, end }),
    onNode: null,
  };
  return checkExpression(check, scope, parseExpression(path).syntax).type;
}

function completion(label: string, kind: Completion['kind'], detail: string, span: Span): Completion {
  const short = detail.length > 80 ? `${detail.slice(0, 79)}…` : detail;
  return { label, kind, detail: short, insert: label, span };
}
