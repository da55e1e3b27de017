import type { Span } from '../../core/text-range.ts';
import type { Type } from '../model.ts';
import type { Expr } from './ast.ts';
import type { ExpressionCheck } from './check-expression.ts';
import type { Scope } from './scope.ts';
import { open, sayType, UNKNOWN } from './static-types.ts';
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
    reportUnknown(check, scope, name, check.span(syntax.start, syntax.end));
    return { kind: 'name', name, scope: 'step', span, type: UNKNOWN };
  }
  if (found.scope === 'row' && only === undefined && scope.steps.has(name))
    check.reporter.report('EXP4015', span, { name });
  const type = scope.present.has(name) && found.scope !== 'row' ? open(scope.table, found.type).type : found.type;
  return { kind: 'name', name, scope: found.scope, span, type };
}

type NameScope = Extract<Expr, { kind: 'name' }>['scope'];

function find(scope: Scope, name: string, only: 'row' | 'steps' | undefined): { scope: NameScope; type: Type } | null {
  const local = scope.locals.get(name);
  if (local !== undefined && only === undefined) return { scope: 'local', type: local };
  const field = scope.row?.fields.find((candidate) => candidate.name === name);
  if (field !== undefined && only !== 'steps') return { scope: 'row', type: field.type };
  if (only === 'row') return null;
  if (only === undefined && name === 'input' && scope.input !== null) return { scope: 'input', type: scope.input };
  if (only === undefined && name === 'caller' && scope.caller !== null) return { scope: 'caller', type: scope.caller };
  const step = scope.steps.get(name);
  return step === undefined ? null : { scope: 'step', type: step };
}

function reportUnknown(check: ExpressionCheck, scope: Scope, name: string, span: Span): void {
  if (scope.later.has(name)) {
    check.reporter.report('FLW5002', span, { name });
    return;
  }
  const suggestion = check.reporter.suggest(name, namesIn(scope)) ?? inputFieldNamed(scope, name);
  const fixes = suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span, text: suggestion }] }];
  check.reporter.report('EXP4002', span, { name, suggestion }, fixes);
}

/** Every name that an expression may start with at this place. */
export function namesIn(scope: Scope): string[] {
  return [
    ...scope.locals.keys(),
    ...(scope.row?.fields.map((field) => field.name) ?? []),
    ...(scope.input === null ? [] : ['input']),
    ...(scope.caller === null ? [] : ['caller']),
    ...scope.steps.keys(),
  ];
}

/** People write `amount` where `input.amount` is meant. */
function inputFieldNamed(scope: Scope, name: string): string | null {
  const fields = scope.input?.kind === 'object' ? scope.input.fields : [];
  return fields.some((field) => field.name === name) ? `input.${name}` : null;
}

/** The type of a field; reports it where there is none. Fields of json are json. */
export function fieldType(check: ExpressionCheck, scope: Scope, type: Type, name: string, span: Span): Type {
  if (type === UNKNOWN) return UNKNOWN;
  if (type.kind === 'scalar' && type.name === 'json') return { kind: 'optional', of: type };
  const fields = fieldsOf(scope, type);
  const field = fields?.find((candidate) => candidate.name === name);
  if (field !== undefined) return field.type;
  const suggestion = check.reporter.suggest(name, fields?.map((candidate) => candidate.name) ?? []);
  const fixes = suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span, text: suggestion }] }];
  check.reporter.report('EXP4003', span, { name, of: capital(sayType(type)), suggestion }, fixes);
  return UNKNOWN;
}

/** The fields that a value has, or null if it has none by nature. */
export function fieldsOf(scope: Scope, type: Type): readonly { name: string; type: Type }[] | null {
  if (type.kind === 'object') return type.fields;
  if (type.kind === 'entity') return scope.table.entities.get(type.name)?.fields ?? null;
  return null;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
