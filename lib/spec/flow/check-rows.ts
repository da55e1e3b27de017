import { touchesRow } from '../expressions/expr-parts.ts';
import type { Entity, Model, Step } from '../model.ts';
import { fixesOneRow } from '../read/row-keys.ts';
import { allSteps, flowsOf } from '../step-tree.ts';
import type { FlowRule } from './flow-rule.ts';
import { nameOf } from './name-span.ts';

/** Changes that hit more rows than it looks like, and deletions that other rows forbid. */
export const checkRows: FlowRule = (model, report) => {
  const entities = new Map(model.entities.map((entity) => [entity.name, entity]));
  for (const flow of flowsOf(model)) {
    const deleted = new Set<string>();
    for (const step of allSteps(flow.steps)) {
      if (step.kind !== 'update' && step.kind !== 'delete') continue;
      const entity = entities.get(step.entity);
      if (entity === undefined) continue;
      const problem = manyRows(entity, step);
      if (problem !== null) report('FLW5060', nameOf(step), { kind: step.kind, all: problem === 'all' });
      if (step.kind !== 'delete') continue;
      for (const reference of keptBy(model, entity))
        if (!deleted.has(reference.entity))
          report('FLW5061', nameOf(step), { entity: entity.name, by: `${reference.entity}.${reference.field}` });
      deleted.add(entity.name);
    }
  }
};

/** Why more rows than one are hit: `all` if the condition asks nothing of the row, `else` if one row seems to be meant. */
function manyRows(entity: Entity, step: Extract<Step, { kind: 'update' | 'delete' }>): 'all' | 'else' | null {
  if (!touchesRow(step.where)) return 'all';
  return step.else !== null && !fixesOneRow(entity, step.where) ? 'else' : null;
}

/** The fields that refuse the deletion of a row that they refer to. */
function keptBy(model: Model, entity: Entity): { entity: string; field: string }[] {
  return model.entities.flatMap((other) =>
    other.fields.flatMap((field) => {
      const type = field.type.kind === 'optional' ? field.type.of : field.type;
      const refers = type.kind === 'ref' && type.entity === entity.name && field.onDelete === 'refuse';
      return refers ? [{ entity: other.name, field: field.name }] : [];
    }),
  );
}
