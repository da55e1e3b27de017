import { NOTHING, type StepReader } from './step-reading.ts';

/** `upsert`: not read yet. */
export const readUpsert: StepReader = (ctx, _world, _scope, keys, { base }) => {
  ctx.reporter.report('SPC2004', keys.entry('upsert')?.key.span ?? base.span, { what: 'The step kind `upsert`' });
  return NOTHING;
};
