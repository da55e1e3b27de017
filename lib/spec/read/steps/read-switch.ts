import { NOTHING, type StepReader } from './step-reading.ts';

/** `switch`: not read yet. */
export const readSwitch: StepReader = (ctx, _world, _scope, keys, { base }) => {
  ctx.reporter.report('SPC2004', keys.entry('switch')?.key.span ?? base.span, { what: 'The step kind `switch`' });
  return NOTHING;
};
