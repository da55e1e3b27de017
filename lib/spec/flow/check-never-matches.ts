import type { Expr } from '../expressions/ast.ts';
import { exprParts } from '../expressions/expr-parts.ts';
import { allSteps, flowsOf } from '../step-tree.ts';
import type { FlowRule } from './flow-rule.ts';
import { plainType } from './possible-texts.ts';
import { statusesWhere } from './statuses.ts';

/** Conditions on rows that ask for two values of one choice at once: no row ever matches. */
export const checkNeverMatches: FlowRule = (model, report) => {
  const entities = new Map(model.entities.map((entity) => [entity.name, entity]));
  for (const step of flowsOf(model).flatMap(({ steps }) => allSteps(steps))) {
    const where = 'where' in step ? step.where : null;
    if (where === null || !('entity' in step)) continue;
    const asked = fieldsIn(where);
    for (const field of entities.get(step.entity)?.fields ?? []) {
      const type = asked.has(field.name) ? plainType(model, field.type) : null;
      if (type?.kind !== 'enum') continue;
      const isField = (expr: Expr): boolean => expr.kind === 'name' && expr.scope === 'row' && expr.name === field.name;
      if (statusesWhere(where, true, isField, type.values).size === 0)
        report('FLW5068', where.span, { entity: step.entity, field: field.name });
    }
  }
};

function fieldsIn(where: Expr): ReadonlySet<string> {
  const names = new Set<string>();
  const open = [where];
  for (let expr = open.pop(); expr !== undefined; expr = open.pop()) {
    if (expr.kind === 'name' && expr.scope === 'row') names.add(expr.name);
    open.push(...exprParts(expr));
  }
  return names;
}
