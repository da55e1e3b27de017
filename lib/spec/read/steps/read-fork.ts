import { NOTHING, type StepReader } from './step-reading.ts';

/** `fork`: not read yet. */
export const readFork: StepReader = (ctx, _world, _scope, keys, { base }) => {
  ctx.reporter.report('SPC2004', keys.entry('fork')?.key.span ?? base.span, { what: 'The step kind `fork`' });
  return NOTHING;
};
