import { NOTHING, type StepReader } from './step-reading.ts';

/** `run`: not read yet. */
export const readRun: StepReader = (ctx, _world, _scope, keys, { base }) => {
  ctx.reporter.report('SPC2004', keys.entry('run')?.key.span ?? base.span, { what: 'The step kind `run`' });
  return NOTHING;
};
