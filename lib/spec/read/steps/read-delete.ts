import { readErrorName } from '../read-error-name.ts';
import { checkFileWrites } from './check-file-writes.ts';
import { readEntityName } from './read-entity-name.ts';
import { needWhere } from './read-where.ts';
import { NOTHING, type StepReader } from './step-reading.ts';

/** `delete`: deletes rows. */
export const readDelete: StepReader = (ctx, world, scope, keys, { base, main }) => {
  const entity = readEntityName(ctx, world, main);
  if (entity === null) return NOTHING;
  const reading = needWhere(ctx, scope, entity, keys, { kind: 'delete', span: base.span });
  const otherwise = keys.get('else');
  const error = otherwise === undefined ? null : readErrorName(ctx, otherwise);
  checkFileWrites(ctx, entity, keys, 'delete');
  if (reading === null) return { ...NOTHING, result: null };
  const step = { ...base, kind: 'delete', entity: entity.name, where: reading.where, else: error } as const;
  return { step, result: null, present: [] };
};
