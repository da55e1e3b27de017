import { optional } from '../../expressions/static-types.ts';
import type { Type } from '../../model.ts';
import { readErrorName } from '../read-error-name.ts';
import { readEntityName } from './read-entity-name.ts';
import { needWhere } from './read-where.ts';
import { NOTHING, type StepReader } from './step-reading.ts';

/** `find`: reads one row; null if there is none, unless `else` names an error. */
export const readFind: StepReader = (ctx, world, scope, keys, { base, main }) => {
  const entity = readEntityName(ctx, world, main);
  if (entity === null) return NOTHING;
  const reading = needWhere(ctx, scope, entity, keys, { kind: 'find', span: base.span });
  const otherwise = keys.get('else');
  const error = otherwise === undefined ? null : readErrorName(ctx, otherwise);
  const row: Type = { kind: 'entity', name: entity.name };
  if (reading === null) return { ...NOTHING, result: row };
  if (!reading.one) ctx.reporter.report('FLW5005', reading.where.span, {});
  return {
    step: { ...base, kind: 'find', entity: entity.name, where: reading.where, else: error },
    result: otherwise === undefined ? optional(row) : row,
    present: [],
  };
};
