import { NOTHING, type StepReader } from './step-reading.ts';

/** `score`: not read yet. */
export const readScore: StepReader = (ctx, _world, _scope, keys, { base }) => {
  ctx.reporter.report('SPC2004', keys.entry('score')?.key.span ?? base.span, { what: 'The step kind `score`' });
  return NOTHING;
};
