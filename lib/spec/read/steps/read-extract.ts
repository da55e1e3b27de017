import { NOTHING, type StepReader } from './step-reading.ts';

/** `extract`: not read yet. */
export const readExtract: StepReader = (ctx, _world, _scope, keys, { base }) => {
  ctx.reporter.report('SPC2004', keys.entry('extract')?.key.span ?? base.span, { what: 'The step kind `extract`' });
  return NOTHING;
};
