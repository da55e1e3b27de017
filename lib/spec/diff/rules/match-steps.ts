import type { Step } from '../../model.ts';
import { NO_RENAMES } from '../write-expression.ts';
import { partsOfStep } from './step-parts.ts';

/** Steps of two versions that belong together. */
export interface MatchedSteps {
  /** In the later order. */
  both: readonly (readonly [Step, Step])[];
  removed: readonly Step[];
  added: readonly Step[];
  /** Earlier names of steps that only have another name now. */
  renames: ReadonlyMap<string, string>;
}

/**
 * Matches steps by name; of the rest, a step that does exactly the same under another name is the same step. Later steps may
 * name renamed ones, so names are followed from top to bottom.
 */
export function matchSteps(
  before: readonly Step[],
  after: readonly Step[],
  inputs: ReadonlyMap<string, string>,
): MatchedSteps {
  const nowByName = new Map(after.map((step) => [step.name, step]));
  const oldNames = new Set(before.map((step) => step.name));
  const partner = new Map<Step, Step>();
  const renames = new Map<string, string>();
  const free = new Map<string, Step[]>();
  for (const step of after) {
    if (oldNames.has(step.name)) continue;
    const meaning = meaningOfStep(step, NO_RENAMES);
    free.set(meaning, [...(free.get(meaning) ?? []), step]);
  }
  for (const step of before) {
    const named = nowByName.get(step.name);
    const same = named ?? free.get(meaningOfStep(step, { ...NO_RENAMES, steps: renames, inputs }))?.shift();
    if (same === undefined) continue;
    partner.set(same, step);
    if (same.name !== step.name) renames.set(step.name, same.name);
  }
  const kept = new Set(partner.values());
  return {
    both: after.flatMap((now) => {
      const old = partner.get(now);
      return old === undefined ? [] : [[old, now] as const];
    }),
    removed: before.filter((step) => !kept.has(step)),
    added: after.filter((step) => !partner.has(step)),
    renames,
  };
}

function meaningOfStep(step: Step, renames: typeof NO_RENAMES): string {
  return JSON.stringify([step.kind, ...partsOfStep(step, renames).map((part) => [part.name, part.meaning])]);
}
