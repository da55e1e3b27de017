import { NOTHING, type StepReader } from './step-reading.ts';

/** `for`: not read yet. */
export const readFor: StepReader = (ctx, _world, _scope, keys, { base }) => {
  ctx.reporter.report('SPC2004', keys.entry('for')?.key.span ?? base.span, { what: 'The step kind `for`' });
  return NOTHING;
};
