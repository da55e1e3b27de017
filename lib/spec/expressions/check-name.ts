import type { Span } from '../../core/text-range.ts';
import type { Fix } from '../diagnostic.ts';
import type { Type } from '../model.ts';
import type { Expr, NameScope } from './ast.ts';
import type { ExpressionCheck } from './check-expression.ts';
import { isPresent, type Scope } from './scope.ts';
import { open, UNKNOWN, withoutNull } from './static-types.ts';
import type { Syntax } from './syntax.ts';

type NameSyntax = Extract<Syntax, { kind: 'name' }>;

/** Finds what a name means. `only` limits it to fields of the row or to steps, as `row.x` and `steps.x` say. */
export function checkName(
  check: ExpressionCheck,
  scope: Scope,
  syntax: NameSyntax,
  span: Span,
  only?: 'row' | 'steps',
): Expr {
  const { name } = syntax;
  const found = find(scope, name, only);
  if (found === null) {
    reportUnknown(check, scope, name, check.span(syntax.start, syntax.end), only);
    return { kind: 'name', name, scope: 'step', span, type: UNKNOWN };
  }
  if (found.scope === 'row' && only === undefined && scope.steps.has(name)) reportAmbiguous(check, span, name);
  if (found.scope === 'entity' && scope.row === null) check.reporter.report('EXP4016', span, { name });
  const { optional } = open(scope.table, found.type);
  const path = only === undefined ? name : `${only}.${name}`;
  if (!optional || !isPresent(scope, path)) return { kind: 'name', name, scope: found.scope, span, type: found.type };
  const type = withoutNull(scope.table, found.type);
  return { kind: 'name', name, scope: found.scope, span, type, narrowed: true };
}

/** The declared enumeration that a name stands for on the right of `in`, as the list of its values; null if it stands for something else. */
export function checkEnumName(scope: Scope, syntax: Syntax, span: Span): Expr | null {
  if (syntax.kind !== 'name' || find(scope, syntax.name, undefined) !== null) return null;
  const declared = scope.table.types.get(syntax.name);
  const type = declared === undefined ? null : open(scope.table, declared.type).type;
  if (type?.kind !== 'enum') return null;
  const items = type.values.map((value): Expr => ({ kind: 'string', value, span, type }));
  return { kind: 'list', items, span, type: { kind: 'list', of: type, length: null } };
}

interface Found {
  scope: NameScope;
  type: Type;
}

function find(scope: Scope, name: string, only: 'row' | 'steps' | undefined): Found | null {
  const local = scope.locals.get(name);
  if (local !== undefined && only === undefined) return { scope: 'local', type: local };
  const field = scope.row?.fields.find((candidate) => candidate.name === name);
  if (field !== undefined && only !== 'steps') return { scope: 'row', type: field.type };
  if (only === 'row') return null;
  if (only === undefined && name === 'input' && scope.input !== null) return { scope: 'input', type: scope.input };
  if (only === undefined && name === 'caller' && scope.caller !== null) return { scope: 'caller', type: scope.caller };
  const step = scope.steps.get(name);
  if (step !== undefined) return { scope: 'step', type: step };
  if (only === 'steps' || !scope.table.entities.has(name)) return null;
  return { scope: 'entity', type: { kind: 'list', of: { kind: 'entity', name }, length: null } };
}

function reportAmbiguous(check: ExpressionCheck, span: Span, name: string): void {
  const fixes = ['row', 'steps'].map((lead) => writeFix(`${lead}.${name}`, span));
  check.reporter.report('EXP4015', span, { name }, fixes);
}

function reportUnknown(
  check: ExpressionCheck,
  scope: Scope,
  name: string,
  span: Span,
  only: 'row' | 'steps' | undefined,
): void {
  if (scope.later.has(name) && only !== 'row') {
    check.reporter.report('FLW5002', span, { name });
    return;
  }
  const holder = scope.hidden?.get(name);
  if (holder !== undefined && only !== 'row') {
    check.reporter.report('FLW5066', span, { name, holder });
    return;
  }
  const fields = scope.row?.fields.map((field) => field.name) ?? [];
  const names = only === 'row' ? fields : only === 'steps' ? [...scope.steps.keys()] : namesIn(scope);
  const suggestion = check.reporter.suggest(name, names) ?? (only === undefined ? inputFieldNamed(scope, name) : null);
  const nameSpan = only === undefined ? span : { start: span.end - name.length, end: span.end };
  check.reporter.report('EXP4002', nameSpan, { name, suggestion }, suggestedFixes(suggestion, nameSpan));
}

/** The fix that writes a suggestion in the place of what was written; none without one. */
export function suggestedFixes(suggestion: string | null, span: Span): Fix[] {
  return suggestion === null ? [] : [writeFix(suggestion, span)];
}

function writeFix(text: string, span: Span): Fix {
  return { title: `Write ${text}`, edits: [{ span, text }] };
}

/** Every name that an expression may start with at this place. */
export function namesIn(scope: Scope): string[] {
  return [
    ...scope.locals.keys(),
    ...(scope.row?.fields.map((field) => field.name) ?? []),
    ...(scope.input === null ? [] : ['input']),
    ...(scope.caller === null ? [] : ['caller']),
    ...scope.steps.keys(),
    ...(scope.row === null ? [] : scope.table.entities.keys()),
  ];
}

/** People write `amount` where `input.amount` is meant. */
function inputFieldNamed(scope: Scope, name: string): string | null {
  const fields = scope.input?.kind === 'object' ? scope.input.fields : [];
  return fields.some((field) => field.name === name) ? `input.${name}` : null;
}
