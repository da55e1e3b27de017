import { checkSpec } from '../check-spec.ts';
import type { Step } from '../model.ts';
import { ANYWAY } from './flow-spec.ts';
import { saidOf } from './said-of.ts';

/** What a text of the flow tests is told, without what all of them are. */
export function toldOf(text: string): string[] {
  return saidOf(text).filter((line) => !ANYWAY.some((code) => line.startsWith(code)) && !line.startsWith('CMP'));
}

/** The steps of the only operation of a text. */
export function stepsOf(text: string): readonly Step[] {
  return checkSpec(text).model?.endpoints[0]?.processing ?? [];
}

/** The step of a kind that comes first in the only operation of a text. Fails if there is none. */
export function stepOf<K extends Step['kind']>(text: string, kind: K): Extract<Step, { kind: K }> {
  const found = stepsOf(text).find((step): step is Extract<Step, { kind: K }> => step.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} in the model`);
  return found;
}
