import type { Expr } from '../../spec/expressions/ast.ts';
import { exprParts, someExpr } from '../../spec/expressions/expr-parts.ts';
import type { Invariant } from '../../spec/model.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { stepsWithin } from '../steps-within.ts';
import { sqlName } from '../text/quote.ts';

/**
 * What a change of an entity's rows may break: of the rows that an invariant is about, those that the changed ones are known
 * from. `rows` is a condition on them, over the values that `of` names in the changed rows.
 */
export interface RowEffect {
  /** The entity whose rows change. */
  entity: EntityPlan;
  /** The field of a changed row. */
  of: string;
  rows: (keys: string) => string;
  /** It is not known which rows a change is about: all are looked at. */
  isWide: boolean;
}

/** How deep references and collections may stand in each other before nobody asks which rows a change is about. */
const MAX_DEPTH = 8;

/** Rows that an expression stands on, and how the invariant's own rows are found from them. */
interface Ground {
  planned: EntityPlan;
  /** Makes a condition on these rows one on the invariant's own. */
  where: (condition: string) => string;
}

interface Walk {
  plan: Plan;
  effects: RowEffect[];
  depth: number;
  row: Ground;
  locals: ReadonlyMap<string, Ground>;
}

/** What changes of which rows an invariant of an entity has to be looked at for: its own, and those that it reads besides. */
export function effectsOn({ holds, of }: Invariant, plan: Plan): readonly RowEffect[] {
  const planned = plan.entities.find(({ entity }) => entity.name === of.name);
  const key = planned === undefined ? null : keyOf(planned);
  if (planned === undefined || key === null) return [];
  const row: Ground = { planned, where: (condition) => condition };
  const own: RowEffect = {
    entity: planned,
    of: key,
    rows: (keys) => `${sqlName(key)} = ANY (${keys})`,
    isWide: false,
  };
  const walk: Walk = { plan, effects: [own], depth: 0, row, locals: new Map() };
  visit(holds, walk);
  return distinct(walk.effects);
}

function visit(expr: Expr, walk: Walk): void {
  if (walk.depth > MAX_DEPTH) {
    for (const planned of walk.plan.entities) lookAtAll(planned, walk);
    return;
  }
  const rows = rowsUnder(expr);
  if (rows !== null) {
    overRows(rows, walk);
    return;
  }
  if (expr.kind === 'name' && expr.scope === 'entity') {
    lookAtAll(plannedIn(expr.name, walk), walk);
    return;
  }
  if (expr.kind === 'member' && expr.follows !== undefined) {
    if (groundOf(expr, walk) === null) visit(expr.of, inside(walk));
    return;
  }
  const computed = computedField(expr, walk);
  if (computed !== null) visit(computed.value, { ...inside(walk), row: computed.ground, locals: new Map() });
  for (const part of exprParts(expr)) visit(part, walk);
}

/** A walk one deeper, which notes what it finds in the same place. */
function inside(walk: Walk): Walk {
  return { ...walk, depth: walk.depth + 1 };
}

/** Rows that a reference leads to; a change of them is one that the rows before it may be broken by. */
function groundOf(expr: Extract<Expr, { kind: 'member' }>, walk: Walk): Ground | null {
  const planned = walk.plan.entities.find(({ entity }) => entity.name === expr.follows);
  const key = planned === undefined ? null : keyOf(planned);
  const from = columnIn(expr.of, walk);
  if (planned === undefined || key === null || from === null) {
    lookAtAll(planned, walk);
    return null;
  }
  const { ground, column } = from;
  const where = (condition: string): string =>
    ground.where(`${sqlName(column)} IN (SELECT ${sqlName(key)} FROM ${sqlName(planned.table)} WHERE ${condition})`);
  walk.effects.push({
    entity: planned,
    of: key,
    rows: (keys) => ground.where(`${sqlName(column)} = ANY (${keys})`),
    isWide: false,
  });
  if (isForgotten(ground.planned, column, planned, walk.plan)) lookAtAll(planned, walk);
  const field = planned.entity.fields.find(({ name }) => name === expr.name);
  const reached = { planned, where };
  if (field?.value != null) visit(field.value, { ...inside(walk), row: reached, locals: new Map() });
  return reached;
}

/** Whether deleting a row empties references to it, so that nobody knows afterwards whose they were. */
function isForgotten({ entity }: EntityPlan, column: string, target: EntityPlan, { model }: Plan): boolean {
  const emptied = entity.fields.find(({ name }) => name === column)?.onDelete === 'null';
  return emptied && stepsOn(target, model).some(({ kind }) => kind === 'delete');
}

function stepsOn({ entity }: EntityPlan, model: Plan['model']): ReturnType<typeof stepsWithin>[number][] {
  const flows = [...model.endpoints, ...model.processes, ...model.schedules];
  return flows
    .flatMap(({ processing }) => stepsWithin(processing))
    .filter((step) => 'entity' in step && step.entity === entity.name);
}

/** `Line.all(l, l.order != row.id || …)`: rows that are told apart by a field that equals one of the rows around. */
function overRows({ entity: name, tests }: Rows, walk: Walk): void {
  const planned = walk.plan.entities.find(({ entity }) => entity.name === name);
  if (planned === undefined) return;
  const link = linkIn(tests, planned, walk);
  const where =
    link === null || isMoved(planned, link.field, walk.plan) ? untied(planned, walk) : tied(planned, link, walk);
  for (const { variable, body } of tests) {
    const locals = new Map(walk.locals).set(variable, { planned, where });
    visit(body, { ...inside(walk), locals });
  }
}

/** Rows that a field ties to rows around: a change of them is about those that have the value of that field. */
function tied(
  planned: EntityPlan,
  { field, ground, column }: { field: string; ground: Ground; column: string },
  walk: Walk,
): Ground['where'] {
  walk.effects.push({
    entity: planned,
    of: field,
    rows: (keys) => ground.where(`${sqlName(column)} = ANY (${keys})`),
    isWide: false,
  });
  return (condition) =>
    ground.where(`${sqlName(column)} IN (SELECT ${sqlName(field)} FROM ${sqlName(planned.table)} WHERE ${condition})`);
}

/** Rows that nothing ties to rows around, or that some step moves to others: a change of them is about all. */
function untied(planned: EntityPlan, walk: Walk): Ground['where'] {
  lookAtAll(planned, walk);
  return (condition) => `EXISTS (SELECT 1 FROM ${sqlName(planned.table)} WHERE ${condition})`;
}

/** Whatever row of an entity changes, all rows are looked at. */
function lookAtAll(planned: EntityPlan | undefined, walk: Walk): void {
  const key = planned === undefined ? null : keyOf(planned);
  if (planned === undefined || key === null) return;
  walk.effects.push({ entity: planned, of: key, rows: (keys) => `cardinality(${keys}::text[]) > 0`, isWide: true });
}

function plannedIn(entity: string, { plan }: Walk): EntityPlan | undefined {
  return plan.entities.find((planned) => planned.entity.name === entity);
}

interface Test {
  variable: string;
  body: Expr;
  /**
   * How it tells rows apart that matter: they fulfil all of it, or all others fulfil some part of it (`all`); null: it is no
   * test.
   */
  tells: '&&' | '||' | null;
}

interface Rows {
  entity: string;
  tests: readonly Test[];
}

/** The rows of an entity that an expression goes over. */
function rowsUnder(expr: Expr): Rows | null {
  if (expr.kind !== 'comprehension') return null;
  const entity = entityOf(expr.over);
  const under = entity === null ? rowsUnder(expr.over) : { entity, tests: [] };
  return under === null ? null : { entity: under.entity, tests: [...under.tests, ...testsOf(expr)] };
}

function testsOf({ variable, body, method }: Extract<Expr, { kind: 'comprehension' }>): Test[] {
  return [{ variable, body, tells: method === 'map' ? null : method === 'all' ? '||' : '&&' }];
}

function entityOf(expr: Expr): string | null {
  return expr.kind === 'name' && expr.scope === 'entity' ? expr.name : null;
}

/** The field of the rows that a test ties to a field of a row around. */
function linkIn(
  tests: readonly Test[],
  planned: EntityPlan,
  walk: Walk,
): { field: string; ground: Ground; column: string } | null {
  for (const { variable, body, tells } of tests) {
    for (const part of tells === null ? [] : operandsOf(body, tells)) {
      const equal = equalIn(part, tells === '&&');
      if (equal === null) continue;
      for (const [one, other] of [equal, [equal[1], equal[0]] as const]) {
        const field = one.kind === 'member' && isLocal(one.of, variable) ? one.name : null;
        const stored = planned.entity.fields.find(({ name }) => name === field);
        const around = readsLocal(other, variable) ? null : columnIn(other, walk);
        if (field !== null && stored !== undefined && stored.value === null && around !== null)
          return { field, ...around };
      }
    }
  }
  return null;
}

function operandsOf(expr: Expr, operator: '&&' | '||'): Expr[] {
  if (expr.kind !== 'binary' || expr.operator !== operator) return [expr];
  return [...operandsOf(expr.left, operator), ...operandsOf(expr.right, operator)];
}

/** Both sides of an equation; of one that does not hold where the test is an alternative. */
function equalIn(expr: Expr, narrows: boolean): readonly [Expr, Expr] | null {
  if (expr.kind === 'unary' && expr.operator === '!' && !narrows) return equalIn(expr.operand, true);
  const wanted = narrows ? '==' : '!=';
  return expr.kind === 'binary' && expr.operator === wanted ? [expr.left, expr.right] : null;
}

function isLocal(expr: Expr, name: string): boolean {
  return expr.kind === 'name' && expr.scope === 'local' && expr.name === name;
}

function readsLocal(expr: Expr, name: string): boolean {
  return someExpr(expr, (part) => isLocal(part, name));
}

/** The stored field that an expression is, and whose row it is of. */
function columnIn(expr: Expr, walk: Walk): { ground: Ground; column: string } | null {
  const found = fieldIn(expr, walk);
  const field = found?.ground.planned.entity.fields.find(({ name }) => name === found.column);
  return field === undefined || field.value !== null ? null : found;
}

function fieldIn(expr: Expr, walk: Walk): { ground: Ground; column: string } | null {
  if (expr.kind === 'name' && expr.scope === 'row') return { ground: walk.row, column: expr.name };
  if (expr.kind !== 'member') return null;
  const { of, name } = expr;
  if (expr.follows !== undefined) {
    const ground = groundOf(expr, walk);
    return ground === null ? null : { ground, column: name };
  }
  if (of.kind === 'name' && of.scope === 'row' && of.name === 'row') return { ground: walk.row, column: name };
  const local = of.kind === 'name' && of.scope === 'local' ? walk.locals.get(of.name) : undefined;
  return local === undefined ? null : { ground: local, column: name };
}

/** The expression of a field that is computed, with the row that it is of. */
function computedField(expr: Expr, walk: Walk): { value: Expr; ground: Ground } | null {
  if (expr.kind === 'member' && expr.follows !== undefined) return null;
  const found = fieldIn(expr, walk);
  const value = found?.ground.planned.entity.fields.find(({ name }) => name === found.column)?.value ?? null;
  return found === null || value === null ? null : { value, ground: found.ground };
}

/** Whether some step gives a field of rows that are there another value: nobody knows afterwards which one it had. */
function isMoved(planned: EntityPlan, field: string, { model }: Plan): boolean {
  return stepsOn(planned, model).some(
    (step) =>
      (step.kind === 'update' || (step.kind === 'upsert' && !step.key.includes(field))) &&
      step.with.some(({ name }) => name === field),
  );
}

function keyOf({ entity }: EntityPlan): string | null {
  return entity.fields.find(({ key }) => key)?.name ?? null;
}

/** Each kind of change once. */
function distinct(effects: readonly RowEffect[]): RowEffect[] {
  const known = new Map(effects.map((one) => [`${one.entity.table} ${one.of} ${one.rows('')}`, one]));
  return [...known.values()];
}
