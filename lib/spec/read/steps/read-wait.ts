import { misfit, sayType, UNKNOWN } from '../../expressions/static-types.ts';
import { scalar } from '../../scalar-type.ts';
import { expected, visibleSpan } from '../forms.ts';
import { readKeys } from '../keys.ts';
import { readFormula } from '../read-expression.ts';
import { readPeriodNode } from '../read-promises.ts';
import type { StepReader } from './step-reading.ts';

/** `wait`: a durable timer, for a period or until a moment. It gives nothing. */
export const readWait: StepReader = (ctx, _world, scope, _keys, { base, main }) => {
  const nothing = { step: null, result: null, present: [] };
  if (main.kind !== 'map') {
    const period = readPeriodNode(ctx, main);
    return period === null
      ? nothing
      : { ...nothing, step: { ...base, kind: 'wait', until: { kind: 'period', period } } };
  }
  const node = readKeys(ctx, main, 'wait', visibleSpan(ctx, main))?.get('until');
  if (node === undefined) return nothing;
  if (node.kind !== 'scalar' || !node.value.startsWith('=')) {
    expected(ctx, node, 'A moment: an expression such as =order.ships_at');
    return nothing;
  }
  const reading = readFormula(ctx, node, scope);
  if (reading === null) return nothing;
  const { expr } = reading;
  const problems = (['timestamp', 'date'] as const).map((name) => misfit(scope.table, expr.type, scalar(name)));
  if (problems.every((problem) => problem !== null) && expr.type !== UNKNOWN) {
    if (problems.includes('missing'))
      ctx.reporter.report('EXP4005', expr.span, { text: ctx.text.slice(expr.span.start, expr.span.end) });
    else ctx.reporter.report('TYP3008', expr.span, { expected: 'A timestamp or a date', found: sayType(expr.type) });
  }
  return { ...nothing, step: { ...base, kind: 'wait', until: { kind: 'moment', expr } } };
};
