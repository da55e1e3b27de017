import { NOTHING, type StepReader } from './step-reading.ts';

/** `emit`: not read yet. */
export const readEmit: StepReader = (ctx, _world, _scope, keys, { base }) => {
  ctx.reporter.report('SPC2004', keys.entry('emit')?.key.span ?? base.span, { what: 'The step kind `emit`' });
  return NOTHING;
};
