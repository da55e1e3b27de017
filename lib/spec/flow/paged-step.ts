import type { Endpoint, Step, ValueSource } from '../model.ts';

type ListStep = Extract<Step, { kind: 'list' }>;

/** The list that the pages of an operation are made of: the step of its own that an output shows, else its first. Null where there is none. */
export function pagedStep({ processing, output, wholeOutput }: Endpoint): ListStep | null {
  const lists = processing.filter(isPageable);
  const shown = lists.filter(({ name }) =>
    [wholeOutput, ...output].some((field) => field !== null && readsStep(field.from, name)),
  );
  return shown[0] ?? lists[0] ?? null;
}

/** Whether a list leaves its limit to the pages. */
export function isPageable(step: Step): step is ListStep {
  return step.kind === 'list' && (step.limit === null || isInput(step.limit, 'limit'));
}

function isInput(source: ValueSource | null, name: string): boolean {
  return source?.kind === 'expression' && source.expr.kind === 'member' && source.expr.name === name;
}

function readsStep(part: unknown, step: string): boolean {
  return someNode(
    part,
    ({ kind, scope, name, step: pointed }) =>
      (kind === 'step' && pointed === step) || (kind === 'name' && scope === 'step' && name === step),
  );
}

/** Whether something holds for a node in any part of a model. */
export function someNode(part: unknown, holds: (node: Readonly<Record<string, unknown>>) => boolean): boolean {
  if (part === null || typeof part !== 'object') return false;
  const node: Readonly<Record<string, unknown>> = { ...part };
  if (holds(node)) return true;
  return Object.entries(node).some(([key, item]) => key !== 'type' && key !== 'span' && someNode(item, holds));
}
