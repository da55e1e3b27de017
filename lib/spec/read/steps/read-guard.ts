import { presentWhen } from '../../expressions/presence.ts';
import { readErrorName } from '../read-error-name.ts';
import { readCondition } from '../read-expression.ts';
import { NOTHING, type StepReader } from './step-reading.ts';

/** `guard … else`: goes on only if a condition holds; what it tests is known to be there afterwards. */
export const readGuard: StepReader = (ctx, _world, scope, keys, { base, main }) => {
  const condition = readCondition(ctx, main, scope);
  const otherwise = keys.get('else');
  if (otherwise === undefined) ctx.reporter.report('SPC2002', base.span, { key: 'else', where: 'A `guard` step' });
  const error = otherwise === undefined ? null : readErrorName(ctx, otherwise);
  if (condition === null) return { ...NOTHING, result: null };
  const present = presentWhen(condition.syntax, true);
  const step = error === null ? null : ({ ...base, kind: 'guard', holds: condition.expr, else: error } as const);
  return { step, result: null, present };
};
