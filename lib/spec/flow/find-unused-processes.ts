import { allSteps, flowsOf } from '../step-tree.ts';
import type { FlowRule } from './flow-rule.ts';
import { nameOf } from './name-span.ts';

/** Processes that no operation, schedule or other process runs. */
export const findUnusedProcesses: FlowRule = (model, report) => {
  if (model.processes.length === 0) return;
  const run = new Set(
    flowsOf(model).flatMap(({ steps }) =>
      allSteps(steps).flatMap((step) => (step.kind === 'run' ? [step.process] : [])),
    ),
  );
  for (const one of model.processes) if (!run.has(one.name)) report('FLW5049', nameOf(one), { name: one.name });
};
