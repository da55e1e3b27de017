import type { Expr } from '../../spec/expressions/ast.ts';
import { exprParts, someExpr } from '../../spec/expressions/expr-parts.ts';
import type { Endpoint, Invariant, Model } from '../../spec/model.ts';
import { variable } from '../names.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { type Doc, from, group, indent, joined, line, list } from '../text/doc.ts';
import { key, quote } from '../text/quote.ts';
import { at, expression, LEVEL } from './expression.ts';
import { fromFile, type Module, newModule } from './module.ts';
import { isWide } from './row-invariants.ts';

type Kind = Invariant['of']['kind'];

/** The invariants of one decision, scorecard, entity or operation. */
export function invariantsOf(kind: Kind, name: string, { invariants }: Model): readonly Invariant[] {
  return invariants.filter(({ of }) => of.kind === kind && of.name === name);
}

/** The invariants of rows of an entity that look at the row alone. */
export function rowsAlone({ entity }: EntityPlan, { model }: Plan): readonly Invariant[] {
  return invariantsOf('entity', entity.name, model).filter((one) => !isWide(one, model));
}

/** Whether a property looks at the clock. */
export function mentionsTime(holds: Expr): boolean {
  return someExpr(holds, (part) => part.kind === 'call' && ['now', 'today'].includes(part.name));
}

/** What the data module of an entity calls its invariants. */
export function rowInvariants({ columns }: EntityPlan): string {
  return columns.replace(/Columns$/, 'Invariants');
}

/** `[{ name, holds }]`: a list of invariants, each a function of what it names. */
export function invariantList(invariants: readonly Invariant[], module: Module): Doc {
  const each = invariants.map((one) => from(one, invariant(one, module)));
  return list('[', each, ']');
}

function invariant({ name, of, holds: said }: Invariant, module: Module): Doc {
  const own = newModule(module.plan);
  const endpoint = module.plan.model.endpoints.find((one) => of.kind === 'operation' && one.name === of.name);
  const holds = endpoint === undefined ? said : onWire(said, endpoint);
  const text = conditions(holds, own);
  for (const used of own.decimals) module.decimals.add(used);
  for (const used of own.needs) if (!GIVEN.has(used)) module.needs.add(used);
  for (const [path, names] of own.files) for (const used of names) fromFile(module, path, used);
  const taken = [...new Set([...[...GIVEN].filter((member) => own.needs.has(member)), ...namesIn(holds)])];
  const parameter =
    taken.length === 0 ? '' : `{ ${taken.map((used) => (GIVEN.has(used) ? used : parameterOf(used))).join(', ')} }`;
  const body = group(indent([line, group(text)]));
  return list('{', [`name: ${quote(name)}`, [`holds: (${parameter}) =>`, body]], '}', true);
}

/** A condition on an answer, with its fields under the names that callers read. */
function onWire(expr: Expr, endpoint: Endpoint): Expr {
  const names = new Map(endpoint.output.flatMap(({ name, as }) => (as === null ? [] : [[name, as] as const])));
  const copy = names.size === 0 ? expr : withNames(expr, names);
  return isExpr(copy) ? copy : expr;
}

function isExpr(part: unknown): part is Expr {
  return part !== null && typeof part === 'object' && 'kind' in part && 'type' in part && 'span' in part;
}

/** A copy of a part of an expression in which fields of the answer have other names. */
function withNames(part: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(part)) return part.map((item) => withNames(item, names));
  if (part === null || typeof part !== 'object') return part;
  const entries = Object.entries(part).map(([key, inner]): [string, unknown] => [key, withNames(inner, names)]);
  const copy: Readonly<Record<string, unknown>> = Object.fromEntries(entries);
  const { kind, of, name } = copy;
  const isField = kind === 'member' && isExpr(of) && of.kind === 'name' && of.name === 'output';
  return isField && typeof name === 'string' ? { ...copy, name: names.get(name) ?? name } : copy;
}

/** What is asked one after the other stands on lines of its own where it is long. */
function conditions(expr: Expr, module: Module): Doc {
  if (expr.kind !== 'binary' || (expr.operator !== '&&' && expr.operator !== '||')) return expression(expr, module);
  const { operator } = expr;
  const operands = (part: Expr): Expr[] =>
    part.kind === 'binary' && part.operator === operator ? [...operands(part.left), ...operands(part.right)] : [part];
  const level = operator === '&&' ? LEVEL.equality : LEVEL.and + 1;
  const parts = operands(expr).map((part) => at(level, part, module));
  return joined(parts, [` ${operator}`, line]);
}

/** What a run holds under its own name. */
const GIVEN: ReadonlySet<string> = new Set(['input', 'caller', 'now']);

/** The values that an invariant reads, by their names in the specification. */
function namesIn(expr: Expr, bound: ReadonlySet<string> = new Set()): string[] {
  if (expr.kind === 'name') {
    const own = expr.scope === 'local' || (expr.scope === 'row' && expr.name !== 'row');
    return own && !bound.has(expr.name) ? [expr.name] : [];
  }
  if (expr.kind === 'member' && expr.of.kind === 'name' && expr.of.scope === 'row' && expr.of.name === 'row')
    return [expr.name];
  const inner = expr.kind === 'comprehension' ? new Set([...bound, expr.variable]) : bound;
  return exprParts(expr).flatMap((part) => namesIn(part, part === expr ? bound : inner));
}

function parameterOf(name: string): string {
  const safe = variable(name);
  return key(name) === safe ? safe : `${key(name)}: ${safe}`;
}
