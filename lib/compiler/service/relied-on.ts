import type { Expr } from '../../spec/expressions/ast.ts';
import type { Step } from '../../spec/model.ts';
import type { EntityPlan, FlowPlan } from '../plan.ts';
import { stepsWithin } from '../steps-within.ts';
import { type Doc, hardline } from '../text/doc.ts';
import { quote, sqlName } from '../text/quote.ts';
import type { Module } from './module.ts';
import { isKept } from './repeats.ts';
import { entityOf } from './row-query.ts';
import type { Of } from './steps.ts';

/**
 * Statements before a step that reads rows: where the operation later adds rows that would have changed what was read, and
 * decides by it, nobody else may add or change such rows until it is stored. Rows that are not there cannot be locked, so their
 * table is, for writers. A schedule works through many rows and is alone anyway.
 */
export function holdTables(step: Of<'find'> | Of<'list'> | Of<'count'>, flow: FlowPlan, module: Module): Doc[] {
  const tables = tablesReliedOn(step, flow, module);
  if (tables.length === 0) return [];
  module.needs.add('tx');
  const locks = tables.map((table) => quote(`LOCK TABLE ${sqlName(table)} IN SHARE ROW EXCLUSIVE MODE`));
  return [
    '// Nobody else adds or changes rows until what follows is stored.',
    hardline,
    ...locks.flatMap((lock): Doc[] => [`await tx.script(${lock});`, hardline]),
  ];
}

function tablesReliedOn(step: Of<'find'> | Of<'list'> | Of<'count'>, flow: FlowPlan, module: Module): string[] {
  const { plan, everyRow } = module;
  if (everyRow === true || isKept(step, flow, plan)) return [];
  const steps = stepsWithin(flow.steps);
  const later = steps.slice(steps.findIndex(({ id }) => id === step.id) + 1);
  const added = new Set(later.flatMap((other) => (isAdding(other) ? [other.entity] : [])));
  if (added.size === 0) return [];
  const planned = entityOf(step.entity, plan);
  const itself = added.has(step.entity) && decidesByAbsence(step, later) ? [planned.table] : [];
  const others = computedFrom(planned, added)
    .filter(({ field }) => later.some((other) => decides(other, step.name, field)))
    .map(({ entity }) => entityOf(entity, plan).table);
  return [...new Set([...itself, ...others])];
}

function isAdding(step: Step): step is Of<'create'> | Of<'upsert'> {
  return step.kind === 'create' || step.kind === 'upsert';
}

/** Whether it matters that there are no more rows: they are counted, or something is decided by what was found. */
function decidesByAbsence(step: Of<'find'> | Of<'list'> | Of<'count'>, later: readonly Step[]): boolean {
  if (step.kind === 'count') return true;
  return (step.kind === 'list' || step.else === null) && later.some((other) => decides(other, step.name, null));
}

/** Computed fields that look at rows of the entities that are added to. */
function computedFrom({ entity }: EntityPlan, added: ReadonlySet<string>): { field: string; entity: string }[] {
  return entity.fields.flatMap(({ name, value }) =>
    value === null
      ? []
      : [...added].flatMap((other) => (looksAt(value, other) ? [{ field: name, entity: other }] : [])),
  );
}

function looksAt(expr: Expr, entity: string): boolean {
  return holds(expr, (part) => part['kind'] === 'name' && part['scope'] === 'entity' && part['name'] === entity);
}

/** Whether a step is done, refused or chosen by a result, or by one of its fields; what it only hands on decides nothing. */
function decides(step: Step, result: string, field: string | null): boolean {
  const asked = (part: unknown): boolean =>
    holds(part, (one) => (field === null ? isStep(one, result) : one['name'] === field && isStep(one['of'], result)));
  if (asked(step.when)) return true;
  if (step.kind === 'guard') return asked(step.holds);
  if (step.kind === 'set') return asked(step.value);
  if (step.kind === 'decide' || step.kind === 'score') return asked(step.with);
  return step.kind === 'switch' && step.cases.some((one) => asked(one.when));
}

/** `x`, and `steps.x`. */
function isStep(part: unknown, name: string): boolean {
  const { kind, scope, name: own, of } = Object(part);
  if (own !== name) return false;
  return (kind === 'name' && scope === 'step') || (kind === 'member' && isStep(of, 'steps'));
}

function holds(part: unknown, test: (part: Readonly<Record<string, unknown>>) => boolean): boolean {
  if (part === null || typeof part !== 'object') return false;
  if (Array.isArray(part)) return part.some((item) => holds(item, test));
  const node: Readonly<Record<string, unknown>> = { ...part };
  return test(node) || Object.values(node).some((inner) => holds(inner, test));
}
