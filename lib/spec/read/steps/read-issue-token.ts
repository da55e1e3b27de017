import { NOTHING, type StepReader } from './step-reading.ts';

/** `issueToken`: not read yet. */
export const readIssueToken: StepReader = (ctx, _world, _scope, keys, { base }) => {
  ctx.reporter.report('SPC2004', keys.entry('issueToken')?.key.span ?? base.span, {
    what: 'The step kind `issueToken`',
  });
  return NOTHING;
};
