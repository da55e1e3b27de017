import { open, UNKNOWN, withoutNull } from '../../expressions/static-types.ts';
import { readErrorName } from '../read-error-name.ts';
import { readValue } from '../read-value.ts';
import { NOTHING, type StepReader } from './step-reading.ts';

/** `set`: computes a value, which `else` makes sure of. */
export const readSet: StepReader = (ctx, _world, scope, keys, { base, main }) => {
  const value = readValue(ctx, scope, main, null);
  const otherwise = keys.get('else');
  const error = otherwise === undefined ? null : readErrorName(ctx, otherwise);
  if (value === null) return NOTHING;
  const result = otherwise === undefined ? value.type : withoutNull(scope.table, value.type);
  if (error !== null && value.type !== UNKNOWN && !open(scope.table, value.type).optional)
    ctx.reporter.report('FLW5069', keys.entry('else')?.key.span ?? base.span, {});
  return { step: { ...base, kind: 'set', value: value.source, else: error }, result, present: [] };
};
