import type { Step } from '../../model.ts';

/** A step, and the part of which step it stands in: `each.do`; empty for the operation's own steps. */
export type FlatStep = Step & { inside: string };

/** Steps may nest; nothing deeper than this is looked at. */
const MAX_DEPTH = 32;

/** All steps of a list with those inside them, from top to bottom. */
export function flatSteps(steps: readonly Step[], inside = '', depth = 0): FlatStep[] {
  if (depth > MAX_DEPTH) return [];
  return steps.flatMap((step) => [
    { ...step, inside },
    ...listsOf(step).flatMap(({ name, steps: within }) => flatSteps(within, `${step.name}.${name}`, depth + 1)),
  ]);
}

function listsOf(step: Step): { name: string; steps: readonly Step[] }[] {
  switch (step.kind) {
    case 'for':
      return [{ name: 'do', steps: step.do }];
    case 'switch':
      return step.cases.map((one, i) => ({ name: `case ${i + 1}`, steps: one.do }));
    case 'fork':
      return step.branches.map((branch) => ({ name: branch.name, steps: branch.do }));
    case 'try':
      return [
        { name: 'try', steps: step.do },
        ...step.catch.map((one, i) => ({ name: `catch ${i + 1}`, steps: one.do })),
      ];
    default:
      return [];
  }
}
