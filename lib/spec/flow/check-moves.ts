import type { Expr } from '../expressions/ast.ts';
import type { Model, Step } from '../model.ts';
import { flowsOf, nestedLists } from '../step-tree.ts';
import { endsFlow } from './ends-flow.ts';
import type { FlowRule } from './flow-rule.ts';
import { endsSegment } from './outside-work.ts';
import { possibleTexts } from './possible-texts.ts';
import { type Lifecycle, lifecyclesOf, statusesWhere } from './statuses.ts';

/** The statuses that the stored row of a step can have, by the step's name. A step that is not in it: any. */
type Known = Map<string, { entity: string; statuses: ReadonlySet<string> }>;

/** Moves of a lifecycle that can never be allowed, as far as the row's status is known from `where`, `create` and guards. */
export const checkMoves: FlowRule = (model, report) => {
  const lifecycles = lifecyclesOf(model);
  if (lifecycles.size === 0) return;
  const walk = (steps: readonly Step[], known: Known): void => {
    for (const step of steps) {
      if (step.kind === 'update') {
        const lifecycle = lifecycles.get(step.entity);
        const move = lifecycle === undefined ? null : moveOf(model, lifecycle, step, known);
        if (move !== null && lifecycle !== undefined) {
          if (isIllegal(lifecycle, move))
            report('FLW5057', move.span, { entity: step.entity, from: [...move.from], to: [...move.to] });
          if (move.row !== null && step.when === null) known.set(move.row, { entity: step.entity, statuses: move.to });
          else if (move.row !== null) known.delete(move.row);
        }
      }
      for (const list of nestedLists(step)) walk(list, narrowed(known, lifecycles, step.when, true));
      // What nested steps or others did meanwhile is not known.
      if (nestedLists(step).length > 0 || endsSegment(step) || step.kind === 'run') known.clear();
      learn(model, lifecycles, step, known);
    }
  };
  for (const flow of flowsOf(model)) walk(flow.steps, new Map());
};

interface Move {
  from: ReadonlySet<string>;
  to: ReadonlySet<string>;
  /** The step whose row it is, or null. */
  row: string | null;
  span: Step['span'];
}

function moveOf(
  model: Model,
  lifecycle: Lifecycle,
  step: Extract<Step, { kind: 'update' }>,
  known: Known,
): Move | null {
  const assignment = step.with.find(({ name }) => name === lifecycle.field);
  const to = assignment === undefined ? null : possibleTexts(model, assignment.value);
  if (assignment === undefined || to === null) return null;
  const isField = (expr: Expr): boolean =>
    expr.kind === 'name' && expr.scope === 'row' && expr.name === lifecycle.field;
  const row = rowMeant(step.where, lifecycle.key);
  const seen = narrowed(known, new Map([[lifecycle.entity.name, lifecycle]]), step.when, true);
  const before = row === null ? undefined : seen.get(row)?.statuses;
  const asked = statusesWhere(step.where, true, isField, lifecycle.all);
  const from = new Set([...asked].filter((status) => before === undefined || before.has(status)));
  return { from, to, row, span: assignment.span };
}

/** Every move that is one is forbidden; staying where it is counts as allowed only if the status is known. */
function isIllegal({ moves, all }: Lifecycle, { from, to }: Move): boolean {
  const pairs = [...from].flatMap((before) => [...to].map((after) => [before, after] as const));
  const real = pairs.filter(([before, after]) => before !== after);
  if (real.length === 0 || real.some(([before, after]) => moves.get(before)?.includes(after) === true)) return false;
  return real.length === pairs.length || from.size === all.length;
}

/** The step whose row a condition fixes by its key: `id == loan.id`. */
function rowMeant(where: Expr, key: string): string | null {
  if (where.kind !== 'binary') return null;
  const { operator, left, right } = where;
  if (operator === '&&') return rowMeant(left, key) ?? rowMeant(right, key);
  if (operator !== '==') return null;
  const value = isRowField(left, key) ? right : isRowField(right, key) ? left : null;
  return value?.kind === 'member' && value.name === key && value.of.kind === 'name' ? value.of.name : null;
}

function isRowField(expr: Expr, name: string): boolean {
  return expr.kind === 'name' && expr.scope === 'row' && expr.name === name;
}

/** What is known if a condition holds. */
function narrowed(
  known: Known,
  lifecycles: ReadonlyMap<string, Lifecycle>,
  condition: Expr | null,
  holds: boolean,
): Known {
  const next: Known = new Map(known);
  if (condition === null) return next;
  for (const [name, { entity, statuses }] of known) {
    const lifecycle = lifecycles.get(entity);
    if (lifecycle === undefined) continue;
    const isStatus = (expr: Expr): boolean =>
      expr.kind === 'member' && expr.name === lifecycle.field && expr.of.kind === 'name' && expr.of.name === name;
    const asked = statusesWhere(condition, holds, isStatus, lifecycle.all);
    next.set(name, { entity, statuses: new Set([...statuses].filter((status) => asked.has(status))) });
  }
  return next;
}

/** What is known behind a step: the row that it read or stored, and what its guard made sure. */
function learn(model: Model, lifecycles: ReadonlyMap<string, Lifecycle>, step: Step, known: Known): void {
  const condition = step.kind === 'guard' && step.when === null ? step.holds : null;
  for (const [name, value] of narrowed(known, lifecycles, condition, true)) known.set(name, value);
  if (step.kind === 'raise' && step.when !== null && endsFlow({ ...step, when: null }))
    for (const [name, value] of narrowed(known, lifecycles, step.when, false)) known.set(name, value);
  if (step.kind !== 'create' && step.kind !== 'find') return;
  const lifecycle = lifecycles.get(step.entity);
  if (lifecycle === undefined) return;
  known.set(step.name, { entity: step.entity, statuses: statusesOf(model, lifecycle, step) });
}

function statusesOf(
  model: Model,
  lifecycle: Lifecycle,
  step: Extract<Step, { kind: 'create' | 'find' }>,
): ReadonlySet<string> {
  if (step.kind === 'find') {
    const isField = (expr: Expr): boolean => isRowField(expr, lifecycle.field);
    return statusesWhere(step.where, true, isField, lifecycle.all);
  }
  const given = step.with.find(({ name }) => name === lifecycle.field)?.value;
  const usual = lifecycle.entity.fields.find(({ name }) => name === lifecycle.field)?.default ?? null;
  const value = given ?? usual;
  return (value === null ? null : possibleTexts(model, value)) ?? new Set(lifecycle.all);
}
