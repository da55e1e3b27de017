import type { Span } from '../../core/text-range.ts';
import { createReporter } from '../diagnostics/reporter.ts';
import type { Expr } from '../expressions/ast.ts';
import { checkExpression } from '../expressions/check-expression.ts';
import { namesIn } from '../expressions/check-name.ts';
import { fieldsOfType } from '../expressions/fields-of-type.ts';
import { LIST_FUNCTIONS } from '../expressions/functions/list-functions.ts';
import { TEXT_FUNCTIONS } from '../expressions/functions/text-functions.ts';
import { FUNCTIONS, METHODS } from '../expressions/functions.ts';
import { parseExpression } from '../expressions/parse.ts';
import type { Scope } from '../expressions/scope.ts';
import { isText, open, referenceOf, writeType } from '../expressions/static-types.ts';
import type { Type } from '../model.ts';
import type { Completion } from './completions.ts';

/**
 * What can follow the beginning of an expression: fields and methods after a point, values after a comparison with an
 * enumeration, else names and functions. The beginning is parsed and typed, so variables of `exists(v, …)` are known too.
 */
export function expressionCompletions(scope: Scope, before: string, span: Span): Completion[] {
  const lead = before.replace(/[A-Za-z_][A-Za-z0-9_]*$/, '');
  const here = look(scope, lead);
  if (lead.endsWith('.')) return memberCompletions(here.scope, leadName(lead), here.owner, span);
  const compared = /([A-Za-z_][A-Za-z0-9_.]*)\s*(?:==|!=|in\s*\[[^\]]*)\s*"?$/.exec(before)?.[1];
  const values = compared === undefined ? [] : enumCompletions(here.scope, compared, before.endsWith('"'), span);
  return [...values, ...nameCompletions(here.scope, span)];
}

/** What is known at the end of an unfinished expression: the scope there, and what stands before a last point. */
function look(scope: Scope, text: string): { scope: Scope; owner: Expr | null } {
  const found: { scope: Scope; owner: Expr | null } = { scope, owner: null };
  typed(scope, text, {
    onMissing: (within) => {
      found.scope = within;
    },
    onNode: (expr) => {
      if (expr.kind === 'member' && expr.name === '') found.owner = expr.of;
    },
  });
  return found;
}

function leadName(lead: string): string {
  return /(?:^|[^.\w])(row|steps)\.$/.exec(lead)?.[1] ?? '';
}

function memberCompletions(scope: Scope, lead: string, owner: Expr | null, span: Span): Completion[] {
  if (lead === 'row') return fieldCompletions(scope.row?.fields ?? [], span);
  if (lead === 'steps') return [...scope.steps].map(([name, type]) => completion(name, 'name', writeType(type), span));
  if (owner === null) return [];
  const reference = referenceOf(scope.table, owner.type);
  const type: Type =
    reference === null ? open(scope.table, owner.type).type : { kind: 'entity', name: reference.entity };
  return [...fieldCompletions(fieldsOfType(scope.table, type) ?? [], span), ...methodCompletions(type, span)];
}

function methodCompletions(type: Type, span: Span): Completion[] {
  const iterable = type.kind === 'list' || type.kind === 'map';
  const methods = iterable ? Object.entries(METHODS) : [];
  const functions = type.kind === 'list' ? LIST_FUNCTIONS : isText(type) ? TEXT_FUNCTIONS : {};
  return [
    ...methods.map(([name, { signature }]) => completion(name, 'function', signature, span)),
    ...Object.entries(functions).map(([name, { signature }]) => completion(name, 'function', signature, span)),
  ];
}

function fieldCompletions(fields: readonly { name: string; type: Type }[], span: Span): Completion[] {
  return fields.map((field) => completion(field.name, 'field', writeType(field.type), span));
}

function enumCompletions(scope: Scope, path: string, quoted: boolean, span: Span): Completion[] {
  const type = open(scope.table, typed(scope, path).type).type;
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
  const names = namesIn(scope).map((name) => completion(name, 'name', writeType(typed(scope, name).type), span));
  const functions = Object.entries(FUNCTIONS)
    .filter(([name]) => name !== 'sequence' || scope.isDefault === true)
    .map(([name, { signature }]) => completion(name, 'function', signature, span));
  return [...names, ...functions, completion('has', 'function', 'has(value): whether it is there', span)];
}

interface Listeners {
  onNode?: (expr: Expr) => void;
  onMissing?: (scope: Scope) => void;
}

function typed(scope: Scope, text: string, { onNode, onMissing }: Listeners = {}): Expr {
  const check = {
    reporter: createReporter(),
    text,
    span: (start: number, end: number) => ({ start, end }),
    onNode: onNode ?? null,
    onMissing,
  };
  return checkExpression(check, scope, parseExpression(text).syntax);
}

function completion(label: string, kind: Completion['kind'], detail: string, span: Span): Completion {
  const short = detail.length > 80 ? `${detail.slice(0, 79)}…` : detail;
  return { label, kind, detail: short, insert: label, span };
}
