import { checkFileWrites } from './check-file-writes.ts';
import { readAssignments, reportMissing } from './read-assignments.ts';
import { readEntityName } from './read-entity-name.ts';
import { NOTHING, type StepReader } from './step-reading.ts';

/** `create`: stores a new row. */
export const readCreate: StepReader = (ctx, world, scope, keys, { base, main }) => {
  const entity = readEntityName(ctx, world, main);
  if (entity === null) return NOTHING;
  const assignments = readAssignments(ctx, scope, entity, keys, base, 'create');
  if (!checkFileWrites(ctx, entity, keys, 'create'))
    reportMissing(ctx, scope, entity, keys, keys.entry('create')?.span ?? base.span);
  return {
    step: { ...base, kind: 'create', entity: entity.name, with: assignments },
    result: { kind: 'entity', name: entity.name },
    present: [],
  };
};
