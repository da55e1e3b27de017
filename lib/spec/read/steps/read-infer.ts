import { NOTHING, type StepReader } from './step-reading.ts';

/** `infer`: not read yet. */
export const readInfer: StepReader = (ctx, _world, _scope, keys, { base }) => {
  ctx.reporter.report('SPC2004', keys.entry('infer')?.key.span ?? base.span, { what: 'The step kind `infer`' });
  return NOTHING;
};
