import type { Type } from '../../model.ts';
import { readErrorName } from '../read-error-name.ts';
import { checkFileWrites } from './check-file-writes.ts';
import { readAssignments } from './read-assignments.ts';
import { readEntityName } from './read-entity-name.ts';
import { needWhere } from './read-where.ts';
import { NOTHING, type StepReader } from './step-reading.ts';

/** `update`: changes rows. The result is the row after the change, or the list of them if several can match. */
export const readUpdate: StepReader = (ctx, world, scope, keys, { base, main }) => {
  const entity = readEntityName(ctx, world, main);
  if (entity === null) return NOTHING;
  const reading = needWhere(ctx, scope, entity, keys, { kind: 'update', span: base.span });
  const otherwise = keys.get('else');
  const error = otherwise === undefined ? null : readErrorName(ctx, otherwise);
  const row: Type = { kind: 'entity', name: entity.name };
  if (reading === null) return { ...NOTHING, result: row };
  if (keys.get('with') === undefined)
    ctx.reporter.report('SPC2002', base.span, { key: 'with', where: 'An `update` step' });
  const assignments = readAssignments(ctx, scope, entity, keys, base, 'update');
  checkFileWrites(ctx, entity, keys, 'update');
  return {
    step: { ...base, kind: 'update', entity: entity.name, where: reading.where, with: assignments, else: error },
    result: reading.one ? row : { kind: 'list', of: row, length: null },
    present: [],
  };
};
