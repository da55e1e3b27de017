import { NOTHING, type StepReader } from './step-reading.ts';

/** `try`: not read yet. */
export const readTry: StepReader = (ctx, _world, _scope, keys, { base }) => {
  ctx.reporter.report('SPC2004', keys.entry('try')?.key.span ?? base.span, { what: 'The step kind `try`' });
  return NOTHING;
};
