import { NOTHING, type StepReader } from './step-reading.ts';

/** `custom`: not read yet. */
export const readCustom: StepReader = (ctx, _world, _scope, keys, { base }) => {
  ctx.reporter.report('SPC2004', keys.entry('custom')?.key.span ?? base.span, { what: 'The step kind `custom`' });
  return NOTHING;
};
