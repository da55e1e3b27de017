import { NOTHING, type StepReader } from './step-reading.ts';

/** `screen`: not read yet. */
export const readScreen: StepReader = (ctx, _world, _scope, keys, { base }) => {
  ctx.reporter.report('SPC2004', keys.entry('screen')?.key.span ?? base.span, { what: 'The step kind `screen`' });
  return NOTHING;
};
