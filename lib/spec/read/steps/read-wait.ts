import { NOTHING, type StepReader } from './step-reading.ts';

/** `wait`: not read yet. */
export const readWait: StepReader = (ctx, _world, _scope, keys, { base }) => {
  ctx.reporter.report('SPC2004', keys.entry('wait')?.key.span ?? base.span, { what: 'The step kind `wait`' });
  return NOTHING;
};
