import { NOTHING, type StepReader } from './step-reading.ts';

/** `call`: not read yet. */
export const readCall: StepReader = (ctx, _world, _scope, keys, { base }) => {
  ctx.reporter.report('SPC2004', keys.entry('call')?.key.span ?? base.span, { what: 'The step kind `call`' });
  return NOTHING;
};
