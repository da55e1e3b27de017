import { INT } from '../../expressions/static-types.ts';
import { readEntityName } from './read-entity-name.ts';
import { readWhere } from './read-where.ts';
import { NOTHING, type StepReader } from './step-reading.ts';

/** `count`: counts the rows that match. */
export const readCount: StepReader = (ctx, world, scope, keys, { base, main }) => {
  const entity = readEntityName(ctx, world, main);
  if (entity === null) return NOTHING;
  const where = readWhere(ctx, scope, entity, keys)?.where ?? null;
  return { step: { ...base, kind: 'count', entity: entity.name, where }, result: INT, present: [] };
};
