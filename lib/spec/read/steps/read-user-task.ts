import { NOTHING, type StepReader } from './step-reading.ts';

/** `userTask`: not read yet. */
export const readUserTask: StepReader = (ctx, _world, _scope, keys, { base }) => {
  ctx.reporter.report('SPC2004', keys.entry('userTask')?.key.span ?? base.span, { what: 'The step kind `userTask`' });
  return NOTHING;
};
