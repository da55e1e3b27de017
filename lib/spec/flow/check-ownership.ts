import type { Expr } from '../expressions/ast.ts';
import type { Endpoint, Entity, Step, ValueSource } from '../model.ts';
import { allSteps } from '../step-tree.ts';
import type { FlowRule } from './flow-rule.ts';
import { nameOf } from './name-span.ts';

/**
 * Rows of an owned entity are those of the caller: every read and write is filtered, but for reads by the roles in `visibleTo`.
 * Reports where nobody is signed in, where another owner is asked for, and where a new row is given to somebody else.
 */
export const checkOwnership: FlowRule = (model, report) => {
  const owned = new Map(model.entities.flatMap((entity) => (entity.owner === null ? [] : [[entity.name, entity]])));
  if (owned.size === 0) return;
  for (const endpoint of model.endpoints) {
    for (const step of allSteps(endpoint.processing)) {
      const entity = 'entity' in step ? owned.get(step.entity) : undefined;
      if (entity === undefined || entity.owner === null) continue;
      const problem = problemOf(endpoint, step, entity, entity.owner);
      if (problem !== null)
        report('FLW5059', problem.span ?? nameOf(step), {
          entity: entity.name,
          owner: entity.owner,
          problem: problem.what,
        });
    }
  }
};

type Problem = { what: 'nobody' | 'another' | 'given'; span: Step['span'] | null };

function problemOf(endpoint: Endpoint, step: Step, entity: Entity, owner: string): Problem | null {
  const reads = step.kind === 'find' || step.kind === 'list' || step.kind === 'count';
  if (reads && seesAll(endpoint, entity)) return null;
  if (endpoint.access.kind === 'public') return { what: 'nobody', span: null };
  if (step.kind === 'create' || step.kind === 'upsert' || step.kind === 'update') {
    const given = step.with.find(({ name }) => name === owner);
    if (given !== undefined && isSomebodyElse(given.value) && !seesAll(endpoint, entity))
      return { what: 'given', span: given.span };
  }
  const where = 'where' in step ? step.where : null;
  const other = where === null ? null : otherOwner(where, owner);
  return other === null ? null : { what: 'another', span: other.span };
}

/** Whether everybody who may call sees all rows. */
function seesAll({ access }: Endpoint, { visibleTo }: Entity): boolean {
  return access.kind !== 'public' && access.roles.length > 0 && access.roles.every((role) => visibleTo.includes(role));
}

/** Whether a value is surely not the caller by its origin: written down, or sent by the caller. Results of steps may be anybody. */
function isSomebodyElse(value: ValueSource): boolean {
  return value.kind === 'literal' ? value.value !== null : isSent(value.expr);
}

function isSent(expr: Expr): boolean {
  if (expr.kind === 'string') return true;
  const root = expr.kind === 'member' ? expr.of : expr;
  return root.kind === 'name' && root.scope === 'input';
}

/** A part of the condition, met for sure, that asks for another owner than the caller. */
function otherOwner(where: Expr, owner: string): Expr | null {
  if (where.kind !== 'binary') return null;
  const { operator, left, right } = where;
  if (operator === '&&') return otherOwner(left, owner) ?? otherOwner(right, owner);
  if (operator !== '==') return null;
  const value = isField(left, owner) ? right : isField(right, owner) ? left : null;
  return value !== null && isSent(value) ? where : null;
}

function isField(expr: Expr, name: string): boolean {
  return expr.kind === 'name' && expr.scope === 'row' && expr.name === name;
}
